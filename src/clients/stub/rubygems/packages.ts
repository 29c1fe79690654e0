import { gzipSync } from "node:zlib";
import { type Fixture, type Fixtures, fixturesOf, hex } from "../fixture.ts";
import { tar, tarGz } from "../tar.ts";
import { markerText } from "../world.ts";

const SOURCE = `module Victim
  def self.bad(code) = eval(code)
  def self.good = "good"
end
`;

function specification(name: Fixture["name"], version: string): string {
  const requirement = (list: readonly [string, string][], indent: string): string =>
    `!ruby/object:Gem::Requirement\n${indent}requirements:\n${list
      .map(
        ([operator, given]) =>
          `${indent}- - "${operator}"\n${indent}  - !ruby/object:Gem::Version\n${indent}    version: '${given}'\n`,
      )
      .join("")}`;
  const any = requirement([[">=", "0"]], "  ");
  const dependency = `dependencies:
- !ruby/object:Gem::Dependency
  name: victim
  requirement: ${requirement([["~>", "1.0"]], "    ")}  type: :runtime
  prerelease: false
  version_requirements: ${requirement([["~>", "1.0"]], "    ")}`;
  return `--- !ruby/object:Gem::Specification
name: ${name}
version: !ruby/object:Gem::Version
  version: '${version}'
platform: ruby
authors:
- assay
bindir: bin
cert_chain: []
date: 2020-01-01 00:00:00.000000000 Z
${name === "parent" ? dependency : "dependencies: []\n"}description: Fixture of assay
email:
executables: []
extensions: []
extra_rdoc_files: []
files:
- lib/${name}.rb
homepage: https://registry.example/${name}
licenses:
- MIT
metadata: {}
post_install_message:
rdoc_options: []
require_paths:
- lib
required_ruby_version: ${any}required_rubygems_version: ${any}requirements: []
rubygems_version: 3.3.15
signing_key:
specification_version: 4
summary: Fixture of assay
test_files: []
`;
}

/** https://guides.rubygems.org/what-is-a-gem/: a tar of gzipped metadata, data and their checksums. */
export const RUBY_FIXTURES: Fixtures = fixturesOf((name, version, build) => {
  const inside = {
    "metadata.gz": gzipSync(specification(name, version)),
    "data.tar.gz": tarGz({
      [`lib/${name}.rb`]: name === "victim" ? SOURCE : 'require "victim"\n',
      ...(name === "victim" ? { "marker.txt": markerText(version, build) } : {}),
    }),
  };
  const sums = (algorithm: "sha256" | "sha512"): string =>
    Object.entries(inside)
      .map(([path, content]) => `  ${path}: ${hex(algorithm, content)}\n`)
      .join("");
  const checksums = `---\nSHA256:\n${sums("sha256")}SHA512:\n${sums("sha512")}`;
  return tar({ ...inside, "checksums.yaml.gz": gzipSync(checksums) });
});
