import { createHash } from "node:crypto";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { realReport } from "../../support/real-report.ts";
import {
  capabilities,
  compileDraft2020,
  errorsOf,
  EVERYTHING,
  render,
  renderParsed,
  REPORTS,
} from "./support.ts";

const report = realReport(EVERYTHING);

interface Ref {
  "bom-ref": string;
}
interface MapEntry {
  requirement: string;
  claims?: string[];
  counterClaims?: string[];
  conformance?: { score: number; mitigationStrategies?: string[] };
  confidence: { score: number };
}
interface Cdx {
  definitions: { standards: { requirements: Ref[]; levels: { requirements: string[] }[] }[] };
  declarations: {
    attestations: { map: MapEntry[] }[];
    claims: (Ref & { target: string; evidence?: string[]; counterEvidence?: string[] })[];
    evidence: (Ref & { expires?: string; created: string; propertyName: string })[];
    targets: { services: Ref[] };
  };
}

describe.each([
  ["cyclonedx", "1.7", Spec.Version.v1dot7],
  ["cyclonedx-1.6", "1.6", Spec.Version.v1dot6],
] as const)("%s", (id, version, spec) => {
  const validator = new Validation.JsonStrictValidator(spec);

  it.each(REPORTS)("is valid by CycloneDX's own library: %s", async (_, one) => {
    const text = await render(id, one);
    expect(await validator.validate(text)).toBeNull();
    expect(JSON.parse(text)).toMatchObject({ bomFormat: "CycloneDX", specVersion: version });
  });

  it("would not be, were a score wrong: the validator looks", async () => {
    const text = (await render(id, report)).replace(/"score": 1,/, '"score": 7,');
    expect(await validator.validate(text)).not.toBeNull();
  });
});

describe("cyclonedx declarations", () => {
  it.each(REPORTS)("refer to nothing that is not there: %s", async (_, one) => {
    const bom = (await renderParsed("cyclonedx", one)) as Cdx;
    const refs = collectRefs(bom);
    expect(new Set(refs).size).toBe(refs.length);
    const known = new Set(refs);
    const { attestations, claims } = bom.declarations;
    const used = [
      ...attestations.flatMap(({ map }) =>
        map.flatMap((entry) => [
          entry.requirement,
          ...(entry.claims ?? []),
          ...(entry.counterClaims ?? []),
          ...(entry.conformance?.mitigationStrategies ?? []),
        ]),
      ),
      ...claims.flatMap((claim) => [
        claim.target,
        ...(claim.evidence ?? []),
        ...(claim.counterEvidence ?? []),
      ]),
      ...bom.definitions.standards.flatMap(({ levels }) => levels.flatMap((l) => l.requirements)),
    ];
    expect(used.filter((ref) => !known.has(ref))).toEqual([]);
  });

  it.each([
    ["authentication/totp-mfa", 1, 0.3, true, false],
    ["authentication/email-verification", 1, 0.6, true, false],
    ["authentication/passwordless", 0, 0.3, false, true],
    ["authorization/token-prefix", 0.5, 0.3, true, true],
    ["general/unpublish-policy", undefined, 0, false, false],
    ["general/transparency-log", 0, 0.9, true, true],
  ])("%s", async (id, conformance, confidence, claimed, countered) => {
    const bom = (await renderParsed("cyclonedx", report)) as Cdx;
    const entry = bom.declarations.attestations
      .flatMap(({ map }) => map)
      .find(({ requirement }) => requirement === `requirement:${id}`);
    expect(entry?.conformance?.score).toBe(conformance);
    expect(entry?.confidence.score).toBe(confidence);
    expect(entry?.claims !== undefined).toBe(claimed);
    expect(entry?.counterClaims !== undefined).toBe(countered);
  });

  it("lets declarations and waivers expire", async () => {
    const { evidence } = ((await renderParsed("cyclonedx", report)) as Cdx).declarations;
    const by = (ref: string): unknown => evidence.find((piece) => piece["bom-ref"] === ref);
    expect(by("evidence:authentication/totp-mfa:1")).toMatchObject({
      created: "2026-11-01T00:00:00.000Z",
      expires: "2027-11-01T00:00:00.000Z",
    });
    expect(by("waiver:authorization/package-scoped-tokens")).toMatchObject({
      expires: "2026-12-24T23:59:59.000Z",
    });
  });
});

function collectRefs(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(collectRefs);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "bom-ref" ? [String(item)] : collectRefs(item),
  );
}

describe("in-toto", () => {
  const statement = compileDraft2020("./schemas/in-toto-statement.schema.json");
  const predicate = compileDraft2020("../../../schemas/predicate-assessment-v1.schema.json");

  it.each(REPORTS)("is a statement about the JSON report: %s", async (_, one) => {
    const digest = createHash("sha256")
      .update(await render("json", one))
      .digest("hex");
    for (const id of ["in-toto", "in-toto-test-result"]) {
      const value = (await renderParsed(id, one)) as { subject: { digest: object }[] };
      expect(errorsOf(statement, value)).toEqual([]);
      expect(value.subject).toHaveLength(1);
      expect(value.subject[0]?.digest).toEqual({ sha256: digest });
    }
  });

  it.each(REPORTS)("has our predicate as its schema says: %s", async (_, one) => {
    const value = (await renderParsed("in-toto", one)) as { predicate: object };
    expect(errorsOf(predicate, value.predicate)).toEqual([]);
  });

  it.each([
    ["gaps", report, "FAILED"],
    ["unknowns", realReport({ outcomes: { "cli/sbom-generation": "none" } }), "WARNED"],
    ["everything met", realReport(), "PASSED"],
  ])("test-result: %s", async (_, one, result) => {
    expect(await renderParsed("in-toto-test-result", one)).toMatchObject({ predicate: { result } });
  });

  it("keeps waived gaps failed", async () => {
    const { predicate: found } = (await renderParsed("in-toto-test-result", report)) as {
      predicate: { failedTests: string[]; warnedTests: string[] };
    };
    expect(found.failedTests).toContain("authorization/package-scoped-tokens");
    expect(found.warnedTests).toEqual(["general/unpublish-policy", "cli/dependency-pinning"]);
  });
});

