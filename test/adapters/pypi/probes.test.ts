import { afterEach, describe, expect, it } from "vitest";
import { pypi } from "../../../src/adapters/pypi/index.ts";
import { normalizeName } from "../../../src/adapters/pypi/simple.ts";
import type { FactKey, Facts, Gathered } from "../../../src/core/facts.ts";
import { createHttpClient } from "../../../src/http/client.ts";
import { createPlainHttp } from "../../support/plain-http.ts";
import { probeContext } from "../../support/probe-context.ts";
import {
  loadRoutes,
  startStubServer,
  type StubAnswer,
  type StubRoutes,
  type StubServer,
} from "../../support/stub-server.ts";

let server: StubServer | undefined;
afterEach(() => server?.stop());

const complete = loadRoutes("pypi/complete.json");
const bare = loadRoutes("pypi/bare.json");
const SIMPLE_TYPE = { "content-type": "application/vnd.pypi.simple.v1+json" };
const SDIST = "sampleproject-4.0.0.tar.gz";
const PROVENANCE = `GET /integrity/sampleproject/4.0.0/${SDIST}/provenance`;
const AUDIENCE = "GET /_/oidc/audience";
const DISCLOSE = "GET /_/secrets/disclose-token";
const VULNERABLE = "GET /pypi/django/3.0.2/json";

/** Facts that rest on the registry itself; the shared probes have their own tests. */
const FACTS = (Object.keys(pypi.probes) as FactKey[]).filter(
  (key) => !["securityTxt", "malwareAdvisories", "secretScanningPartner"].includes(key),
);

async function run<K extends FactKey>(
  key: K,
  routes: StubRoutes,
  options: { samples?: string[]; fallback?: StubAnswer } = {},
): Promise<Gathered<Facts[K]>> {
  await server?.stop();
  server = await startStubServer(routes, options.fallback ? { fallback: options.fallback } : {});
  const samples = options.samples ?? pypi.usualSamples;
  const context = probeContext(server.url, { samples, registry: { ecosystem: "pypi" } });
  const probe = pypi.probes[key];
  if (!probe) throw new Error(`no probe for ${key}`);
  return probe.run(context);
}

const found = (value: object): object => ({ state: "found", value });
const failed = { state: "failed", code: "not-observable" };
const unreachable = { state: "failed", code: "unreachable" };
const absent = { state: "absent" };

describe("a registry with everything", () => {
  it.each<[FactKey, object]>([
    [
      "provenance",
      {
        items: [
          { subject: SDIST, predicateTypes: ["https://docs.pypi.org/attestations/publish/v1"] },
          {
            subject: "urllib3-2.6.0.tar.gz",
            predicateTypes: [
              "https://docs.pypi.org/attestations/publish/v1",
              "https://slsa.dev/provenance/v1",
            ],
          },
        ],
      },
    ],
    [
      "trustedPublishing",
      {
        releases: [
          { subject: SDIST, provider: "GitHub" },
          { subject: "urllib3-2.6.0.tar.gz", provider: "GitLab" },
        ],
        audience: "pypi",
      },
    ],
    ["packageRoles", { roles: ["Maintainer", "Owner"], sampled: 3 }],
    ["fileDigests", { algorithms: ["sha256"], sampled: 5, missing: 0 }],
    ["quarantine", { field: "project-status.status" }],
    ["nameNormalization", { asked: "Zope.Interface", canonical: "zope-interface" }],
    ["uiVulnerabilities", { asked: "django 3.0.2", count: 2, where: "api" }],
    ["advisories", { asked: "django 3.0.2", count: 2 }],
    ["securityTxt", { policies: ["https://registry.example/security/"], expired: false }],
  ])("has %s", async (key, value) => {
    expect(await run(key, complete)).toMatchObject(found(value));
    expect(server?.unexpected).toEqual([]);
  });

  it("has an endpoint for leaked tokens, told from a path beside it", async () => {
    const result = await run("secretReportEndpoint", complete);
    expect(result).toEqual(found({ url: `${server?.url}/_/secrets/disclose-token` }));
    expect(server?.unexpected).toEqual([expect.stringMatching(/^GET \/_\/secrets\/assay-/)]);
  });

  it("has a journal, asked for once with the one harmless method", async () => {
    expect(await run("eventLog", complete)).toEqual(
      found({ kind: "journal", url: `${server?.url}/pypi`, position: 24891357, signed: false }),
    );
    const posts = server?.requests.filter(({ method }) => method === "POST") ?? [];
    expect(posts).toHaveLength(1);
    expect(posts[0]?.body).toContain("<methodName>changelog_last_serial</methodName>");
    expect(pypi.readOnlyPosts.some(({ path }) => path.test(posts[0]?.path ?? ""))).toBe(true);
  });

  it("answers the same index page to every probe once", async () => {
    await run("provenance", complete);
    const pages = server?.requests.filter(({ path }) => path.startsWith("/simple/")) ?? [];
    expect(pages.map(({ path }) => path).sort()).toEqual([
      "/simple/requests/",
      "/simple/sampleproject/",
      "/simple/urllib3/",
    ]);
    expect(pages[0]?.headers["accept"]).toBe("application/vnd.pypi.simple.v1+json");
  });
});

