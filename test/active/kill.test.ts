import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import {
  registerUser,
  type RunningVerdaccio,
  startVerdaccio,
} from "../../fixtures/verdaccio/server.mjs";
import { cleanupJournal } from "../../src/active/cleanup.ts";
import { readJournal } from "../../src/active/journal.ts";
import { asAccount, register } from "../../src/adapters/npm/active/accounts.ts";
import { NPM_ACTIVE } from "../../src/adapters/npm/active/index.ts";
import type { ActiveProbe } from "../../src/core/active.ts";
import { CREDENTIALS, ENV, journalFolder, outcomes, runNpm } from "./support.ts";

/** `ASSAY_KILLS=100 npx vitest run test/active/kill.test.ts` */
const KILLS = Number(process.env["ASSAY_KILLS"] ?? 2);
const LATEST_MS = 7_000;

const folder = journalFolder();
let server: RunningVerdaccio | undefined;
afterEach(() => server?.stop());

async function start(): Promise<RunningVerdaccio> {
  server = await startVerdaccio({ rounds: 4 });
  await registerUser(server.url, { name: CREDENTIALS.username, password: CREDENTIALS.password });
  return server;
}

describe("a server that is killed in the middle", () => {
  it.each(Array.from({ length: KILLS }, (_, index) => index + 1))(
    "kill %i: the run ends by itself, and its journal repairs the server",
    async (index) => {
      const { url, kill, restart, storage } = await start();
      const before = new Set(readdirSync(storage));
      // Spread over the run, and random within each part.
      const delay = ((index - 1 + Math.random()) / KILLS) * LATEST_MS;
      const killed = new Promise<void>((resolve) => {
        setTimeout(() => void kill().then(resolve), delay);
      });
      const run = await runNpm(url, { journalFolder: folder, maxAttempts: 10, timeoutMs: 3000 });
      await killed;

      expect(run.facts.map(({ record }) => record.key).toSorted()).toEqual(
        NPM_ACTIVE.probes.flatMap(({ fills }) => fills).toSorted(),
      );
      if (run.stopped) {
        expect(run.stopped).toMatchObject({ why: "target-died" });
        expect(run.stopped.message).toMatch(/stopped answering after probe npm\/|does not answer/);
        const last = run.facts.at(-1)?.record.result;
        expect(last).toMatchObject({ state: "failed", code: "unreachable" });
      }
      // What died says nothing good: no verdict is met but those that a default Verdaccio earns, and it earns none.
      const met = Object.entries(outcomes(run)).filter(([, outcome]) => outcome === "met");
      expect(met).toEqual([]);

      const { head, resources } = await readJournal(run.journal);
      expect(head.runId).toBe(run.runId);
      await restart();
      const result = await cleanupJournal(run.journal, ENV, {
        protocol: async () => NPM_ACTIVE,
      });
      // Neither accounts nor scopes can be removed by the protocol; all else must go.
      const lasting = result.left.filter(({ kind }) => kind !== "account" && kind !== "scope");
      expect(lasting).toEqual([]);
      const packages = readdirSync(storage)
        .filter((name) => !before.has(name) && !name.startsWith(".") && !name.startsWith("@"))
        // A server that dies while it writes may leave a folder without a document: no package, and not to be seen.
        .filter((name) => existsSync(join(storage, name, "package.json")));
      expect(packages).toEqual([]);
      expect(result.gone + result.left.length).toBeLessThanOrEqual(resources.size);
    },
    60_000,
  );

  it("dies of a request: the run stops there and says so", async () => {
    const { url } = await start();
    // Verdaccio's known crash (verdaccio#3906): the wrong old password. No probe of ours sends it.
    const deadly: ActiveProbe = {
      id: "npm/deadly",
      title: "",
      fills: ["revocation"],
      needs: [],
      steps: [{ request: "", why: "", times: 3 }],
      cleanup: "",
      source: "",
      async run(context) {
        const { account } = await register(context, { label: "deadly" });
        const json = { password: { old: "not-the-old-one", new: "Another-one-9" } };
        if (account)
          await asAccount(context, account, { method: "POST", path: "/-/npm/v1/user", json });
        return { revocation: { state: "absent", note: "tried." } };
      },
    };
    const [first, ...rest] = NPM_ACTIVE.probes;
    if (!first) throw new Error("no probes");
    const protocol = { ...NPM_ACTIVE, probes: [first, deadly, ...rest] };
    const run = await runNpm(url, { protocol, journalFolder: folder });
    expect(run.stopped).toEqual({
      why: "target-died",
      after: "npm/deadly",
      message: "The target stopped answering after probe npm/deadly.",
    });
    expect(run.facts[0]?.record.result.state).toBe("found");
    for (const { record } of run.facts.slice(2)) {
      expect(record.result).toMatchObject({ state: "failed", code: "unreachable" });
    }
    expect(run.left.map(({ name }) => name)).toContain(`assay-${run.runId}-deadly`);
    expect(run.left[0]?.why).toContain(`assay cleanup ${run.journal}`);
  }, 30_000);

  it("an interrupted run undoes what it made, with its own clock", async () => {
    const { url, storage } = await start();
    const stop = new AbortController();
    const run = await runNpm(url, {
      journalFolder: folder,
      signal: stop.signal,
      onProgress({ step, state }) {
        if (step !== "npm/look-alikes" || state !== "started") return;
        const timer = setInterval(() => {
          if (!readdirSync(storage).some((name) => name.startsWith("assay-"))) return;
          clearInterval(timer);
          stop.abort();
        }, 5);
      },
    });
    expect(run.stopped).toMatchObject({ why: "interrupted", after: "npm/look-alikes" });
    expect(run.left.filter(({ kind }) => kind === "package" || kind === "token")).toEqual([]);
    const there = readdirSync(storage).filter(
      (name) => name.startsWith("assay-") && name.includes(run.runId),
    );
    expect(there).toEqual([]);
    expect(run.facts.at(-1)?.record.result).toMatchObject({ state: "failed", code: "unreachable" });
  }, 30_000);
});
