import type { Driver, Place, Shape } from "../../../core/driver.ts";
import { pick, plainVersion } from "../text.ts";

/** https://doc.rust-lang.org/cargo/, run with cargo 1.95. */
export const cargo: Driver = {
  id: "cargo",
  title: "Cargo",
  ecosystem: "cargo",
  protocol: "cargo",
  executables: ["cargo"],
  // What rustup puts on PATH chooses a toolchain by files in the user's home; the toolchain's own program does not ask.
  elsewhere: ["~/.rustup/toolchains/stable-*/bin", "~/.rustup/toolchains/*/bin"],
  // Asked for its host before anything is fetched.
  tools: ["rustc"],
  detect: { args: ["--version"], version: (output) => plainVersion(output, "cargo ") },

  env: (place) => ({
    CARGO_HOME: place.cache,
    CARGO_NET_RETRY: "0",
    CARGO_TERM_COLOR: "never",
    CARGO_TERM_PROGRESS_WHEN: "never",
  }),
  files: (place, shape) => ({
    "Cargo.toml": manifest(shape),
    "src/main.rs": "fn main() {}\n",
    // Replacing a source works in a file only: variables for it are ignored without a word.
    ".cargo/config.toml": config(place),
  }),
  lockFiles: ["Cargo.lock"],
  lockedVersion: (files) =>
    pick(files, "Cargo.lock", /^name = "victim"\nversion = "(\d+\.\d+\.\d+)"/m),
  markers: (place) => [`${place.cache}/registry/src/*/victim-*/marker.txt`],

  lock: () => [{ args: ["generate-lockfile"] }],
  installFromLock: () => [{ args: ["fetch", "--locked"] }],
  // All that `cargo build` does with a registry, without the compiler.
  install: () => [{ args: ["fetch"] }],
  integrityError: /checksum for .* changed between lock files|failed to verify the checksum/,
  audit: () => ({ args: ["audit"] }),
  sbom: () => [{ format: "cyclonedx", command: { args: ["sbom"] } }],
  fix: { commands: () => [{ args: ["update", "victim"] }] },
};

function manifest(shape: Shape): string {
  const dependency = shape === "transitive" ? 'parent = "1.0.0"' : 'victim = "1.0.0"';
  return `[package]\nname = "app"\nversion = "1.0.0"\nedition = "2021"\n\n[dependencies]\n${dependency}\n`;
}

function config({ registry }: Place): string {
  return `[source.crates-io]\nreplace-with = "stub"\n\n[source.stub]\nregistry = "sparse+${registry}/index/"\n`;
}