describe("gemara", () => {
  const validate = compileDraft2020("./schemas/gemara-evaluation-log.schema.json");

  it.each(REPORTS)("is an evaluation log, in YAML as in JSON: %s", async (_, one) => {
    const json = await renderParsed("gemara-json", one);
    expect(errorsOf(validate, json)).toEqual([]);
    expect(parse(await render("gemara", one))).toEqual(json);
  });

  it.each([
    ["gaps", report, "Failed"],
    ["unknowns", realReport({ outcomes: { "cli/sbom-generation": "none" } }), "Unknown"],
    ["a stale claim", realReport({ outcomes: { "cli/sbom-generation": "stale" } }), "Needs Review"],
    ["everything met", realReport(), "Passed"],
  ])("is as good as its worst evaluation: %s", async (_, one, result) => {
    expect(await renderParsed("gemara-json", one)).toMatchObject({ result });
  });

  it("refers to documents that it names", async () => {
    const text = await render("gemara-json", report);
    const { metadata } = JSON.parse(text) as {
      metadata: { "mapping-references": { id: string }[] };
    };
    const ids = metadata["mapping-references"].map(({ id }) => id);
    const used = [...text.matchAll(/"reference-id": "([^"]+)"/g)].map(([, id]) => id ?? "");
    expect(used.length).toBeGreaterThan(60);
    expect(used.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe("oscal", () => {
  const validate = compileDraft2020("./schemas/oscal-assessment-results.schema.json");
  interface Finding {
    uuid: string;
    target: { "target-id": string; status: { state: string; reason: string; remarks: string } };
    "related-observations"?: { "observation-uuid": string }[];
    "related-risks"?: { "risk-uuid": string }[];
  }
  interface Results {
    "assessment-results": {
      results: {
        findings?: Finding[];
        observations?: { uuid: string; methods: string[] }[];
        risks?: { uuid: string; status: string; deadline?: string }[];
      }[];
    };
  }
  const first = async (
    one: typeof report,
  ): Promise<Results["assessment-results"]["results"][0]> => {
    const [result] = ((await renderParsed("oscal", one)) as Results)["assessment-results"].results;
    return result as Results["assessment-results"]["results"][0];
  };

  it.each(REPORTS)("is valid, and refers to nothing that is not there: %s", async (_, one) => {
    expect(errorsOf(validate, await renderParsed("oscal", one))).toEqual([]);
    const { findings = [], observations = [], risks = [] } = await first(one);
    const known = [...observations, ...risks].map(({ uuid }) => uuid);
    const all = [...known, ...findings.map(({ uuid }) => uuid)];
    expect(new Set(all).size).toBe(all.length);
    const used = findings.flatMap((finding) => [
      ...(finding["related-observations"] ?? []).map((link) => link["observation-uuid"]),
      ...(finding["related-risks"] ?? []).map((link) => link["risk-uuid"]),
    ]);
    expect(used.filter((uuid) => !known.includes(uuid))).toEqual([]);
  });

  it.each([
    ["authentication.totp-mfa", "satisfied", "pass", /^met$/],
    ["authentication.passwordless", "not-satisfied", "fail", /^unmet$/],
    ["general.unpublish-policy", "not-satisfied", "other", /^Unknown, not failed/],
  ])("%s is %s", async (id, state, reason, remarks) => {
    const { findings = [] } = await first(report);
    const found = findings.find(({ target }) => target["target-id"] === `${id}_obj`);
    expect(found?.target.status).toMatchObject({ state, reason });
    expect(found?.target.status.remarks).toMatch(remarks);
  });

  it("shows a waiver as an approved deviation with its deadline", async () => {
    const { risks = [] } = await first(report);
    expect(risks.filter(({ status }) => status === "deviation-approved")).toMatchObject([
      { deadline: "2026-12-24T23:59:59.000Z" },
    ]);
  });

  it("keeps the ids of findings from run to run", async () => {
    const later = structuredClone(report);
    later.generatedAt = "2027-01-01T00:00:00.000Z";
    for (const item of capabilities(later)) item.message = "Other words.";
    const ids = async (one: typeof report): Promise<string[]> =>
      ((await first(one)).findings ?? []).map(({ uuid }) => uuid);
    expect(await ids(later)).toEqual(await ids(report));
  });

  it("tells what was tried from what was read", async () => {
    const { observations = [] } = await first(report);
    const methods = new Set(observations.flatMap((item) => item.methods));
    expect([...methods].sort()).toEqual(["EXAMINE", "TEST"]);
  });
});
