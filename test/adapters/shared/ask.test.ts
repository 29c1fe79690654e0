import { afterEach, describe, expect, it } from "vitest";
import { ask, found } from "../../../src/adapters/shared/ask.ts";
import { baselineUrl } from "../../../src/adapters/shared/baseline.ts";
import { field } from "../../../src/adapters/shared/wire.ts";
import { probeContext } from "../../support/probe-context.ts";
import {
  startStubServer,
  type StubAnswer,
  type StubRoute,
  type StubServer,
} from "../../support/stub-server.ts";

let server: StubServer | undefined;
afterEach(() => server?.stop());

const page: StubAnswer = { text: "<!doctype html><p>Hi", headers: { "content-type": "text/html" } };

async function askThing(thing: StubRoute, anything?: StubRoute) {
  server = await startStubServer({
    "GET /-/thing": thing,
    ...(anything && { "GET /-/*": anything }),
  });
  return ask(
    probeContext(server.url),
    `${server.url}/-/thing`,
    (answer) => (field(answer.json(), "thing") === true ? found(true) : null),
    { what: "thing" },
  );
}

describe("ask", () => {
  it.each<[string, StubRoute, StubRoute | undefined, string]>([
    ["the documented shape", { json: { thing: true } }, undefined, "found"],
    ["a 404", { status: 404 }, undefined, "absent"],
    ["a 405", { status: 405 }, undefined, "absent"],
    ["a 501", { status: 501, json: { error: "not implemented" } }, undefined, "absent"],
    ["a 451", { status: 451 }, undefined, "absent"],
    ["a 503 that says why", { status: 503, text: "is not yet supported" }, undefined, "absent"],
    ["a 400 like any path", { status: 400 }, { status: 400 }, "absent"],
    ["a page like any path", page, page, "absent"],
    ["JSON like any path", { json: {} }, { json: {} }, "absent"],
    ["an echo of the path", (r) => ({ text: r.path }), (r) => ({ text: r.path }), "absent"],
    ["a 401", { status: 401 }, { status: 401 }, "not-observable"],
    ["a 403", { status: 403 }, undefined, "not-observable"],
    ["a 400 of its own", { status: 400 }, undefined, "not-observable"],
    ["a page of its own", page, undefined, "not-observable"],
    ["JSON of another shape", { json: { thing: 1 } }, undefined, "not-observable"],
    ["the shape, called HTML", { ...page, text: '{"thing":true}' }, undefined, "not-observable"],
    ["a 429", { status: 429 }, undefined, "unreachable"],
    ["a 500", { status: 500 }, undefined, "unreachable"],
    ["a 503 without a reason", { status: 503, text: "overloaded" }, undefined, "unreachable"],
    [
      "a redirect to another host",
      { status: 302, headers: { location: "http://registry.example/-/thing" } },
      undefined,
      "unreachable",
    ],
    [
      "odd, and no baseline",
      { json: {} },
      { status: 302, headers: { location: "http://registry.example/" } },
      "unreachable",
    ],
  ])("takes %s as it is", async (_name, thing, anything, expected) => {
    const result = await askThing(thing, anything);
    expect(result.state === "failed" ? result.code : result.state).toBe(expected);
  });

  it.each([
    ["offline", "unreachable"],
    ["timeout", "unreachable"],
    ["too-large", "unreachable"],
    ["refused", "not-observable"],
  ] as const)("never takes the failure %s for absence", async (reason, code) => {
    server = await startStubServer({});
    const context = probeContext(server.url, { failures: { [server.url]: reason } });
    const result = await ask(context, `${server.url}/-/thing`, () => null, { what: "thing" });
    expect(result).toMatchObject({ state: "failed", code });
  });
});

describe("baselineUrl", () => {
  it.each([
    ["/.well-known/security.txt", "/.well-known/x.txt"],
    ["/-/npm/v1/keys", "/-/npm/v1/x"],
    ["/-/npm/v1/attestations/@a%2fb@1.0.0", "/-/npm/v1/attestations/x@1.0.0"],
    ["/_changes?limit=1", "/x?limit=1"],
    ["/@types%2fnode", "/x"],
    ["/simple/requests/", "/simple/x/"],
    ["/", "/x"],
  ])("keeps the shape of %s", (path, expected) => {
    expect(baselineUrl(`https://registry.example${path}`, "x")).toBe(
      `https://registry.example${expected}`,
    );
  });
});
