import { afterEach, describe, expect, it } from "vitest";
import { npm } from "../../../src/adapters/npm/index.ts";
import type { FactKey, Facts, Gathered } from "../../../src/core/facts.ts";
import { probeContext } from "../../support/probe-context.ts";
import { loadRoutes, startStubServer, type StubServer } from "../../support/stub-server.ts";

let server: StubServer | undefined;
afterEach(() => server?.stop());

type Options = Parameters<typeof probeContext>[1];

async function run<K extends FactKey>(
  key: K,
  fixture: string,
  options: Options = {},
): Promise<Gathered<Facts[K]>> {
  server = await startStubServer(loadRoutes(`npm/${fixture}.json`));
  const probe = npm.probes[key];
  if (!probe) throw new Error(`no probe for ${key}`);
  return probe.run(probeContext(server.url, options));
}

const REGISTRY_FACTS = [
  "registrySignatures",
  "provenance",
  "trustedPublishing",
  "eventLog",
  "advisories",
  "fileDigests",
  "tombstones",
  "namespaces",
] as const;

describe("a registry with everything", () => {
  it("verifies signatures, and judges ended keys by the time of publishing", async () => {
    const samples = ["built", "aged", "late", "forged", "@team/tool"];
    expect(await run("registrySignatures", "complete", { samples })).toEqual({
      state: "found",
      value: {
        keys: 2,
        expiredKeys: 1,
        checked: [
          { subject: "built@2.0.0", verified: true },
          { subject: "aged@1.0.0", verified: true },
          { subject: "late@1.0.0", verified: false },
          { subject: "forged@1.0.0", verified: false },
        ],
      },
      note: "1 of 5 sampled releases carry no signature.",
    });
    expect(server?.unexpected).toEqual([]);
  });

  it("finds provenance", async () => {
    const result = await run("provenance", "complete", { samples: ["built", "aged"] });
    expect(result).toMatchObject({
      state: "found",
      value: {
        items: [
          {
            subject: "built@2.0.0",
            predicateTypes: [expect.any(String), "https://slsa.dev/provenance/v1"],
          },
        ],
      },
    });
  });

  it("writes scoped names as npm's clients do", async () => {
    await run("provenance", "complete", { samples: ["@team/tool"] });
    expect(server?.unexpected).toEqual(["GET /-/npm/v1/attestations/@team%2ftool@1.0.0"]);
  });

  it("finds a trusted publisher", async () => {
    expect(await run("trustedPublishing", "complete", { samples: ["aged", "built"] })).toEqual({
      state: "found",
      value: { releases: [{ subject: "built@2.0.0", provider: "github" }] },
    });
  });

  it("finds the changes feed at a usual place", async () => {
    expect(await run("eventLog", "complete")).toMatchObject({
      state: "found",
      value: { kind: "changes-feed", signed: false, url: `${server?.url}/_changes?limit=1` },
    });
  });

  it("asks for the changes feed where the profile says, and only there", async () => {
    const feed = await startStubServer({
      "GET /registry/_changes?limit=1": { json: { results: [{ seq: "1-x", id: "a" }] } },
    });
    const changes = `${feed.url}/registry/_changes`;
    const result = await run("eventLog", "complete", { registry: { urls: { changes } } });
    await feed.stop();
    expect(result).toMatchObject({ state: "found", value: { url: `${changes}?limit=1` } });
    expect(server?.requests.filter(({ path }) => path.includes("_changes"))).toEqual([]);
  });

  it("counts advisories", async () => {
    expect(await run("advisories", "complete")).toEqual({
      state: "found",
      value: { asked: "lodash@4.17.15", count: 1 },
    });
    const post = server?.requests.find(({ method }) => method === "POST");
    expect(JSON.parse(post?.body ?? "")).toEqual({ lodash: ["4.17.15"] });
    // The client wants the whole path to match, below whatever path the API has.
    for (const path of [post?.path ?? "", `/api/npm${post?.path}`])
      expect(npm.readOnlyPosts.map((allowed) => allowed.path.exec(path)?.[0])).toEqual([path]);
  });

  it("reads digests, removed releases and scopes off the package documents", async () => {
    const samples = ["built", "@team/tool"];
    expect(await run("fileDigests", "complete", { samples })).toMatchObject({
      value: { algorithms: ["sha512"], sampled: 2, missing: 0 },
    });
    await server?.stop();
    expect(await run("tombstones", "complete", { samples })).toMatchObject({
      value: { examples: ["built@1.5.0"], sampled: 2 },
    });
    await server?.stop();
    expect(await run("namespaces", "complete", { samples })).toMatchObject({
      value: { kind: "scope", example: "@team/tool", enforced: false },
    });
  });
});

