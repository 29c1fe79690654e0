import type { Command, Driver, Place, Shape } from "../../../core/driver.ts";
import { rubyEnv } from "../ruby.ts";
import { atLeast, pick } from "../text.ts";

/** https://bundler.io/man/bundle.1.html, run with 2.3, and with 2.6 from its sources. */
export const bundler: Driver = {
  id: "bundler",
  title: "Bundler",
  ecosystem: "gem",
  protocol: "rubygems",
  executables: ["bundle", "bundler"],
  tools: ["ruby", "sh"],
  detect: {
    args: ["--version"],
    version: (output) => /^(?:Bundler version )?(\d+\.\d+\.\d+\S*)/m.exec(output)?.[1] ?? null,
  },

  env: (place) => ({
    ...rubyEnv(place),
    BUNDLE_USER_HOME: `${place.home}/bundle`,
    BUNDLE_APP_CONFIG: `${place.home}/bundle-app`,
    BUNDLE_PATH: `${place.home}/gems`,
    BUNDLE_SILENCE_ROOT_WARNING: "1",
    BUNDLE_RETRY: "0",
    BUNDLE_DISABLE_VERSION_CHECK: "1",
  }),
  files: (place, shape) => ({ Gemfile: gemfile(place.registry, shape), gemrc: "--- {}\n" }),
  lockFiles: ["Gemfile.lock"],
  lockedVersion: (files) => pick(files, "Gemfile.lock", /^ {4}victim \((\d+\.\d+\.\d+)\)/m),
  markers: (place) => [`${place.home}/gems/ruby/*/gems/victim-*/marker.txt`],

  lock: lockCommands,
  installFromLock: () => [{ args: ["install"], env: { BUNDLE_FROZEN: "true" } }],
  install: () => [{ args: ["install"] }],
  integrityError: /does not match the checksum|mismatched checksums/i,
  audit: () => ({ args: ["audit"] }),
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
  fix: { commands: () => [{ args: ["update", "victim"] }] },
};

/** Since 2.6 a lock can hold checksums; they have to be asked for. */
function lockCommands(place: Place): readonly Command[] {
  return atLeast(place.version, 2, 6)
    ? [{ args: ["lock"] }, { args: ["lock", "--add-checksums"] }]
    : [{ args: ["lock"] }];
}

function gemfile(registry: string, shape: Shape): string {
  const dependency = shape === "transitive" ? 'gem "parent", "1.0.0"' : 'gem "victim", "~> 1.0"';
  return `source "${registry}"\n${dependency}\n`;
}
