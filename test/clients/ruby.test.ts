import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { describe, expect, it, vi } from "vitest";
import { bundler } from "../../src/clients/drivers/bundler/driver.ts";
import { gem } from "../../src/clients/drivers/gem/driver.ts";
import type { Place } from "../../src/core/driver.ts";
import { clientFor, isShutIn } from "./poison.ts";

vi.setConfig({ testTimeout: 120_000 });
const clients = { bundler: await clientFor(bundler), gem: await clientFor(gem) };

function at(version: string): Place {
  const registry = "http://127.0.0.1:4873";
  return { home: "/h", cache: "/c", tmp: "/t", project: "/p", registry, version };
}

const rc = (trap: string): string => `---\n:sources:\n- ${trap}/\n:backtrace: true\n`;

describe("bundler", () => {
  it.each([
    ["Bundler version 2.3.27", "2.3.27"],
    ["4.0.1", "4.0.1"],
    ["Could not locate Gemfile", null],
  ])("reads %j", (said, version) => {
    expect(bundler.detect.version(said)).toBe(version);
  });

  it.each([
    ["2.3.27", ["lock"]],
    ["2.6.9", ["lock", "lock --add-checksums"]],
    ["4.0.1", ["lock", "lock --add-checksums"]],
  ])("%s locks with the checksums it has", (version, commands) => {
    expect(bundler.lock(at(version)).map(({ args }) => args.join(" "))).toEqual(commands);
  });

  it("reads the version of a gem, not the range of another gem's dependency", () => {
    const lock = "GEM\n  specs:\n    parent (1.0.0)\n      victim (~> 1.0)\n    victim (1.0.1)\n";
    expect(bundler.lockedVersion({ "Gemfile.lock": lock })).toBe("1.0.1");
  });

  // Ruby brings a bundler of its own; whoever updated it runs another one.
  it.skipIf(clients.bundler === null)("is the one that people run", () => {
    const said = execFileSync(clients.bundler?.path ?? "", ["--version"], {
      cwd: tmpdir(),
      encoding: "utf8",
    });
    expect(clients.bundler?.version).toBe(bundler.detect.version(said));
  });

  isShutIn(clients.bundler, bundler, {
    files: (trap) => ({
      ".bundle/config": `---\nBUNDLE_MIRROR__ALL: "${trap}/"\nBUNDLE_PATH: "/nonexistent"\n`,
      ".gemrc": rc(trap),
    }),
    env: (trap, home) => ({
      BUNDLE_MIRROR__ALL: `${trap}/`,
      BUNDLE_GEMFILE: `${home}/Gemfile`,
      BUNDLE_USER_HOME: `${home}/.bundle`,
      RUBYOPT: "-rnothing",
    }),
  });
});

describe("gem", () => {
  isShutIn(clients.gem, gem, {
    files: (trap) => ({ ".gemrc": rc(trap), ".config/gem/gemrc": rc(trap) }),
    env: (_trap, home) => ({
      GEMRC: `${home}/.gemrc`,
      GEM_HOME: `${home}/gems`,
      GEM_PATH: `${home}/gems`,
      RUBYOPT: "-rnothing",
    }),
  });
});
