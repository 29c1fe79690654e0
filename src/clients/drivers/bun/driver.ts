import type { Driver } from "../../../core/driver.ts";
import { npmMarkers, npmProject, pick, plainVersion } from "../npm-family.ts";

/** https://bun.com/docs/cli/install, run with 1.4. */
export const bun: Driver = {
  id: "bun",
  title: "Bun",
  ecosystem: "npm",
  protocol: "npm",
  executables: ["bun"],
  tools: ["node", "sh"],
  detect: { args: ["--version"], version: (output) => plainVersion(output) },

  env: (place) => ({
    BUN_CONFIG_REGISTRY: `${place.registry}/`,
    BUN_INSTALL: `${place.home}/bun`,
    BUN_INSTALL_CACHE_DIR: place.cache,
    BUN_CONFIG_HTTP_RETRY_COUNT: "0",
    DO_NOT_TRACK: "1",
  }),
  files: (place, shape) => ({
    ...npmProject(shape),
    "bunfig.toml": `[install]\nregistry = "${place.registry}/"\n`,
  }),
  lockFiles: ["package.json", "bun.lock"],
  lockedVersion: (files) => pick(files, "bun.lock", /"victim@(\d+\.\d+\.\d+)"/),
  markers: npmMarkers,

  lock: () => [{ args: ["install", "--lockfile-only"] }],
  installFromLock: () => [{ args: ["install", "--frozen-lockfile"] }],
  // Under CI, `install` would be frozen if a lock were there; here none is.
  install: () => [{ args: ["install"] }],
  integrityError: /integrity check failed/i,
  audit: () => ({ args: ["audit"] }),
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
  // `bun audit --fix` is another thing: it only prints the audit.
  fix: { commands: () => [{ args: ["audit", "fix"] }] },
};
