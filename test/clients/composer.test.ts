import { describe, expect, it, vi } from "vitest";
import { openBench, type StepResult } from "../../src/clients/bench.ts";
import { composer } from "../../src/clients/drivers/composer/driver.ts";
import { worldOf } from "../../src/clients/stub/world.ts";
import type { World } from "../../src/core/client-facts.ts";
import { clientFor, isShutIn } from "./poison.ts";

vi.setConfig({ testTimeout: 120_000 });
const client = await clientFor(composer);

describe("composer", () => {
  it.each([
    ["Composer version 2.5.5 2023-03-21 11:50:05", "2.5.5"],
    ["Composer 2.8.1 2024-10-04 11:31:01", "2.8.1"],
    ["PHP Fatal error: Composer detected issues in your platform", null],
  ])("reads %j", (said, version) => {
    expect(composer.detect.version(said)).toBe(version);
  });

  // Its registry sends no digests; the client would use them.
  it.skipIf(client === null).each([
    { richer: [], installed: { version: "1.0.0", build: "tampered" }, refused: false },
    { richer: ["dist.shasum"], installed: null, refused: true },
  ])("with $richer in the answers: refuses replaced bytes: $refused", async (given) => {
    if (!client) return;
    const bench = await openBench(client);
    try {
      const step = (id: string, world: Partial<World>, lock?: StepResult): Promise<StepResult> =>
        bench.step({
          id,
          what: id,
          world: worldOf({ ...world, richer: given.richer }),
          shape: "direct",
          ...(lock ? { carry: lock.files } : {}),
          commands: (place) => (lock ? composer.installFromLock(place) : composer.lock(place)),
        });
      const lock = await step("lock", {});
      const result = await step("metadata", { tamper: "metadata" }, lock);
      expect(result.marker).toEqual(given.installed);
      const said = result.ran.map(({ stdout, stderr }) => stdout + stderr).join("\n");
      expect(composer.integrityError.test(said)).toBe(given.refused);
      expect(result.ran.at(-1)?.exit === 0).toBe(!given.refused);
    } finally {
      await bench.close();
    }
  });

  isShutIn(client, composer, {
    files: (trap) => {
      const config = JSON.stringify({
        repositories: [{ type: "composer", url: trap }],
        config: { "allow-plugins": true, "secure-http": false },
      });
      return { ".composer/config.json": config, ".config/composer/config.json": config };
    },
    env: (trap, home) => ({
      COMPOSER_HOME: `${home}/.composer`,
      COMPOSER: `${home}/other.json`,
      COMPOSER_MIRROR_PATH_REPOS: "1",
      COMPOSER_VENDOR_DIR: `${home}/vendor`,
      http_proxy: trap,
    }),
  });
});
