import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { writeLock } from "../../src/clients/behaviours/trial.ts";
import { type Bench, type Client, openBench } from "../../src/clients/bench.ts";
import { detectClient } from "../../src/clients/detect.ts";
import { DRIVERS } from "../../src/clients/drivers/index.ts";
import { CLIENT_FACTS, type ClientFact, runClients } from "../../src/clients/run.ts";
import { worldOf } from "../../src/clients/stub/world.ts";
import type { Place } from "../../src/core/driver.ts";
import { EXPECTED } from "./expected.ts";
import { onPath, outcomes } from "./support.ts";

vi.setConfig({ testTimeout: 300_000 });

// `npm run lab` installs them, and then none of these is skipped.
const clients = await Promise.all(
  DRIVERS.map(async (driver) => ({ driver, client: await detectClient(driver) })),
);
const strace = onPath("strace");

/** What `npm run lab` saw of a client just now; else it is run here. */
async function observe({ driver, version }: Client): Promise<readonly ClientFact[]> {
  const file = process.env["ASSAY_LAB_FACTS"];
  if (file === undefined) return runClients([driver.id]);
  const facts = JSON.parse(readFileSync(file, "utf8")) as ClientFact[];
  return facts.filter(
    ({ source, result }) =>
      source === driver.id && (result.state !== "found" || result.value.client.version === version),
  );
}

/** Every command that the driver knows, once. */
async function runEverything(bench: Bench): Promise<void> {
  const { driver, companions } = bench.client;
  const tools = Object.fromEntries(
    Object.entries(companions).map(([tool, { version }]) => [tool, version]),
  );
  const lock = await writeLock(bench, "direct");
  const shared = { shape: "direct", world: worldOf({ advisory: "on" }) } as const;
  const install = (place: Place) => driver.install(place);
  await bench.step({ id: "install", what: "Install", ...shared, commands: install });
  await bench.step({
    id: "locked",
    what: "Install from the lock, then ask everything about it",
    ...shared,
    carry: lock.files,
    commands: (place) => [
      ...driver.installFromLock(place),
      ...(driver.audit ? [driver.audit(place)] : []),
      ...(driver.sbom?.(place).map(({ command }) => command) ?? []),
      ...(Object.keys(tools).length > 0 ? (driver.reachability?.commands(place, tools) ?? []) : []),
    ],
  });
  await bench.step({
    id: "fix",
    what: "Fix",
    shape: "direct",
    world: worldOf({ versions: ["1.0.0", "1.0.1"], advisory: "on" }),
    carry: lock.files,
    commands: (place) => driver.fix?.commands(place) ?? [],
  });
}

describe.each(clients)("$driver.id", ({ driver, client }) => {
  if ("missing" in client) {
    it.skip(`is seen to do what it does: ${client.missing}`, () => {});
    return;
  }

  // npm has a file of its own for that.
  it.skipIf(driver.id === "npm")(`${client.version} is seen to do what it does`, async () => {
    const facts = await observe(client);
    const expected = EXPECTED[`${driver.id} ${client.version}`];
    const seen = Object.values(outcomes(facts));
    // A version that nobody looked at by hand may behave differently, but never so that we cannot tell.
    if (expected) expect(seen).toEqual(expected);
    else expect(seen).not.toContain("unknown");
    expect(facts.map(({ key }) => key)).toEqual(CLIENT_FACTS);
    expect(facts.filter(({ result }) => result.state !== "found")).toEqual([]);
  });

  it.skipIf(strace === null)(
    "connects to nothing but the stub (traced; needs strace)",
    async () => {
      const folder = mkdtempSync(join(tmpdir(), "assay-test-trace-"));
      const trace = join(folder, "trace");
      const bench = await openBench(client, {
        under: [
          strace ?? "",
          "-f",
          // Stops at nothing but what is traced: several times as fast.
          "--seccomp-bpf",
          "-A",
          "-o",
          trace,
          "-e",
          "trace=connect,sendto,sendmsg",
        ],
      });
      try {
        await runEverything(bench);
        const { steps } = bench.run();
        const stopped = steps.flatMap(({ commands }) => commands.filter((one) => one.stopped));
        expect(stopped).toEqual([]);
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
