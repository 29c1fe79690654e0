import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { testPinning } from "../../src/clients/behaviours/pinning.ts";
import { type Client, openBench } from "../../src/clients/bench.ts";
import { detectClient } from "../../src/clients/detect.ts";
import { check } from "../../checks/cli/dependency-pinning/check.ts";
import type { ClientPinning } from "../../src/core/client-facts.ts";
import type { Driver } from "../../src/core/driver.ts";

/** Configuration that would lead a client astray: `trap` is the address of a registry that nobody should ask. */
export interface Poison {
  files(trap: string): Readonly<Record<string, string>>;
  env(trap: string, home: string): Readonly<Record<string, string>>;
}

/** The client, where it is installed. */
export async function clientFor(driver: Driver): Promise<Client | null> {
  const client = await detectClient(driver);
  return "missing" in client ? null : client;
}

/** A test that a client behaves the same, and leaves everything alone, in the worst of homes and environments. */
export function isShutIn(client: Client | null, driver: Driver, poison: Poison): void {
  it.skipIf(client === null)(
    `${driver.id} neither obeys nor touches the user's files`,
    async () => {
      const asked: string[] = [];
      const trap = createServer((request, response) => {
        asked.push(request.url ?? "");
        response.writeHead(500).end();
      });
      await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
      const address = trap.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      const url = `http://127.0.0.1:${port}`;
      const home = mkdtempSync(join(tmpdir(), "assay-test-home-"));
      for (const [path, text] of Object.entries(poison.files(url))) {
        mkdirSync(dirname(join(home, path)), { recursive: true });
        writeFileSync(join(home, path), text);
      }
      const path = process.env["PATH"] ?? "";
      const before = { ...process.env };
      Object.assign(process.env, { HOME: home, ...poison.env(url, home) });
      const files = snapshot(home);
      // Without the namespace, whatever is misled can reach the trap.
      const bench = await openBench(client as Client, { isolation: "environment", path });
      try {
        const run = await testPinning(bench);
        expect(pinned(run)).toBe("met");
        expect(asked).toEqual([]);
        expect(snapshot(home)).toEqual(files);
      } finally {
        await bench.close();
        for (const name of Object.keys(process.env))
          if (!(name in before)) delete process.env[name];
        Object.assign(process.env, before);
        trap.close();
        rmSync(home, { recursive: true, force: true });
      }
    },
  );
}

/** What the check says of the version pin. */
function pinned(run: ClientPinning): string | undefined {
  const findings = check.observe.clientPinning?.({ state: "found", value: run }) ?? [];
  return [findings].flat().find(({ criterion }) => criterion === "version")?.outcome;
}

/** Names, contents and times of change of all files below a folder. */
function snapshot(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const info = statSync(path);
      const digest = info.isFile()
        ? createHash("sha256").update(readFileSync(path)).digest("hex")
        : "";
      return `${name} ${info.mtimeMs} ${digest}`;
    });
}
