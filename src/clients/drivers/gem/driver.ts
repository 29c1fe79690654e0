import type { Driver } from "../../../core/driver.ts";
import { rubyEnv } from "../ruby.ts";
import { pick, plainVersion } from "../text.ts";

/**
 * https://guides.rubygems.org/command-reference/#gem-install, run with 3.3. `gem install` alone pins nothing; its lock is
 * what `-g` writes beside a file of dependencies, and reads again.
 */
export const gem: Driver = {
  id: "gem",
  title: "RubyGems",
  ecosystem: "gem",
  protocol: "rubygems",
  executables: ["gem"],
  tools: ["ruby", "sh"],
  detect: { args: ["--version"], version: (output) => plainVersion(`${output}\n`) },

  env: rubyEnv,
  files: (place, shape) => ({
    "gem.deps.rb": `source "${place.registry}"\n${
      shape === "transitive" ? 'gem "parent", "1.0.0"' : 'gem "victim", "~> 1.0"'
    }\n`,
    gemrc: `---\n:sources:\n- ${place.registry}/\ngem: --no-document\n`,
  }),
  lockFiles: ["gem.deps.rb.lock"],
  lockedVersion: (files) => pick(files, "gem.deps.rb.lock", /^ {4}victim \((\d+\.\d+\.\d+)\)/m),
  markers: (place) => [`${place.home}/gem-home/gems/victim-*/marker.txt`],

  lock: () => [{ args: ["install", "-g", "gem.deps.rb"] }],
  installFromLock: () => [{ args: ["install", "-g", "gem.deps.rb"] }],
  install: () => [{ args: ["install", "victim"] }],
  integrityError: /checksum|digest/i,
  audit: () => ({ args: ["audit"] }),
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
};
