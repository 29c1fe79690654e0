import { describe, expect, it, vi } from "vitest";
import { cargo } from "../../src/clients/drivers/cargo/driver.ts";
import { clientFor, isShutIn } from "./poison.ts";

vi.setConfig({ testTimeout: 120_000 });
const client = await clientFor(cargo);

describe("cargo", () => {
  it.skipIf(client === null)("is a toolchain's own program, not a shim that reads the home", () => {
    expect(client?.path).not.toMatch(/\/\.cargo\/bin\//);
  });

  it("reads the locked version of victim, not that of its neighbours", () => {
    const lock = (name: string): string => `[[package]]\nname = "${name}"\nversion = "1.0.1"\n`;
    expect(cargo.lockedVersion({ "Cargo.lock": lock("victim-core") + lock("app") })).toBeNull();
    expect(cargo.lockedVersion({ "Cargo.lock": lock("app") + lock("victim") })).toBe("1.0.1");
  });

  isShutIn(client, cargo, {
    files: (trap) => ({
      ".cargo/config.toml": `[source.crates-io]\nreplace-with = "trap"\n[source.trap]\nregistry = "sparse+${trap}/"\n[http]\nproxy = "${trap}"\n`,
    }),
    env: (trap, home) => ({
      CARGO_HOME: `${home}/.cargo`,
      CARGO_HTTP_PROXY: trap,
      CARGO_REGISTRIES_CRATES_IO_PROTOCOL: "git",
      RUSTC_WRAPPER: "/nonexistent",
    }),
  });
});
