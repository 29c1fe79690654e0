import { afterEach, describe, expect, it } from "vitest";
import { malwareAdvisories } from "../../../src/adapters/shared/malware-advisories.ts";
import { secretScanningPartner } from "../../../src/adapters/shared/secret-scanning.ts";
import { probeContext } from "../../support/probe-context.ts";
import { type StubRoute, type StubServer, startStubServer } from "../../support/stub-server.ts";

let server: StubServer | undefined;
afterEach(() => server?.stop());

const API = "https://registry.example";

describe("malwareAdvisories", () => {
  async function run(answer: StubRoute, ecosystem = "npm") {
    server = await startStubServer({ "GET /v1/vulns/MAL-2026-1": answer });
    return malwareAdvisories.run(
      probeContext(API, {
        registry: { ecosystem },
        listings: { osvMalware: ["MAL-2026-1"] },
        rewrite: { "https://api.osv.dev": server.url },
      }),
    );
  }
  const advisory = (name: string, more: object = {}): StubRoute => ({
    json: {
      id: "MAL-2026-1",
      schema_version: "1.7.4",
      affected: [{ package: { ecosystem: name, name: "x" } }],
      ...more,
    },
  });

  it.each([
    ["npm", "npm"],
    ["pypi", "PyPI"],
    ["golang", "Go"],
    ["cargo", "crates.io"],
  ])("knows OSV's name of %s", async (ecosystem, name) => {
    expect(await run(advisory(name), ecosystem)).toEqual({
      state: "found",
      value: { id: "MAL-2026-1", format: "OSV 1.7.4", ecosystem: name },
    });
  });

  it.each<[string, StubRoute, string]>([
    ["an unknown id", { status: 404, json: { code: 5, message: "Bug not found." } }, "absent"],
    ["another ecosystem", advisory("PyPI"), "failed"],
    ["a withdrawn advisory", advisory("npm", { withdrawn: "2026-01-01T00:00:00Z" }), "failed"],
    ["another id", advisory("npm", { id: "GHSA-x" }), "failed"],
    ["a 429", { status: 429 }, "failed"],
  ])("%s: %s", async (_name, answer, state) => {
    expect(await run(answer)).toMatchObject({ state });
  });

  it("asks nobody when the profile names no advisory", async () => {
    const context = probeContext(API, { failures: { "https://api.osv.dev": "offline" } });
    expect(await malwareAdvisories.run(context)).toMatchObject({ code: "not-observable" });
  });
});

describe("secretScanningPartner", () => {
  const entry = (secretType: string, isPublic: string) =>
    `- provider: P\n  supportedSecret: S\n  secretType: ${secretType}\n  isPublic: ${isPublic}\n  isPrivateWithGhas: true\n`;
  const filler = Array.from({ length: 60 }, (_, i) => entry(`other_${i}`, "true")).join("");

  async function run(answer: StubRoute) {
    server = await startStubServer({
      "GET /github/docs/main/src/secret-scanning/data/pattern-docs/fpt/public-docs.yml": answer,
    });
    return secretScanningPartner.run(
      probeContext(API, {
        listings: { githubSecretType: "example_token" },
        rewrite: { "https://raw.githubusercontent.com": server.url },
      }),
    );
  }

  it.each([
    ["a plain entry", entry("example_token", "true"), true],
    ["a quoted entry", entry("'example_token'", "true"), true],
    ["one of two types", entry("example_id, </br>example_token", "true"), true],
    ["folded lines", entry(">-\n    example_id,\n    </br>example_token", "true"), true],
    ["users are told, the provider is not", entry("example_token", "false"), false],
    ["a condition", entry("example_token", "'{% ifversion ghes %}false{% endif %}'"), false],
  ])("%s", async (_name, listed, notifiesProvider) => {
    expect(await run({ text: filler + listed + entry("last", "true") })).toMatchObject({
      state: "found",
      value: { secretType: "example_token", notifiesProvider },
    });
  });

  it.each<[string, StubRoute, object]>([
    ["not in the list", { text: filler }, { state: "absent" }],
    ["a longer name", { text: filler + entry("example_token_v2", "true") }, { state: "absent" }],
    ["a list in another form", { text: "patterns: []" }, { state: "failed" }],
    ["a list that moved", { status: 404, text: "404: Not Found" }, { code: "unreachable" }],
    ["a 429", { status: 429 }, { code: "unreachable" }],
  ])("%s", async (_name, answer, expected) => {
    expect(await run(answer)).toMatchObject(expected);
  });

  it("asks nobody when the profile names no secret type", async () => {
    expect(await secretScanningPartner.run(probeContext(API))).toMatchObject({
      code: "not-observable",
    });
  });
});
