import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { openBench } from "../../src/clients/bench.ts";
import { testPinning } from "../../src/clients/behaviours/pinning.ts";
import { testRemediation } from "../../src/clients/behaviours/remediation.ts";
import { testWarnings } from "../../src/clients/behaviours/warnings.ts";
import { detectClient } from "../../src/clients/detect.ts";
import { DRIVERS } from "../../src/clients/drivers/index.ts";
import { runClients } from "../../src/clients/run.ts";
import { EXPECTED } from "./expected.ts";
import { onPath, outcomes } from "./support.ts";

vi.setConfig({ testTimeout: 300_000 });

// npm has a file of its own. `npm run lab` installs the others, and then none of these is skipped.
const others = await Promise.all(
  DRIVERS.filter(({ id }) => id !== "npm").map(async (driver) => ({
    driver,
    client: await detectClient(driver),
  })),
);
const strace = onPath("strace");

describe.each(others)("$driver.id", ({ driver, client }) => {
  if ("missing" in client) {
    it.skip(`is seen to do what it does: ${client.missing}`, () => {});
    return;
  }

  it(`${client.version} is seen to do what it does`, async () => {
    const facts = await runClients([driver.id]);
    const expected = EXPECTED[`${driver.id} ${client.version}`];
    const seen = Object.values(outcomes(facts));
    // A version that nobody looked at by hand may behave differently, but never so that we cannot tell.
    if (expected) expect(seen).toEqual(expected);
    else expect(seen).not.toContain("unknown");
    expect(facts.filter(({ result }) => result.state !== "found")).toEqual([]);
  });

  it.skipIf(strace === null)(
    "connects to nothing but the stub (traced; needs strace)",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "assay-test-trace-"));
      const trace = join(folder, "trace");
      const bench = await openBench(client, {
        under: [strace ?? "", "-f", "-A", "-o", trace, "-e", "trace=connect,sendto,sendmsg"],
      });
      try {
        await testPinning(bench);
        await testWarnings(bench);
        await testRemediation(bench);
        const port = /sin_port=htons\((\d+)\)/;
        const lines = readFileSync(trace, "utf8").split("\n");
        const internet = lines.filter((line) => line.includes("sa_family=AF_INET"));
        expect(internet.length).toBeGreaterThan(0);
        const ports = new Set(internet.map((line) => port.exec(line)?.[1]));
        expect(internet.filter((line) => !/inet_addr\("127\.0\.0\.1"\)/.test(line))).toEqual([]);
        expect(ports.size).toBe(1);
      } finally {
        await bench.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
