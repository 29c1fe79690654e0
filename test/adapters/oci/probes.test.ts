import { createHash } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { oci } from "../../../src/adapters/oci/index.ts";
import { readChallenge, readSample } from "../../../src/adapters/oci/wire.ts";
import type { ProbeContext } from "../../../src/core/adapter.ts";
import type { FactKey, Facts, Gathered } from "../../../src/core/facts.ts";
import { createPlainHttp } from "../../support/plain-http.ts";
import { probeContext } from "../../support/probe-context.ts";
import {
  startStubServer,
  type StubAnswer,
  type StubRoutes,
  type StubServer,
} from "../../support/stub-server.ts";

let server: StubServer | undefined;
afterEach(() => server?.stop());

async function serve(routes: StubRoutes, fallback?: StubAnswer): Promise<ProbeContext> {
  server = await startStubServer(routes, fallback ? { fallback } : {});
  return probeContext(server.url, {
    registry: { ecosystem: "oci" },
    samples: ["library/sample:1.0"],
  });
}

async function run<K extends FactKey>(key: K, context: ProbeContext): Promise<Gathered<Facts[K]>> {
  const probe = oci.probes[key];
  if (!probe) throw new Error(`no probe for ${key}`);
  return probe.run(context);
}

const digestOf = (text: string): string =>
  `sha256:${createHash("sha256").update(text).digest("hex")}`;
const hex = (digit: string): string => `sha256:${digit.repeat(64)}`;
const layer = { mediaType: "application/vnd.oci.image.layer.v1.tar", digest: hex("a"), size: 1 };
const image = JSON.stringify({ schemaVersion: 2, config: layer, layers: [layer] });
const digest = digestOf(image);
const MANIFEST = "GET /v2/library/sample/manifests/1.0";
const REFERRERS = `GET /v2/library/sample/referrers/${digest}`;
const COSIGN = `GET /v2/library/sample/manifests/${digest.replace(":", "-")}.att`;
const manifest: StubAnswer = { text: image, headers: { "docker-content-digest": digest } };
const notFound: StubAnswer = { status: 404, json: { errors: [{ code: "MANIFEST_UNKNOWN" }] } };
const SLSA = "https://slsa.dev/provenance/v1";

function listOf(annotations: Record<string, string>): StubAnswer {
  return { json: { schemaVersion: 2, manifests: [{ ...layer, annotations }] } };
}

describe("detect", () => {
  const v2 = "GET /v2/";
  const version = { "docker-distribution-api-version": "registry/2.0" };
  const challenge = { "www-authenticate": 'Bearer realm="https://token.registry.example/t"' };
  const errors = { errors: [{ code: "UNAUTHORIZED" }] };
  it.each<[string, StubRoutes, string]>([
    ["the version header", { [v2]: { json: {}, headers: version } }, "yes"],
    ["the version header with 401", { [v2]: { status: 401, json: {}, headers: version } }, "yes"],
    [
      "a challenge and an error of its form",
      { [v2]: { status: 401, json: errors, headers: challenge } },
      "yes",
    ],
    ["any other 401", { [v2]: { status: 401, text: "no" } }, "maybe"],
    ["an outage", { [v2]: { status: 502, text: "" } }, "maybe"],
    ["a page for everything", { [v2]: { text: "<!doctype html>" } }, "no"],
    ["nothing there", {}, "no"],
  ])("%s", async (_, routes, expected) => {
    server = await startStubServer(routes);
    expect((await oci.detect(createPlainHttp(), server.url)).answer).toBe(expected);
  });

  it("a server that does not answer is undecided", async () => {
    server = await startStubServer({});
    await server.stop();
    expect((await oci.detect(createPlainHttp(), server.url)).answer).toBe("maybe");
  });
});

describe("fileDigests", () => {
  it.each<[string, StubAnswer, unknown]>([
    ["a manifest under its own digest", manifest, { sampled: 1, missing: 0 }],
    ["without the header", { text: image }, { sampled: 1, missing: 0 }],
    [
      "a layer without a digest",
      { json: { schemaVersion: 2, config: layer, layers: [{ size: 1 }] } },
      { sampled: 1, missing: 1 },
    ],
  ])("%s", async (_, answer, value) => {
    const context = await serve({ [MANIFEST]: answer });
    expect(await run("fileDigests", context)).toMatchObject({ state: "found", value });
  });

  it.each<[string, StubAnswer, string]>([
    [
      "the digest of other bytes",
      { text: image, headers: { "docker-content-digest": hex("b") } },
      "not-observable",
    ],
    ["no such image", notFound, "not-observable"],
    ["credentials asked for", { status: 401, json: {} }, "not-observable"],
    ["another document", { json: { hello: true } }, "not-observable"],
    ["an outage", { status: 500, text: "" }, "unreachable"],
  ])("%s decides nothing", async (_, answer, code) => {
    const context = await serve({ [MANIFEST]: answer });
    expect(await run("fileDigests", context)).toMatchObject({ state: "failed", code });
  });
});

