import { describe, expect, it, vi } from "vitest";
import { openBench } from "../../src/clients/bench.ts";
import { pip } from "../../src/clients/drivers/pip/driver.ts";
import { worldOf } from "../../src/clients/stub/world.ts";
import { clientFor, isShutIn } from "./poison.ts";

vi.setConfig({ testTimeout: 120_000 });
const client = await clientFor(pip);

describe("pip", () => {
  it.each([
    ["pip 26.2.1 from /v/lib/python3.11/site-packages/pip (python 3.11)", "26.2.1"],
    ["pip 25.0 from /usr/lib/python3/dist-packages/pip (python 3.13)", null],
    ["pyenv: pip: command not found", null],
  ])("reads %j", (said, version) => {
    expect(pip.detect.version(said)).toBe(version);
  });

  // What the hashes are worth: the same pin without them lets the replaced file in.
  it.skipIf(client === null)("installs replaced bytes where the pin has no hash", async () => {
    if (!client) return;
    const bench = await openBench(client);
    try {
      const result = await bench.step({
        id: "no-hash",
        what: "Install an exact version without a hash",
        world: worldOf({ tamper: "metadata" }),
        shape: "direct",
        carry: { "requirements.txt": "victim==1.0.0\n" },
        commands: () => [{ args: ["install", "--target", "site", "-r", "requirements.txt"] }],
      });
      expect(result.marker).toEqual({ version: "1.0.0", build: "tampered" });
    } finally {
      await bench.close();
    }
  });

  isShutIn(client, pip, {
    files: (trap) => {
      const config = `[global]\nindex-url = ${trap}/simple\nextra-index-url = ${trap}/extra\nretries = 0\n`;
      return { ".config/pip/pip.conf": config, ".pip/pip.conf": config };
    },
    env: (trap, home) => ({
      PIP_INDEX_URL: `${trap}/simple`,
      PIP_EXTRA_INDEX_URL: `${trap}/extra`,
      PIP_FIND_LINKS: `${trap}/links`,
      PIP_CONFIG_FILE: `${home}/.pip/pip.conf`,
      PYTHONSTARTUP: `${home}/nothing.py`,
    }),
  });
});
