import { createHash } from "node:crypto";
import type { FixtureVersion } from "../../../core/client-facts.ts";
import { tarGz } from "../tar.ts";
import { markerText } from "../world.ts";

/** One generated package file. */
export interface NpmPackage {
  name: string;
  version: string;
  manifest: Record<string, unknown>;
  tarball: Buffer;
  /** As the registry writes it: `sha512-` and base64. */
  integrity: string;
  shasum: string;
}

const INDEX = `exports.bad = function bad(code) { return eval(code); };
exports.good = function good() { return "good"; };
`;

function build(manifest: Record<string, unknown>, files: Record<string, string>): NpmPackage {
  const tarball = tarGz({
    "package/package.json": `${JSON.stringify(manifest, null, 2)}\n`,
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`package/${path}`, text])),
  });
  return {
    name: String(manifest["name"]),
    version: String(manifest["version"]),
    manifest,
    tarball,
    integrity: `sha512-${createHash("sha512").update(tarball).digest("base64")}`,
    shasum: createHash("sha1").update(tarball).digest("hex"),
  };
}

export function victim(
  version: FixtureVersion,
  which: "genuine" | "tampered" = "genuine",
): NpmPackage {
  const manifest = {
    name: "victim",
    version,
    description: "Fixture of assay",
    license: "MIT",
    main: "index.js",
  };
  return build(manifest, { "index.js": INDEX, "marker.txt": markerText(version, which) });
}

export function parent(): NpmPackage {
  const manifest = {
    name: "parent",
    version: "1.0.0",
    description: "Fixture of assay",
    license: "MIT",
    main: "index.js",
    dependencies: { victim: "^1.0.0" },
  };
  return build(manifest, { "index.js": 'module.exports = require("victim");\n' });
}
