import type { Driver } from "../../../core/driver.ts";
import { npmMarkers, npmProject, pick, plainVersion } from "../npm-family.ts";

/** https://docs.deno.com/runtime/reference/cli/, run with 2.9. It works on the npm side of a project here, not on JSR. */
export const deno: Driver = {
  id: "deno",
  title: "Deno",
  ecosystem: "npm",
  protocol: "npm",
  executables: ["deno"],
  tools: ["node", "sh"],
  detect: { args: ["--version"], version: (output) => plainVersion(output, "deno ") },

  env: (place) => ({
    NPM_CONFIG_REGISTRY: `${place.registry}/`,
    DENO_DIR: place.cache,
    DENO_NO_UPDATE_CHECK: "1",
    DENO_NO_PROMPT: "1",
  }),
  files: (_place, shape) => npmProject(shape),
  lockFiles: ["package.json", "deno.lock"],
  lockedVersion: (files) => pick(files, "deno.lock", /"victim@(\d+\.\d+\.\d+)"\s*:/),
  markers: npmMarkers,

  // The variable for the age gate has no effect, the option has.
  lock: () => [{ args: ["install", "--minimum-dependency-age=0"] }],
  installFromLock: () => [{ args: ["install", "--frozen", "--minimum-dependency-age=0"] }],
  install: () => [{ args: ["install", "--minimum-dependency-age=0"] }],
  integrityError: /checksum did not match|integrity/i,
  // Never with `--socket`: that asks a third party.
  audit: () => ({ args: ["audit"] }),
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
  fix: {
    commands: () => [{ args: ["audit", "fix"] }],
    // https://github.com/denoland/deno/issues/36615: it reads the fixed range from a field that the npm registry omits.
    richer: ["patched_versions"],
  },
};
