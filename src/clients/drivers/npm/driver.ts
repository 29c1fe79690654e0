import type { Driver } from "../../../core/driver.ts";
import { npmMarkers, npmProject, plainVersion } from "../npm-family.ts";

/** https://docs.npmjs.com/cli, run with npm 11. */
export const npm: Driver = {
  id: "npm",
  title: "npm",
  ecosystem: "npm",
  protocol: "npm",
  executables: ["npm"],
  tools: ["node", "sh"],
  detect: { args: ["--version"], version: (output) => plainVersion(output) },

  // Variables beat the project's, the user's, the global and the built-in npmrc.
  env: (place) => ({
    npm_config_registry: `${place.registry}/`,
    npm_config_userconfig: `${place.home}/npmrc`,
    npm_config_globalconfig: `${place.home}/global-npmrc`,
    npm_config_prefix: `${place.home}/prefix`,
    npm_config_cache: place.cache,
    npm_config_audit: "true",
    npm_config_fund: "false",
    npm_config_update_notifier: "false",
    // With retries an integrity failure takes over two minutes.
    npm_config_fetch_retries: "0",
  }),
  files: (_place, shape) => npmProject(shape),
  lockFiles: ["package.json", "package-lock.json"],
  lockedVersion(files) {
    const packages = packagesOf(files["package-lock.json"]);
    return packages["node_modules/victim"]?.version ?? null;
  },
  markers: npmMarkers,

  lock: () => [{ args: ["install", "--package-lock-only"] }],
  installFromLock: () => [{ args: ["ci"] }],
  install: () => [{ args: ["install"] }],
  integrityError: /EINTEGRITY|integrity checksum failed/,
  audit: () => ({ args: ["audit"] }),
  sbom: () => [
    { format: "cyclonedx", command: { args: ["sbom", "--sbom-format=cyclonedx"] } },
    { format: "spdx", command: { args: ["sbom", "--sbom-format=spdx"] } },
  ],
  fix: { commands: () => [{ args: ["audit", "fix"] }] },
};

function packagesOf(text: string | undefined): Record<string, { version?: string }> {
  try {
    const lock = JSON.parse(text ?? "{}") as { packages?: Record<string, { version?: string }> };
    return lock.packages ?? {};
  } catch {
    return {};
  }
}