describe("a registry with packages only", () => {
  it.each([
    "registrySignatures",
    "provenance",
    "trustedPublishing",
    "eventLog",
    "advisories",
  ] as const)("%s is absent", async (key) => {
    expect(await run(key, "bare", { samples: ["plain"] })).toMatchObject({ state: "absent" });
  });

  it("tells where a changes feed elsewhere would be named, unless one was", async () => {
    const elsewhere = expect.stringContaining("registry.urls.changes");
    const result = await run("eventLog", "bare", { samples: ["plain"] });
    expect(result).toMatchObject({ note: elsewhere });
  });

  it("does not take a shasum for an integrity digest", async () => {
    expect(await run("fileDigests", "bare", { samples: ["plain"] })).toMatchObject({
      value: { algorithms: [], sampled: 1, missing: 1 },
    });
  });

  it("answers not-observable when no sample exists there", async () => {
    expect(await run("fileDigests", "bare", { samples: ["nothing"] })).toMatchObject({
      state: "failed",
      code: "not-observable",
    });
  });
});

describe("a page for every unknown path", () => {
  it.each(["registrySignatures", "provenance", "eventLog"] as const)(
    "%s is absent where packages answer",
    async (key) => {
      expect(await run(key, "soft-404", { samples: ["plain"] })).toMatchObject({ state: "absent" });
    },
  );

  it("leaves a POST that is answered with a page undecided", async () => {
    expect(await run("advisories", "soft-404", { samples: ["plain"] })).toMatchObject({
      state: "failed",
      code: "not-observable",
    });
  });
});

describe("never absent, never found", () => {
  it.each([
    ["login-wall", "not-observable"],
    ["private", "not-observable"],
    ["broken", "unreachable"],
  ])("%s gives %s for everything", async (fixture, code) => {
    for (const key of REGISTRY_FACTS) {
      const samples = ["plain", "@team/tool"];
      expect([key, await run(key, fixture, { samples })]).toMatchObject([
        key,
        { state: "failed", code },
      ]);
      await server?.stop();
    }
  });

  it.each(["offline", "timeout", "dns", "too-large", "rate-limited"] as const)(
    "the failure %s is unreachable",
    async (reason) => {
      for (const key of REGISTRY_FACTS) {
        const result = await npm.probes[key]?.run(
          probeContext("https://registry.example", {
            samples: ["plain", "@team/tool"],
            failures: { "https://registry.example": reason },
          }),
        );
        expect([key, result]).toMatchObject([key, { state: "failed", code: "unreachable" }]);
      }
    },
  );

  it("a host without any sign of a registry lacks nothing", async () => {
    server = await startStubServer({});
    for (const key of ["eventLog", "advisories", "registrySignatures"] as const)
      expect(await npm.probes[key]?.run(probeContext(server.url))).toMatchObject({
        state: "failed",
        code: "not-observable",
      });
  });

  it("a mirror that sends its unknown paths elsewhere is not the other place", async () => {
    server = await startStubServer(
      { "GET /-/ping": { json: {} } },
      { fallback: { status: 302, headers: { location: "https://registry.example/elsewhere" } } },
    );
    for (const key of REGISTRY_FACTS)
      expect([
        key,
        await npm.probes[key]?.run(probeContext(server.url, { samples: ["@team/tool"] })),
      ]).toMatchObject([key, { state: "failed", code: "unreachable" }]);
  });
});

