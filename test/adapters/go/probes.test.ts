import { afterEach, describe, expect, it } from "vitest";
import { go } from "../../../src/adapters/go/index.ts";
import { checksumLogProbe, eventLogProbe } from "../../../src/adapters/go/log.ts";
import { PUBLIC_PROXY } from "../../../src/adapters/go/services.ts";
import type { ProbeContext } from "../../../src/core/adapter.ts";
import type { FactKey, Facts, Gathered } from "../../../src/core/facts.ts";
import { createPlainHttp } from "../../support/plain-http.ts";
import { probeContext } from "../../support/probe-context.ts";
import {
  loadRoutes,
  startStubServer,
  type StubAnswer,
  type StubRoutes,
  type StubServer,
} from "../../support/stub-server.ts";
import { createSigner } from "./signer.ts";

let server: StubServer | undefined;
afterEach(() => server?.stop());

const complete = loadRoutes("go/complete.json");
const LOOKUP = "GET /lookup/golang.org/x/text@v0.3.2";
const INDEX = "GET /index?since=2026-10-31T00:00:00.000Z&limit=10";
const VULNS = "GET /v1/vulns/golang.org/x/text?version=v0.3.2";
const BARE = "GET /cached-only/logrus/@v/list";
const CONTROL = "GET /cached-only/golang.org/x/text/@v/list";
const ADVISORY = "GET /ID/GO-2021-0113.json";
const DATABASE = "GET /index/db.json";

async function serve(routes: StubRoutes, fallback?: StubAnswer): Promise<ProbeContext> {
  server = await startStubServer(routes, fallback ? { fallback } : {});
  const { url } = server;
  const urls = { sumdb: url, index: url, vulndb: url, web: url };
  return probeContext(url, { registry: { ecosystem: "golang", urls } });
}

async function run<K extends FactKey>(key: K, context: ProbeContext): Promise<Gathered<Facts[K]>> {
  const probe = go.probes[key];
  if (!probe) throw new Error(`no probe for ${key}`);
  return probe.run(context);
}

const FACTS = Object.keys(go.probes) as FactKey[];
const without = (...keys: string[]): StubRoutes =>
  Object.fromEntries(Object.entries(complete).filter(([key]) => !keys.includes(key)));

describe("the public services", () => {
  it("are asked where the go command asks them, and all facts are found", async () => {
    server = await startStubServer(complete);
    const { url } = server;
    const rewrite = Object.fromEntries(
      ["proxy.golang.org", ...go.hosts].map((host) => [`https://${host}`, url]),
    );
    const context = probeContext(PUBLIC_PROXY, { rewrite, registry: { ecosystem: "golang" } });
    const results = await Promise.all(FACTS.map((key) => run(key, context)));
    expect(Object.fromEntries(FACTS.map((key, index) => [key, results[index]]))).toEqual({
      eventLog: {
        state: "found",
        value: {
          kind: "signed-tree",
          url: "https://sum.golang.org/latest",
          position: 6476701,
          signed: true,
        },
        note: "The module index lists new versions besides.",
      },
      checksumLog: { state: "found", value: { subject: "golang.org/x/text@v0.3.2", signed: true } },
      namespaces: {
        state: "found",
        value: {
          kind: "host name in the module path",
          example: "github.com/sirupsen/logrus",
          enforced: true,
        },
        note: expect.stringContaining("refuses the bare name"),
      },
      advisories: { state: "found", value: { asked: "golang.org/x/text@v0.3.2", count: 1 } },
      malwareAdvisories: {
        state: "found",
        value: { id: "GO-2025-3451", format: "OSV", ecosystem: "Go" },
      },
      uiVulnerabilities: {
        state: "found",
        value: { asked: "golang.org/x/text@v0.3.2", count: 2, where: "ui" },
      },
    });
    expect(server.unexpected).toEqual([]);
  });

  it("are not ascribed to a private proxy", async () => {
    server = await startStubServer(complete);
    const context = probeContext(server.url, { registry: { ecosystem: "golang" } });
    for (const key of ["eventLog", "checksumLog", "advisories", "uiVulnerabilities"] as const)
      expect(await run(key, context)).toMatchObject({ state: "failed", code: "unsupported" });
    expect(server.requests).toEqual([]);
  });

  it("looks up only the one logged version, and nothing uncached, whatever is answered", async () => {
    for (const fallback of [{ status: 404 }, { status: 400 }, { text: "hello" }, { status: 500 }]) {
      const context = await serve({}, fallback);
      await Promise.all(FACTS.map((key) => run(key, context)));
      const paths = server?.requests.map(({ path }) => path) ?? [];
      const lookups = paths.filter((path) => path.startsWith("/lookup"));
      expect(lookups).toEqual(["/lookup/golang.org/x/text@v0.3.2"]);
      const modules = paths.filter((path) => path.includes("/@v/"));
      expect(modules.every((path) => path.startsWith("/cached-only/"))).toBe(true);
      await server?.stop();
    }
  });
});

