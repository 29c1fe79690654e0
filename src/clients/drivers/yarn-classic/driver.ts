import type { Driver } from "../../../core/driver.ts";
import { npmMarkers, npmProject, pick, plainVersion } from "../npm-family.ts";

/** https://classic.yarnpkg.com/lang/en/docs/cli/, run with 1.22. */
export const yarnClassic: Driver = {
  id: "yarn-classic",
  title: "Yarn Classic",
  ecosystem: "npm",
  protocol: "npm",
  executables: ["yarn", "yarnpkg"],
  tools: ["node", "sh"],
  detect: {
    args: ["--version"],
    version(output) {
      const version = plainVersion(output);
      return version?.startsWith("1.") ? version : null;
    },
  },

  env: (place) => ({
    YARN_REGISTRY: place.registry,
    npm_config_registry: `${place.registry}/`,
    npm_config_userconfig: `${place.home}/npmrc`,
    npm_config_globalconfig: `${place.home}/global-npmrc`,
    YARN_CACHE_FOLDER: place.cache,
    // Keeps it from handing over to whatever `yarn-path` a configuration names.
    YARN_IGNORE_PATH: "1",
  }),
  files: (place, shape) => ({
    ...npmProject(shape),
    ".yarnrc": `registry "${place.registry}"\nyarn-offline-mirror false\ndisable-self-update-check true\n`,
  }),
  lockFiles: ["package.json", "yarn.lock"],
  lockedVersion: (files) => pick(files, "yarn.lock", /^"?victim@[^\n]*:\n {2}version "([^"]+)"/m),
  markers: npmMarkers,

  // It has no command that writes the lock alone.
  lock: () => [{ args: ["install", "--non-interactive"] }],
  installFromLock: () => [{ args: ["install", "--frozen-lockfile", "--non-interactive"] }],
  install: () => [{ args: ["install", "--non-interactive"] }],
  integrityError: /integrity check failed/i,
  audit: () => ({ args: ["audit"] }),
  // Audits go to this host whatever registry is set; the public registry has retired the endpoint.
  retiredHosts: ["registry.yarnpkg.com:443"],
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
  fix: { commands: () => [{ args: ["audit", "--fix"] }] },
};