describe("hostile documents", () => {
  it.each<[string, unknown]>([
    ["arrays for objects", { name: "example", versions: [], time: [], "dist-tags": [] }],
    ["another package", { name: "other", versions: { "1.0.0": {} } }],
    [
      "prototype keys",
      { name: "example", versions: { ["__proto__"]: { dist: { integrity: 1 } } } },
    ],
    [
      "wrong types",
      { name: "example", versions: { "1.0.0": { dist: 7, _npmUser: "x" } }, time: 5 },
    ],
    ["nulls", { name: "example", versions: { "1.0.0": null }, time: null, "dist-tags": null }],
    ["a long version", { name: "example", versions: { ["9".repeat(100_000)]: {} } }],
  ])("%s make no finding and no crash", async (_name, document) => {
    server = await startStubServer({
      "GET /-/ping": { json: {} },
      "GET /example": { json: document },
    });
    for (const key of [
      "provenance",
      "trustedPublishing",
      "registrySignatures",
      "tombstones",
    ] as const)
      expect((await npm.probes[key]?.run(probeContext(server.url)))?.state).not.toBe("found");
  });

  it("caps what it takes over", async () => {
    const versions: Record<string, unknown> = {};
    const time: Record<string, string> = {};
    for (let i = 0; i < 5000; i++) time[`1.0.${i}`] = "2026-01-01T00:00:00Z";
    for (let i = 0; i < 100; i++) versions[`2.0.${i}`] = {};
    server = await startStubServer({
      "GET /example": { json: { name: "example", versions, time } },
    });
    const result = await npm.probes.tombstones?.run(probeContext(server.url));
    expect(result).toMatchObject({ state: "found" });
    expect(result?.state === "found" && result.value.examples.length).toBe(5);
  });

  it("rejects keys of kinds that npm does not use", async () => {
    const rsa = { keyid: "k", keytype: "rsa", key: "AAAA", expires: null };
    server = await startStubServer({
      "GET /-/npm/v1/keys": { json: { keys: [rsa, { keyid: 1 }, null, "x"] } },
      "GET /example": {
        json: {
          name: "example",
          versions: {
            "1.0.0": { dist: { integrity: "sha512-x", signatures: [{ keyid: "k", sig: "AA" }] } },
          },
        },
      },
    });
    expect(await npm.probes.registrySignatures?.run(probeContext(server.url))).toMatchObject({
      value: { keys: 1, checked: [{ subject: "example@1.0.0", verified: false }] },
    });
  });
});

describe("detect", () => {
  it.each([
    ["complete", "yes"],
    ["bare", "yes"],
    ["soft-404", "yes"],
    ["login-wall", "no"],
    ["private", "maybe"],
  ])("%s: %s", async (fixture, answer) => {
    server = await startStubServer(loadRoutes(`npm/${fixture}.json`));
    expect(await npm.detect(probeContext(server.url).http, server.url)).toMatchObject({ answer });
  });

  it.each<[string, Parameters<typeof startStubServer>[0], string]>([
    ["a root document", { "GET /": { json: { db_name: "registry" } } }, "yes"],
    ["{} to everything", { "GET /*": { json: {} } }, "no"],
    ["nothing", {}, "no"],
  ])("%s", async (_name, routes, answer) => {
    server = await startStubServer(routes);
    expect(await npm.detect(probeContext(server.url).http, server.url)).toMatchObject({ answer });
  });

  it("is undecided when nothing can be reached", async () => {
    const { http } = probeContext("x", { failures: { "https://registry.example": "dns" } });
    expect(await npm.detect(http, "https://registry.example")).toMatchObject({ answer: "maybe" });
  });
});
