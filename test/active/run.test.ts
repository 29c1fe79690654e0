import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cleanupJournal } from "../../src/active/cleanup.ts";
import { readJournal } from "../../src/active/journal.ts";
import { renderPlan } from "../../src/active/plan.ts";
import { type ActiveOptions, runActive } from "../../src/active/run.ts";
import {
  type ActiveProbe,
  type ActiveProtocol,
  type ActiveRun,
  Blocked,
} from "../../src/core/active.ts";
import { NOW } from "../support/evidence.ts";
import { collectGarbage } from "../support/garbage.ts";
import { ENV, journalFolder, NAMES } from "./support.ts";

const folder = journalFolder();
let server: Server;
let target: string;
let seen: string[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;

beforeEach(async () => {
  seen = [];
  answer = (_request, response) => response.end("{}");
  server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A probe that makes one thing and does what it is told. */
function probe(id: string, part: Partial<ActiveProbe> = {}): ActiveProbe {
  return {
    id,
    title: `Try ${id}`,
    fills: ["revocation"],
    needs: ["account"],
    steps: [{ request: "PUT {target}/{thing}", why: "makes it", times: 1, creates: "a thing" }],
    cleanup: "it is deleted",
    source: "test",
    async run(context) {
      await context.create(
        { kind: "thing", name: context.name(id.replace("test/", "")) },
        () => context.http.send({ method: "PUT", path: `/${context.name("thing")}` }),
        () => "created",
      );
      return { revocation: { state: "absent", note: id } };
    },
    ...part,
  };
}

function protocol(...probes: ActiveProbe[]): ActiveProtocol {
  return {
    id: "test",
    alive: { request: { method: "GET", path: "/alive" }, is: (result) => result.ok },
    userAgent: "{agent}",
    probes,
    ghosts: [],
    async undo(resource, context) {
      const result = await context.http.send({ method: "DELETE", path: `/${resource.name}` });
      return result.ok && result.status < 300
        ? { state: "gone" }
        : { state: "left", why: "it would not go" };
    },
    byHand: ({ name }) => `remove ${name}`,
  };
}

function run(it: ActiveProtocol, options: Partial<ActiveOptions> = {}): Promise<ActiveRun> {
  return runActive({
    protocol: it,
    target,
    credentials: { username: "auditor", password: "correct-horse-9" },
    credentialNames: NAMES,
    now: NOW,
    journalFolder: folder,
    env: {},
    ...options,
  });
}

const codes = (result: ActiveRun): string[] =>
  result.facts.map(({ record: { result: one } }) =>
    one.state === "failed" ? one.code : one.state,
  );

describe("runActive", () => {
  it("runs what may lock last, undoes after each, asks whether the target is alive", async () => {
    const it = protocol(probe("test/a", { mayLock: true }), probe("test/b"));
    const result = await run(it, { runId: "k3f9x2ab" });
    expect(seen).toEqual([
      "GET /alive",
      "PUT /assay-k3f9x2ab-thing",
      "GET /alive",
      "DELETE /assay-k3f9x2ab-b",
      "PUT /assay-k3f9x2ab-thing",
      "GET /alive",
      "DELETE /assay-k3f9x2ab-a",
    ]);
    expect(result.left).toEqual([]);
    expect(result.facts.map(({ by }) => by)).toEqual(["test/b", "test/a"]);
  });

  it("asks nothing of a dead target, and leaves a journal", async () => {
    server.close();
    server.closeAllConnections();
    const result = await run(protocol(probe("test/a")));
    expect(result.stopped).toMatchObject({ why: "target-died", after: null });
    expect(codes(result)).toEqual(["unreachable"]);
    expect(existsSync(result.journal)).toBe(true);
  });

  it("makes a probe that cannot begin unknown, and one that throws a defect", async () => {
    const blocked = probe("test/a", {
      run: () => Promise.reject(new Blocked("not-observable", "no account")),
    });
    const broken = probe("test/b", {
      run: () => Promise.reject(new Error("correct-horse-9 oops")),
    });
    const silent = probe("test/c", { run: async () => ({}) });
    const result = await run(protocol(blocked, broken, silent));
    expect(codes(result)).toEqual(["not-observable", "check-error", "check-error"]);
    expect(JSON.stringify(result.facts)).toContain("REDACTED oops");
    expect(result.stopped).toBeNull();
  });

  it("begins no probe that its requests do not suffice for", async () => {
    const big = probe("test/b", { steps: [{ request: "", why: "", times: 5, perAttempt: true }] });
    const result = await run(protocol(probe("test/a"), big), { maxRequests: 50 });
    expect(result.stopped).toMatchObject({ why: "budget", after: "test/a" });
    expect(codes(result)).toEqual(["absent", "unreachable"]);
  });

  it("ends at its deadline although the server never answers, and lists what it could not undo", async () => {
    answer = (request, response) => {
      if (request.url === "/alive" && seen.length < 3) response.end("{}");
      // Node 20 may collect a time-out that nobody holds; this one has to come all the same.
      else collectGarbage();
    };
    const result = await run(protocol(probe("test/a"), probe("test/b")), {
      deadlineMs: 1500,
      timeoutMs: 1000,
    });
    expect(result.stopped).toMatchObject({ why: "deadline" });
    expect(result.left).toMatchObject([
      { kind: "thing", command: expect.stringMatching(/^remove/) },
    ]);
  });

  it("undoes what a server only finishes after the run was interrupted", async () => {
    const stop = new AbortController();
    const stored = new Set<string>();
    let finished = Promise.resolve();
    answer = (request, response) => {
      const name = request.url ?? "";
      if (request.method === "PUT") {
        stop.abort();
        finished = sleep(500).then(() => void stored.add("/assay-late0001-a"));
        return;
      }
      if (request.method === "DELETE") stored.delete(name);
      response.end("{}");
    };
    const result = await run(protocol(probe("test/a")), { runId: "late0001", signal: stop.signal });
    await finished;
    expect(result.stopped).toMatchObject({ why: "interrupted" });
    expect(result.left).toEqual([]);
    expect([...stored]).toEqual([]);
    expect(seen.at(-1)).toBe("DELETE /assay-late0001-a");
  });

  it("runs only what fills the facts that are wanted", async () => {
    const other = probe("test/b", { fills: ["immutability"] });
    const result = await run(protocol(probe("test/a"), other), { facts: ["revocation"] });
    expect(result.facts.map(({ by }) => by)).toEqual(["test/a"]);
  });
});

describe("the journal", () => {
  it("is on disk before the request goes out, and holds no secret", async () => {
    let then = "";
    const path = join(folder, "assay-active-journal1.jsonl");
    answer = (request, response) => {
      if (request.method === "PUT") then = readFileSync(path, "utf8");
      response.end("{}");
    };
    await run(protocol(probe("test/a")), { runId: "journal1" });
    expect(then).toContain('"event":"creating"');
    expect(then).not.toContain('"event":"created"');
    expect(readFileSync(path, "utf8")).not.toContain("correct-horse-9");
  });

  it("holds no secret that a server puts where a name belongs", async () => {
    const named = probe("test/a", {
      async run(context) {
        context.hide("tok-3f9a2c7d1e");
        const { resource } = await context.create(
          { kind: "thing", name: context.name("a") },
          () => context.http.send({ method: "PUT", path: "/a" }),
          () => "created",
        );
        await context.amend(resource.id, { key: "id:tok-3f9a2c7d1e", version: "1.0.0" });
        return { revocation: { state: "absent", note: "a" } };
      },
    });
    const { journal } = await run(protocol(named));
    expect(readFileSync(journal, "utf8")).not.toContain("tok-3f9a2c7d1e");
    const { resources } = await readJournal(journal);
    expect([...resources.values()][0]?.details).toEqual({ version: "1.0.0" });
  });

  it("lets cleanup finish what a run could not", async () => {
    answer = (request, response) => {
      response.statusCode = request.method === "DELETE" ? 500 : 200;
      response.end("{}");
    };
    const it = protocol(probe("test/a"));
    const result = await run(it);
    expect(result.left).toHaveLength(1);
    answer = (_request, response) => response.end("{}");
    const options = { protocol: async () => it };
    expect(await cleanupJournal(result.journal, ENV, options)).toMatchObject({ gone: 1, left: [] });
    expect(await cleanupJournal(result.journal, ENV, options)).toMatchObject({ gone: 0, left: [] });
  });

  it("is readable with its last line cut off", async () => {
    const result = await run(protocol(probe("test/a")));
    const text = readFileSync(result.journal, "utf8");
    const { writeFileSync } = await import("node:fs");
    writeFileSync(result.journal, text.slice(0, -9));
    expect((await readJournal(result.journal)).resources.size).toBe(1);
  });

  it.each([
    ["nothing", ""],
    ["other JSON", "{}\n"],
    ["text", "hello\nworld\n"],
  ])("%s is refused as a journal", async (_what, text) => {
    const { writeFileSync } = await import("node:fs");
    const path = join(folder, "bad.jsonl");
    writeFileSync(path, text);
    await expect(readJournal(path)).rejects.toMatchObject({ code: "input" });
  });

  it.each([
    ["null", "null"],
    ["a list", "[]"],
    ["an event that no journal has", '{"event":"toString"}'],
    ["a creation of nothing", '{"event":"creating"}'],
    [
      "a resource without a name",
      '{"event":"creating","resource":{"id":"r1","kind":"thing"},"by":"a"}',
    ],
    ["an amendment of numbers", '{"event":"amend","id":"r1","details":{"version":1}}'],
  ])("%s between its lines is said with its place", async (_what, line) => {
    const { journal } = await run(protocol(probe("test/a")));
    const { writeFileSync } = await import("node:fs");
    const [head, ...rest] = readFileSync(journal, "utf8").split("\n");
    writeFileSync(journal, [head, line, ...rest].join("\n"));
    await expect(readJournal(journal)).rejects.toMatchObject({
      code: "input",
      message: `${journal}:2 is not a line of a journal`,
    });
  });

  it("needs the same variables again", async () => {
    const it = protocol(probe("test/a"));
    const { journal } = await run(it);
    await expect(cleanupJournal(journal, {}, { protocol: async () => it })).rejects.toMatchObject({
      message: expect.stringContaining(NAMES.username),
    });
  });
});

describe("renderPlan", () => {
  it("prints every step, what it creates, how many requests, how it cleans up", () => {
    const text = renderPlan(protocol(probe("test/a", { mayLock: true })), {
      target,
      maxAttempts: 20,
      credentialNames: ["STAGING_USER"],
    });
    expect(text).toContain("1 probe, 1 request at most, which create 1 thing at most");
    expect(text).toContain("PUT {target}/{thing} [creates a thing]");
    expect(text).toContain("it is deleted");
    expect(text).toContain("runs last");
    expect(seen).toEqual([]);
  });
});