describe("provenance", () => {
  it.each<[string, StubRoutes]>([
    [
      "a referrer",
      {
        [MANIFEST]: manifest,
        [REFERRERS]: listOf({ "dev.sigstore.bundle.predicateType": SLSA }),
      },
    ],
    [
      "cosign's tag",
      {
        [MANIFEST]: manifest,
        [REFERRERS]: { status: 404, text: "404 page not found" },
        [COSIGN]: {
          json: {
            schemaVersion: 2,
            config: layer,
            layers: [{ ...layer, annotations: { predicateType: SLSA } }],
          },
        },
      },
    ],
  ])("%s", async (_, routes) => {
    expect(await run("provenance", await serve(routes, notFound))).toMatchObject({
      state: "found",
      value: { items: [{ subject: "library/sample:1.0", predicateTypes: [SLSA] }] },
    });
  });

  it("BuildKit's attestation in the image's own index", async () => {
    const part = {
      ...layer,
      digest: hex("c"),
      annotations: { "vnd.docker.reference.type": "attestation-manifest" },
    };
    const statement = { ...layer, annotations: { "in-toto.io/predicate-type": SLSA } };
    const context = await serve(
      {
        [MANIFEST]: { json: { schemaVersion: 2, manifests: [layer, part] } },
        [`GET /v2/library/sample/manifests/${hex("c")}`]: {
          json: { schemaVersion: 2, config: layer, layers: [statement] },
        },
      },
      notFound,
    );
    expect(await run("provenance", context)).toMatchObject({
      value: { items: [{ predicateTypes: [SLSA] }] },
    });
  });

  it("none attached is absent, for these samples", async () => {
    const routes = { [MANIFEST]: manifest, [REFERRERS]: { json: { manifests: [] } } };
    expect(await run("provenance", await serve(routes, notFound))).toMatchObject({
      state: "absent",
    });
  });

  it("a place that does not answer leaves it open", async () => {
    const routes = { [MANIFEST]: manifest, [REFERRERS]: { status: 500, text: "" } };
    expect(await run("provenance", await serve(routes, notFound))).toMatchObject({
      state: "failed",
      code: "unreachable",
    });
  });
});

describe("a registry that asks readers for a token", () => {
  it("is read with an anonymous one", async () => {
    const context = await serve({
      [MANIFEST]: ({ headers }) =>
        headers["authorization"] === "Bearer anybody"
          ? manifest
          : {
              status: 401,
              json: {},
              headers: { "www-authenticate": `Bearer realm="${server?.url}/token",service="s"` },
            },
      "GET /token?service=s&scope=repository%3Alibrary%2Fsample%3Apull": {
        json: { token: "anybody" },
      },
    });
    expect(await run("fileDigests", context)).toMatchObject({ state: "found" });
  });

  it("stays unseen where it hands out none", async () => {
    const headers = { "www-authenticate": 'Basic realm="x"' };
    const context = await serve({ [MANIFEST]: { status: 401, json: {}, headers } });
    expect(await run("fileDigests", context)).toMatchObject({
      state: "failed",
      code: "not-observable",
    });
  });
});

it.each([
  ["library/sample", { repository: "library/sample", tag: "latest" }],
  ["library/sample:3.20", { repository: "library/sample", tag: "3.20" }],
])("sample %s", (sample, expected) => {
  expect(readSample(sample)).toEqual(expected);
});

it.each([
  ['Basic realm="x"', { scheme: "basic" }],
  [
    'Bearer service="s",realm="https://a.registry.example/t"',
    { scheme: "bearer", realm: "https://a.registry.example/t", service: "s" },
  ],
  ['Bearer realm="not an address"', null],
  ["Negotiate", null],
])("challenge %s", (header, expected) => {
  expect(readChallenge({ "www-authenticate": header })).toEqual(expected);
});