describe("signatures", () => {
  const signer = createSigner("sum.golang.org");
  const head = `go.sum database tree\n77\n${"A".repeat(43)}=\n`;
  const bad = signer.sign(head).replace("\n77\n", "\n78\n");
  const record = `48\ngolang.org/x/text v0.3.2 h1:tW2bmiBqwgJj/UpqtC8EpXEZVYOwU0yG4iWbprSVAcs=\ngolang.org/x/text v0.3.2/go.mod h1:bEr9sfX3Q8Zfm5fL9x+3itogRgK3+ptLWKqgva+5dAk=\n\n`;
  const replaced = record.replace("tW2bmi", "AAAAAA");
  const own = signer.verifierKey;

  it.each([
    ["verified", signer.sign(head), own, { state: "found", value: { position: 77, signed: true } }],
    [
      "of an unknown key",
      signer.sign(head),
      undefined,
      { state: "found", value: { signed: false } },
    ],
    ["bad", bad, own, { state: "failed", code: "not-observable" }],
  ])("of the tree head: %s", async (_name, text, key, expected) => {
    const context = await serve({ "GET /latest": { text } });
    expect(await eventLogProbe(key).run(context)).toMatchObject(expected);
  });

  it.each([
    ["verified", record + signer.sign(head), own, { state: "found", value: { signed: true } }],
    ["of an unknown key", record + signer.sign(head), undefined, { value: { signed: false } }],
    ["bad", record + bad, own, { state: "failed", code: "not-observable" }],
    ["other hashes, signed", replaced + signer.sign(head), own, { state: "absent" }],
    ["other hashes, unknown key", replaced + signer.sign(head), undefined, { state: "failed" }],
    ["other hashes, bad", replaced + bad, own, { state: "failed" }],
  ])("of the lookup: %s", async (_name, text, key, expected) => {
    const context = await serve({ [LOOKUP]: { text } });
    expect(await checksumLogProbe(key).run(context)).toMatchObject(expected);
  });
});

describe("what is not there", () => {
  const absent = { state: "absent" };
  const failed = { state: "failed", code: "not-observable" };
  const unreachable = { state: "failed", code: "unreachable" };
  const empty = { json: { items: null, total: 0 } };

  it.each<[string, FactKey, StubRoutes, object]>([
    ["neither log nor index", "eventLog", {}, absent],
    ["an index alone", "eventLog", without("GET /latest"), { value: { kind: "version-index" } }],
    [
      "a broken log beside an index",
      "eventLog",
      { ...complete, "GET /latest": { status: 500 } },
      unreachable,
    ],
    ["a broken index beside a missing log", "eventLog", { [INDEX]: { status: 502 } }, unreachable],
    ["a log without index", "eventLog", without(INDEX), { value: { kind: "signed-tree" } }],
    ["no checksum log", "checksumLog", {}, absent],
    ["a log without the version", "checksumLog", without(LOOKUP), failed],
    [
      "a broken log without the version",
      "checksumLog",
      { "GET /latest": { status: 503 } },
      unreachable,
    ],
    ["no vulnerability database", "advisories", {}, failed],
    ["a database without the record", "advisories", without(ADVISORY), { value: { count: 0 } }],
    ["a database that half fails", "advisories", { [DATABASE]: { status: 500 } }, unreachable],
    ["no record on malware", "malwareAdvisories", without("GET /ID/GO-2025-3451.json"), absent],
    ["no database at all", "malwareAdvisories", {}, absent],
    [
      "a silent site",
      "uiVulnerabilities",
      { ...complete, [VULNS]: empty },
      { value: { count: 0 } },
    ],
    ["a silent site, nothing known", "uiVulnerabilities", { [VULNS]: empty }, failed],
    ["a site without the list", "uiVulnerabilities", without(VULNS), failed],
    ["a proxy without its prefix", "namespaces", {}, failed],
    [
      "a bare name not found",
      "namespaces",
      { ...complete, [BARE]: { status: 404 } },
      { value: { enforced: true } },
    ],
    [
      "a bare name gone",
      "namespaces",
      { ...complete, [BARE]: { status: 410 } },
      { value: { enforced: true } },
    ],
    [
      "a bare name served",
      "namespaces",
      { ...complete, [BARE]: { text: "v1.0.0\n" } },
      { value: { enforced: false } },
    ],
    ["a bare name not allowed", "namespaces", { ...complete, [BARE]: { status: 405 } }, failed],
    ["a bare name without versions", "namespaces", { ...complete, [BARE]: { text: "" } }, failed],
    [
      "a bare name timed out",
      "namespaces",
      { ...complete, [BARE]: { status: 404, text: "not found: fetch timed out" } },
      unreachable,
    ],
    [
      "a bare name refused for no reason",
      "namespaces",
      { ...complete, [BARE]: { status: 400 } },
      failed,
    ],
    ["an ill control", "namespaces", { ...complete, [CONTROL]: { status: 500 } }, unreachable],
  ])("%s", async (_name, key, routes, expected) => {
    expect(await run(key, await serve(routes))).toMatchObject(expected);
  });

  it("keeps a site's own error apart from an empty list", async () => {
    const json = { items: [{ id: "", details: "could not get vulnerability data" }], total: 1 };
    const context = await serve({ ...complete, [VULNS]: { json } });
    expect(await run("uiVulnerabilities", context)).toMatchObject(failed);
  });

  it("reads withdrawn and harmless records as undecided", async () => {
    const record = complete[ADVISORY] as { json: Record<string, unknown> };
    const withdrawn = { json: { ...record.json, withdrawn: "2026-01-01T00:00:00Z" } };
    expect(await run("advisories", await serve({ [ADVISORY]: withdrawn }))).toMatchObject(failed);
    await server?.stop();
    const id = "GO-2025-3451";
    const affected = [{ package: { name: "github.com/boltdb-go/bolt", ecosystem: "Go" } }];
    const harmless = { json: { id, details: "a typing error", affected } };
    const context = await serve({ [`GET /ID/${id}.json`]: harmless });
    expect(await run("malwareAdvisories", context)).toMatchObject(failed);
  });

  it("takes malware from OSV where the profile lists it", async () => {
    const osv = {
      id: "MAL-2025-2545",
      schema_version: "1.7.4",
      affected: [{ package: { ecosystem: "Go", name: "example.com/m" } }],
    };
    server = await startStubServer({ "GET /v1/vulns/MAL-2025-2545": { json: osv } });
    const context = probeContext(server.url, {
      registry: { ecosystem: "golang" },
      listings: { osvMalware: ["MAL-2025-2545"] },
      rewrite: { "https://api.osv.dev": server.url },
    });
    expect(await run("malwareAdvisories", context)).toMatchObject({
      value: { id: "MAL-2025-2545", ecosystem: "Go" },
    });
  });
});