it("works through the guarded client, its one POST included", async () => {
  server = await startStubServer(complete);
  const { url } = server;
  const client = createHttpClient({
    allowedHosts: [],
    privateOrigins: [url],
    readOnlyPosts: pypi.readOnlyPosts.map((post) => ({ ...post, origin: url })),
    userAgent: "test",
  });
  try {
    const context = { ...probeContext(url, { samples: ["sampleproject"] }), http: client };
    for (const key of FACTS) {
      const result = await pypi.probes[key]?.run(context);
      expect([key, result?.state]).toEqual([key, "found"]);
    }
  } finally {
    await client.close();
  }
});

describe("a bare index", () => {
  it.each<[FactKey, object]>([
    ["provenance", absent],
    ["trustedPublishing", absent],
    ["packageRoles", failed],
    ["secretReportEndpoint", absent],
    ["eventLog", absent],
    ["fileDigests", absent],
    ["quarantine", absent],
    ["nameNormalization", absent],
    ["uiVulnerabilities", absent],
    ["advisories", failed],
  ])("%s", async (key, expected) => {
    expect(await run(key, bare)).toMatchObject(expected);
  });
});

describe("in between", () => {
  const page = (files: object[], more: object = {}): StubAnswer => ({
    headers: SIMPLE_TYPE,
    json: { name: "sampleproject", files, meta: { "api-version": "1.4" }, ...more },
  });
  const one = { samples: ["sampleproject"] };
  const index = (files: object[], more?: object): StubRoutes => ({
    "GET /simple/sampleproject/": page(files, more),
  });
  const file = (provenance: unknown): object => ({ filename: SDIST, hashes: {}, provenance });
  const statement = (value: unknown): string =>
    Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64");
  const attested = (encoded: unknown): StubRoutes => ({
    ...index([file(PROVENANCE.slice(4))]),
    [PROVENANCE]: {
      json: { attestation_bundles: [{ attestations: [{ envelope: { statement: encoded } }] }] },
    },
  });

  it.each<[string, StubRoutes]>([
    ["no sampled file has any", index([file(null)])],
    ["it is on another host", index([file("https://elsewhere.example/provenance")])],
    ["it is an address that is none", index([file("http://[")])],
    ["the integrity API lacks it", index([file(PROVENANCE.slice(4))])],
    [
      "it is switched off",
      { ...index([file(PROVENANCE.slice(4))]), [PROVENANCE]: { status: 403 } },
    ],
    [
      "the statement is about another file",
      attested(statement({ subject: [{ name: "x" }], predicateType: "t" })),
    ],
    ["the statement is no JSON", attested(statement("{"))],
    ["the statement is very deep", attested(statement("[".repeat(90_000)))],
    ["the statement is huge", attested("A".repeat(300_000))],
    ["the statement is a number", attested(7)],
    ["there are no files", index([])],
  ])("provenance is undecided when %s", async (_name, routes) => {
    expect(await run("provenance", routes, one)).toMatchObject(failed);
    expect(server?.requests.every(({ path }) => !path.includes("elsewhere"))).toBe(true);
  });

  const OF_ALL_SAMPLES: ReadonlySet<FactKey> = new Set([
    "packageRoles",
    "trustedPublishing",
    "eventLog",
  ]);
  it.each<[string, FactKey, StubRoutes, object]>([
    [
      "trusted publishing switched off",
      "trustedPublishing",
      {
        ...complete,
        [AUDIENCE]: {
          status: 403,
          json: { message: "Trusted publishing functionality not enabled" },
        },
      },
      found({ enabled: false }),
    ],
    ["a closed audience", "trustedPublishing", { ...bare, [AUDIENCE]: { status: 403 } }, failed],
    [
      "a failing audience",
      "trustedPublishing",
      { ...bare, [AUDIENCE]: { status: 500 } },
      unreachable,
    ],
    [
      "a failing audience beside attested releases",
      "trustedPublishing",
      { ...complete, [AUDIENCE]: { status: 500 } },
      found({ releases: [{ provider: "GitHub" }, { provider: "GitLab" }] }),
    ],
    [
      "an audience of another type",
      "trustedPublishing",
      { ...bare, [AUDIENCE]: { json: { audience: 7 } } },
      failed,
    ],
    [
      "405 for any path",
      "secretReportEndpoint",
      { ...bare, "GET /_/secrets/*": { status: 405, headers: { allow: "POST" } } },
      failed,
    ],
    [
      "405 that allows no POST",
      "secretReportEndpoint",
      { ...bare, [DISCLOSE]: { status: 405, headers: { allow: "PUT" } } },
      failed,
    ],
    [
      "200 for the endpoint",
      "secretReportEndpoint",
      { ...bare, [DISCLOSE]: { text: "hello" } },
      failed,
    ],
    ["a closed endpoint", "secretReportEndpoint", { ...bare, [DISCLOSE]: { status: 401 } }, failed],
    [
      "an endpoint that leads elsewhere",
      "secretReportEndpoint",
      { ...bare, [DISCLOSE]: { status: 302, headers: { location: "/login" } } },
      unreachable,
    ],
    [
      "a journal that is too busy, and a feed",
      "eventLog",
      {
        ...complete,
        "POST /pypi": {
          text: "<?xml version='1.0'?><methodResponse><fault><value><struct><member><name>faultCode</name><value><int>-32500</int></value></member></struct></value></fault></methodResponse>",
        },
      },
      found({ kind: "changes-feed", position: 25990001, signed: false }),
    ],
    [
      "a journal that refuses, no feed",
      "eventLog",
      { ...bare, "POST /pypi": { status: 429 } },
      unreachable,
    ],
    [
      "no journal, a failing feed",
      "eventLog",
      { ...bare, "GET /rss/updates.xml": { status: 502 } },
      unreachable,
    ],
    [
      "a feed without items",
      "eventLog",
      { ...bare, "GET /rss/updates.xml": { text: "<rss></rss>" } },
      failed,
    ],
    [
      "digests of some files",
      "fileDigests",
      index([file(null), { filename: "b", hashes: { md5: "a".repeat(32), made: "up" } }]),
      found({ algorithms: ["md5"], sampled: 2, missing: 1 }),
    ],
    ["no marker in an index that may leave it out", "quarantine", index([]), failed],
    [
      "one role only",
      "packageRoles",
      { "GET /pypi/requests/json": complete["GET /pypi/requests/json"] ?? {} },
      found({ roles: ["Owner"], sampled: 1 }),
    ],
    [
      "no known vulnerability",
      "uiVulnerabilities",
      { [VULNERABLE]: { json: { info: {}, vulnerabilities: [] } } },
      found({ count: 0 }),
    ],
    ["a registry without this project", "uiVulnerabilities", index([]), failed],
    [
      "another spelling answered as the same project",
      "nameNormalization",
      { ...index([]), "GET /simple/Sampleproject/": page([]) },
      found({ asked: "Sampleproject" }),
    ],
    [
      "another spelling answered as another project",
      "nameNormalization",
      { ...index([]), "GET /simple/Sampleproject/": page([], { name: "other" }) },
      failed,
    ],
    [
      "a redirect to another host",
      "nameNormalization",
      {
        ...index([]),
        "GET /simple/Sampleproject/": {
          status: 301,
          headers: { location: "https://elsewhere.example/simple/sampleproject/" },
        },
      },
      unreachable,
    ],
    [
      "a redirect to a login",
      "nameNormalization",
      {
        ...index([]),
        "GET /simple/Sampleproject/": { status: 302, headers: { location: "/login" } },
      },
      unreachable,
    ],
    [
      "a closed spelling",
      "nameNormalization",
      { ...index([]), "GET /simple/Sampleproject/": { status: 403 } },
      failed,
    ],
  ])("%s", async (_name, key, routes, expected) => {
    expect(await run(key, routes, OF_ALL_SAMPLES.has(key) ? {} : one)).toMatchObject(expected);
  });
});

