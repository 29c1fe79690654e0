import type { Driver } from "../../../core/driver.ts";
import { npmMarkers, npmProject, pick, plainVersion } from "../npm-family.ts";

/** https://yarnpkg.com/cli, run with 4.18. */
export const yarnBerry: Driver = {
  id: "yarn-berry",
  title: "Yarn Berry",
  ecosystem: "npm",
  protocol: "npm",
  executables: ["yarn", "yarnpkg"],
  tools: ["node", "sh"],
  detect: {
    args: ["--version"],
    version(output) {
      const version = plainVersion(output);
      return version !== null && !/^[01]\./.test(version) ? version : null;
    },
  },

  env: (place) => ({
    YARN_NPM_REGISTRY_SERVER: place.registry,
    YARN_UNSAFE_HTTP_WHITELIST: "127.0.0.1",
    YARN_ENABLE_TELEMETRY: "0",
    YARN_ENABLE_GLOBAL_CACHE: "false",
    YARN_CACHE_FOLDER: place.cache,
    YARN_GLOBAL_FOLDER: `${place.home}/yarn`,
    YARN_IGNORE_PATH: "1",
    // The marker file is read from node_modules, not from inside an archive.
    YARN_NODE_LINKER: "node-modules",
    YARN_HTTP_RETRY: "0",
    YARN_NPM_MINIMAL_AGE_GATE: "0",
    YARN_ENABLE_COLORS: "0",
  }),
  // Without a lock of its own it takes the nearest parent that has a manifest for its project.
  files: (_place, shape) => ({ ...npmProject(shape), "yarn.lock": "" }),
  lockFiles: ["package.json", "yarn.lock"],
  lockedVersion: (files) =>
    pick(files, "yarn.lock", /^"?victim@[^\n]*:\n {2}version: "?([^"\n]+)"?/m),
  markers: npmMarkers,

  lock: () => [{ args: ["install", "--mode=update-lockfile", "--no-immutable"] }],
  installFromLock: () => [{ args: ["install", "--immutable"] }],
  install: () => [{ args: ["install", "--no-immutable"] }],
  integrityError: /YN0018|doesn't match the expected checksum/,
  // By default it looks at direct dependencies only.
  audit: () => ({ args: ["npm", "audit", "--all", "--recursive"] }),
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
  fix: { commands: () => [{ args: ["npm", "audit", "--fix"] }] },
};
