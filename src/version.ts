/** Replaced with the package's version when the command is built; the sources run as a development version. */
declare const ASSAY_VERSION: string | undefined;

export const VERSION: string = typeof ASSAY_VERSION === "string" ? ASSAY_VERSION : "0.0.0-dev";

export const TOOL: { name: string; version: string } = { name: "registry-assay", version: VERSION };