describe("no failure becomes an answer", () => {
  const answers: [string, StubAnswer, string][] = [
    ["401", { status: 401 }, "not-observable"],
    ["403", { status: 403, json: { message: "no" } }, "not-observable"],
    ["429", { status: 429 }, "unreachable"],
    ["500", { status: 500 }, "unreachable"],
    ["503", { status: 503, text: "try later" }, "unreachable"],
    [
      "a redirect elsewhere",
      { status: 302, headers: { location: "http://127.0.0.2/" } },
      "unreachable",
    ],
  ];
  it.each(answers)("%s everywhere", async (_name, fallback, code) => {
    const context = await serve({}, fallback);
    for (const key of FACTS)
      expect([key, await run(key, context)]).toMatchObject([key, { state: "failed", code }]);
  });

  it.each<[string, StubAnswer]>([
    [
      "a page for everything",
      { headers: { "content-type": "text/html" }, text: "<!doctype html>" },
    ],
    ["deep JSON", { text: "[".repeat(50_000) }],
    ["nothing", { text: "" }],
  ])("%s is never found", async (_name, fallback) => {
    const context = await serve({}, fallback);
    for (const key of FACTS)
      expect([key, (await run(key, context)).state]).not.toEqual([key, "found"]);
  });

  it("refuses values of the wrong type", async () => {
    const context = await serve(loadRoutes("go/hostile.json"));
    for (const key of FACTS)
      expect([key, await run(key, context)]).toMatchObject([
        key,
        { state: "failed", code: "not-observable" },
      ]);
  });

  it("reads a dead host as unreachable", async () => {
    const context = await serve({});
    await server?.stop();
    for (const key of FACTS)
      expect([key, await run(key, context)]).toMatchObject([key, { code: "unreachable" }]);
  });
});

describe("detect", () => {
  const list = "GET /golang.org/x/text/@v/list";
  it.each<[string, StubRoutes, StubAnswer | undefined, string]>([
    ["a proxy", { [list]: { text: "v0.3.0\nv0.3.2\n" } }, undefined, "yes"],
    ["a proxy without this module", {}, { status: 404, text: "not found: module" }, "maybe"],
    ["another server", {}, undefined, "no"],
    [
      "a page for everything",
      {},
      { headers: { "content-type": "text/html" }, text: "<html>" },
      "no",
    ],
    ["a failing server", {}, { status: 500 }, "maybe"],
  ])("%s", async (_name, routes, fallback, answer) => {
    server = await startStubServer(routes, fallback ? { fallback } : {});
    expect(await go.detect(createPlainHttp(), server.url)).toMatchObject({ answer });
  });

  it("keeps the public mirror from fetching", async () => {
    server = await startStubServer(complete);
    const http = createPlainHttp({ rewrite: { [PUBLIC_PROXY]: server.url } });
    expect(await go.detect(http, PUBLIC_PROXY)).toMatchObject({ answer: "yes" });
    expect(server.requests[0]).toMatchObject({
      path: "/cached-only/golang.org/x/text/@v/list",
      headers: { "disable-module-fetch": "true" },
    });
  });
});
