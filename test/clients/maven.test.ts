import { describe, expect, it, vi } from "vitest";
import { openBench } from "../../src/clients/bench.ts";
import { testPinning } from "../../src/clients/behaviours/pinning.ts";
import { maven } from "../../src/clients/drivers/maven/driver.ts";
import { clientFor, isShutIn } from "./poison.ts";

vi.setConfig({ testTimeout: 180_000 });
const client = await clientFor(maven);

describe("maven", () => {
  it.each([
    ["Apache Maven 3.8.7\nMaven home: /usr/share/maven", "3.8.7"],
    ["Apache Maven 4.0.0-rc-3 (abcdef)", "4.0.0-rc-3"],
    ["The JAVA_HOME environment variable is not defined correctly", null],
  ])("reads %j", (said, version) => {
    expect(maven.detect.version(said)).toBe(version);
  });

  it.skipIf(client === null)("builds, and builds with bytes that fail their checksum", async () => {
    if (!client) return;
    const bench = await openBench(client);
    try {
      const run = await testPinning(bench);
      expect(run.locked).toMatchObject({ exit: 0, installed: { version: "1.0.0" } });
      expect(run.bytes).toMatchObject({ exit: 0, installed: { build: "tampered" } });
      expect(run.bytes?.refusal).toMatch(/checksum validation failed/i);
    } finally {
      await bench.close();
    }
  });

  isShutIn(client, maven, {
    files: (trap) => ({
      ".m2/settings.xml": `<settings><mirrors><mirror><id>trap</id><mirrorOf>*</mirrorOf><url>${trap}</url></mirror></mirrors></settings>`,
      ".mavenrc": `MAVEN_OPTS="-Dmaven.repo.remote=${trap}"\nexit 1\n`,
    }),
    env: (trap, home) => ({
      MAVEN_OPTS: `-Dhttp.proxyHost=${trap}`,
      MAVEN_ARGS: "--offline",
      JAVA_TOOL_OPTIONS: `-Duser.home=${home}`,
    }),
  });
});
