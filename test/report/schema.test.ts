import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import type { EvidenceFile } from "../../src/core/evidence.ts";
import { FIXTURES, fixture } from "./support.ts";

function compile(name: string): ValidateFunction {
  const url = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  return ajv.compile(JSON.parse(readFileSync(url, "utf8")) as object);
}

describe("report schema", () => {
  const validate = compile("report");

  it.each(FIXTURES)("accepts %s", (name) => {
    validate(fixture(name));
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each(FIXTURES)("%s holds all 32 capabilities and true counts", (name) => {
    const report = fixture(name);
    const all = report.tracks.flatMap(({ capabilities }) => capabilities);
    expect(new Set(all.map(({ id }) => id)).size).toBe(32);
    expect(Object.values(report.summary).reduce((sum, count) => sum + count)).toBe(32);
  });

  it.each<[string, (report: Record<string, unknown>) => void]>([
    ["an unknown key", (report) => Object.assign(report, { score: 9 })],
    ["a level of 4", (report) => Object.assign(report, { level: 4 })],
    ["no tracks", (report) => delete report["tracks"]],
    ["another version", (report) => Object.assign(report, { schemaVersion: 2 })],
    ["a time that is none", (report) => Object.assign(report, { generatedAt: "yesterday" })],
    [
      "an unknown state",
      (report) => Object.assign(report, { gate: { passed: true, requirements: [{}] } }),
    ],
  ])("refuses %s", (_, spoil) => {
    const report = structuredClone(fixture("mixed")) as unknown as Record<string, unknown>;
    spoil(report);
    expect(validate(report)).toBe(false);
  });
});

describe("evidence schema", () => {
  const validate = compile("evidence");
  const sample: EvidenceFile = {
    schemaVersion: 1,
    tool: { name: "registry-assay", version: "0.1.0" },
    framework: { id: "openssf-principles", version: "0.1" },
    gatheredAt: "2026-11-20T14:03:00.000Z",
    offline: false,
    loaded: {
      profile: {
        schemaVersion: 1,
        registry: { id: "example", name: "Example", ecosystem: "npm" },
        taxonomy: { userAccounts: true, packages: ["accepts-built"] },
      },
      name: "example.yaml",
      kind: "file",
      assumptions: [],
      positions: { "/claims/cli~1sbom-generation": { line: 9, column: 3 } },
      inherited: { from: "github", claims: { "authentication/totp-mfa": { status: "met" } } },
    },
    api: "https://registry.example",
    scope: { tracks: ["general"] },
    adapter: {
      id: "npm",
      title: "npm",
      observes: {
        "general/transparency-log": { extent: "partly", note: "feed without signatures" },
      },
    },
    exchanges: fixture("mixed").exchanges,
    facts: [
      {
        id: "f1",
        key: "secretReportEndpoint",
        method: "passive",
        source: "npm",
        result: { state: "absent", note: "404" },
        exchanges: ["x1"],
      },
    ],
    proofs: [
      { url: "https://docs.registry.example", says: "yes", state: "verified", detail: "found" },
    ],
  };

  it("accepts what gathering writes", () => {
    validate(sample);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each<[string, object]>([
    ["a body", { exchanges: [{ ...fixture("mixed").exchanges[0], body: "secret" }] }],
    ["a proof state that does not exist", { proofs: [{ ...sample.proofs[0], state: "fine" }] }],
    [
      "a failure without a code",
      { facts: [{ ...sample.facts[0], result: { state: "failed", message: "no" } }] },
    ],
  ])("refuses %s", (_, change) => {
    expect(validate({ ...sample, ...change })).toBe(false);
  });
});
