import type { Driver, Shape } from "../../../core/driver.ts";
import { pick } from "../text.ts";

const QUIET = "--no-progress";

/** https://getcomposer.org/doc/03-cli.md, run with composer 2.5. */
export const composer: Driver = {
  id: "composer",
  title: "Composer",
  ecosystem: "composer",
  protocol: "composer",
  executables: ["composer"],
  tools: ["php", "unzip", "sh"],
  detect: {
    args: ["--version"],
    version: (output) => /^Composer (?:version )?(\d+\.\d+\.\d+\S*)/m.exec(output)?.[1] ?? null,
  },

  env: (place) => ({
    COMPOSER_HOME: `${place.home}/composer`,
    COMPOSER_CACHE_DIR: place.cache,
    COMPOSER_ALLOW_SUPERUSER: "1",
    COMPOSER_NO_INTERACTION: "1",
    // Otherwise it asks git.
    COMPOSER_ROOT_VERSION: "1.0.0",
  }),
  files: (place, shape) => ({ "composer.json": manifest(place.registry, shape) }),
  lockFiles: ["composer.json", "composer.lock"],
  lockedVersion: (files) =>
    pick(files, "composer.lock", /"name": "acme\/victim",\s+"version": "v?(\d+\.\d+\.\d+)"/),
  markers: (place) => [`${place.project}/vendor/acme/victim/marker.txt`],

  lock: () => [{ args: ["update", QUIET, "--no-install", "--no-audit"] }],
  installFromLock: () => [{ args: ["install", QUIET] }],
  install: () => [{ args: ["require", QUIET, "acme/victim:^1.0.0"] }],
  integrityError: /checksum verification of the file failed/,
  audit: () => ({ args: ["audit"] }),
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
  fix: { commands: () => [{ args: ["update", QUIET, "acme/victim"] }] },
};

function manifest(registry: string, shape: Shape): string {
  const project = {
    name: "acme/app",
    license: "MIT",
    require: shape === "transitive" ? { "acme/parent": "1.0.0" } : { "acme/victim": "^1.0.0" },
    repositories: [{ type: "composer", url: registry }, { "packagist.org": false }],
    config: { "secure-http": false },
  };
  return `${JSON.stringify(project, null, 4)}\n`;
}