describe("no failure becomes an answer", () => {
  it.each<[string, StubAnswer, string]>([
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
  ])("%s everywhere", async (_name, fallback, code) => {
    for (const key of FACTS)
      expect([key, await run(key, {}, { fallback })]).toMatchObject([
        key,
        { state: "failed", code },
      ]);
  });

  it("404 everywhere is somebody else's server, not a registry without features", async () => {
    for (const key of FACTS)
      expect([key, await run(key, {})]).toMatchObject([key, { state: "failed" }]);
  });

  it.each<[string, StubAnswer]>([
    [
      "a page for everything",
      { headers: { "content-type": "text/html" }, text: "<!doctype html>" },
    ],
    ["a page called JSON", { headers: SIMPLE_TYPE, text: "<!doctype html>" }],
    ["deep JSON", { headers: SIMPLE_TYPE, text: "[".repeat(50_000) }],
    ["null", { json: null }],
  ])("%s is never an answer", async (_name, fallback) => {
    for (const key of FACTS)
      expect([key, await run(key, {}, { fallback })]).toMatchObject([key, { state: "failed" }]);
  });

  it("refuses values of the wrong type", async () => {
    const hostile = loadRoutes("pypi/hostile.json");
    for (const key of FACTS)
      expect([key, await run(key, hostile)]).toMatchObject([key, { state: "failed" }]);
  });

  it("asks nothing for names that are none", async () => {
    const samples = ["../../admin", "a b", "%2e%2e"];
    expect(await run("fileDigests", complete, { samples })).toMatchObject(failed);
    expect(server?.requests).toEqual([]);
  });
});

describe("detect", () => {
  const HTML = { "content-type": "text/html" };
  it.each<[string, StubRoutes, StubAnswer | undefined, string]>([
    ["an index with a known project", complete, undefined, "yes"],
    [
      "an index of its own projects",
      { "HEAD /simple/": { headers: SIMPLE_TYPE } },
      undefined,
      "yes",
    ],
    ["an index in HTML", {}, { headers: HTML, text: "<title>Links for pip</title>" }, "maybe"],
    ["a page for everything", {}, { headers: HTML, text: "<title>Welcome</title>" }, "no"],
    ["a closed server", {}, { status: 401 }, "maybe"],
    ["another server", {}, undefined, "no"],
  ])("%s", async (_name, routes, fallback, answer) => {
    server = await startStubServer(routes, fallback ? { fallback } : {});
    expect(await pypi.detect(createPlainHttp(), server.url)).toMatchObject({ answer });
  });
});

describe("normalizeName", () => {
  it.each([
    ["Zope.Interface", "zope-interface"],
    ["a__b-.c", "a-b-c"],
  ])("%s", (name, expected) => {
    expect(normalizeName(name)).toBe(expected);
  });
});
