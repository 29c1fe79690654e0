import type { Driver, Place } from "../../../core/driver.ts";
import { npmMarkers, npmProject, pick, plainVersion } from "../npm-family.ts";

/** https://pnpm.io/cli/install, run with pnpm 10 and 12. */
export const pnpm: Driver = {
  id: "pnpm",
  title: "pnpm",
  ecosystem: "npm",
  protocol: "npm",
  executables: ["pnpm"],
  tools: ["node", "sh"],
  detect: { args: ["--version"], version: (output) => plainVersion(output) },

  // 10 reads `npm_config_*`, 11 and later `pnpm_config_*`. Under the wrong name it would go to the public registry.
  env: (place) => ({
    ...both("registry", `${place.registry}/`),
    ...both("fetch_retries", "0"),
    ...both("store_dir", `${place.cache}/store`),
    ...both("cache_dir", `${place.cache}/cache`),
    ...both("state_dir", `${place.home}/state`),
    ...both("userconfig", `${place.home}/npmrc`),
    ...both("globalconfig", `${place.home}/global-npmrc`),
    ...both("update_notifier", "false"),
    // 10 and later fetch themselves anew for a project that names another version.
    ...both("manage_package_manager_versions", "false"),
    // A lock is not rewritten because its fixture is young; the fixture is old anyway.
    ...both("minimum_release_age", "0"),
    PNPM_HOME: `${place.home}/pnpm`,
  }),
  files: (place, shape) => ({
    ...npmProject(shape),
    ".npmrc": `registry=${place.registry}/\n`,
  }),
  lockFiles: ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"],
  // The keys of `packages:` and `snapshots:`, as `victim@1.0.0:`; version 12 may quote them.
  lockedVersion: (files) =>
    pick(files, "pnpm-lock.yaml", /^ {2}['"]?\/?victim@(\d+\.\d+\.\d+)['"]?:/m),
  markers: npmMarkers,

  // Under CI, `install` means frozen; a lock that is not there yet must be allowed.
  lock: () => [{ args: ["install", "--lockfile-only", "--no-frozen-lockfile"] }],
  installFromLock: () => [{ args: ["install", "--frozen-lockfile"] }],
  install: () => [{ args: ["install", "--no-frozen-lockfile"] }],
  integrityError: /ERR_PNPM_TARBALL_INTEGRITY|integrity check(sum)? failed/i,
  audit: () => ({ args: ["audit"] }),
  sbom: () => [
    { format: "cyclonedx", command: { args: ["sbom", "--sbom-format", "cyclonedx"] } },
    { format: "spdx", command: { args: ["sbom", "--sbom-format", "spdx"] } },
  ],
  fix: { commands: fixCommands },
};

/** 11 learned to update; before that, `--fix` writes overrides and the next install moves the lock. */
function fixCommands(place: Place): ReturnType<NonNullable<Driver["fix"]>["commands"]> {
  const major = Number(place.version.split(".")[0]);
  return major >= 11
    ? [{ args: ["audit", "--fix=update"] }]
    : [{ args: ["audit", "--fix"] }, { args: ["install", "--no-frozen-lockfile"] }];
}

function both(name: string, value: string): Record<string, string> {
  return { [`npm_config_${name}`]: value, [`pnpm_config_${name}`]: value };
}
