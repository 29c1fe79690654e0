import { describe, expect, it } from "vitest";
import type { Report } from "../../../src/core/report.ts";
import { realReport } from "../../support/real-report.ts";
import {
  capabilities,
  compileDraft04,
  errorsOf,
  EVERYTHING,
  renderParsed,
  REPORTS,
} from "./support.ts";

interface Result {
  ruleId: string;
  ruleIndex: number;
  kind: string;
  level: string;
  message: { text: string };
  locations: {
    physicalLocation: {
      artifactLocation: { uri: string };
      region: { startLine: number; startColumn: number };
    };
  }[];
  partialFingerprints: Record<string, string>;
  suppressions?: { kind: string; status: string; justification: string }[];
}
interface Sarif {
  runs: {
    results: Result[];
    tool: {
      driver: {
        rules: {
          id: string;
          relationships: {
            target: { id: string; index: number; toolComponent: { index: number } };
          }[];
        }[];
      };
    };
    taxonomies: { name: string; taxa: { id: string }[] }[];
    invocations: { toolExecutionNotifications: { message: { text: string } }[] }[];
  }[];
}

const validate = compileDraft04("../../../schemas/vendor/sarif/sarif-2.1.0-rtm.5.schema.json");

async function sarif(report: Report, id = "sarif"): Promise<Sarif["runs"][number]> {
  const [run] = ((await renderParsed(id, report)) as Sarif).runs;
  if (!run) throw new Error("no run");
  return run;
}

function resultOf(run: Sarif["runs"][number], id: string): Result {
  const found = run.results.find(({ ruleId }) => ruleId === id);
  if (!found) throw new Error(`no result for ${id}`);
  return found;
}

describe.each(["sarif", "sarif-github"])("%s", (id) => {
  it.each(REPORTS)("is valid: %s", async (_, report) => {
    expect(errorsOf(validate, await renderParsed(id, report))).toEqual([]);
  });

  it.each(REPORTS)("places every result, or GitHub refuses the file: %s", async (_, report) => {
    const run = await sarif(report, id);
    for (const { locations, kind, level, ruleIndex, ruleId } of run.results) {
      expect(locations).toHaveLength(1);
      const place = locations[0]?.physicalLocation;
      // A URI reference with nothing that needs escaping, and no scheme of its own.
      expect(place?.artifactLocation.uri).toMatch(/^(?:[\w.~!*'()-]|%[0-9A-F]{2}|\/)+$/);
      expect(place?.region.startLine).toBeGreaterThanOrEqual(1);
      expect(place?.region.startColumn).toBeGreaterThanOrEqual(1);
      // §3.27.10
      if (kind !== "fail") expect(level).toBe("none");
      expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
  });

  it.each(REPORTS)("points at taxa that exist: %s", async (_, report) => {
    const run = await sarif(report, id);
    for (const rule of run.tool.driver.rules) {
      for (const { target } of rule.relationships) {
        const taxonomy = run.taxonomies[target.toolComponent.index];
        expect(taxonomy?.taxa[target.index]?.id).toBe(target.id);
      }
    }
  });
});

describe("sarif", () => {
  const report = realReport(EVERYTHING);

  it.each([
    ["authentication/totp-mfa", "pass", "none"],
    ["authentication/passwordless", "fail", "error"],
    ["general/unpublish-policy", "open", "none"],
    ["cli/dependency-pinning", "review", "none"],
    ["general/transparency-log", "fail", "error"],
  ])("%s is %s, %s", async (id, kind, level) => {
    expect(resultOf(await sarif(report), id)).toMatchObject({ kind, level });
  });

  it("has a result for everything that applies, and a rule for everything", async () => {
    const run = await sarif(report);
    expect(run.results).toHaveLength(32);
    expect(run.tool.driver.rules).toHaveLength(32);
  });

  it("shows waived gaps as accepted suppressions, and expired ones as rejected", async () => {
    const run = await sarif(report);
    const [waived] = resultOf(run, "authorization/package-scoped-tokens").suppressions ?? [];
    expect(waived).toMatchObject({ kind: "external", status: "accepted" });
    expect(waived?.justification).toContain("Planned for spring.");
    expect(waived?.justification).toContain("2026-12-24");
    const [expired] = resultOf(run, "authentication/passwordless").suppressions ?? [];
    expect(expired).toMatchObject({ status: "rejected" });
  });

  it("keeps fingerprints from run to run, and apart between registries", async () => {
    const prints = async (of: Report): Promise<string[]> =>
      (await sarif(of)).results.map(
        (result) => result.partialFingerprints["registryCapability/v1"] ?? "",
      );
    const now = await prints(report);
    expect(new Set(now).size).toBe(32);
    const later = structuredClone(report);
    later.generatedAt = "2027-01-01T00:00:00.000Z";
    for (const item of capabilities(later)) item.message = "Other words.";
    expect(await prints(later)).toEqual(now);
    later.registry.id = "other";
    expect((await prints(later)).some((print) => now.includes(print))).toBe(false);
  });

  it("tells of requests that failed, and not as results", async () => {
    const run = await sarif(realReport({ ...EVERYTHING, log: "failed" }));
    const texts = run.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text);
    expect(texts).toEqual(["GET https://registry.example/log: timed out (timeout, x1)"]);
  });

  it("stands at the line of the claim, and escapes the path", async () => {
    const placed = structuredClone(report);
    placed.profile = {
      name: "./my registry/ex#1.yaml",
      kind: "file",
      positions: {
        "/registry": { line: 2, column: 1 },
        "/claims/authentication~1totp-mfa": { line: 40, column: 3 },
      },
    };
    const run = await sarif(placed);
    expect(resultOf(run, "authentication/totp-mfa").locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: "my%20registry/ex%231.yaml" },
      region: { startLine: 40, startColumn: 3 },
    });
    expect(resultOf(run, "cli/sbom-generation").locations[0]?.physicalLocation.region).toEqual({
      startLine: 2,
      startColumn: 1,
    });
  });

  it.each([
    ["npm", "bundled", "profiles/npm.yaml"],
    ["https://registry.example", "url", "profiles/example.yaml"],
    ["a\\b.yaml", "file", "a/b.yaml"],
    ["/srv/p.yaml", "file", "file:///srv/p.yaml"],
    ["C:\\p\\a b.yaml", "file", "file:///C:/p/a%20b.yaml"],
  ] as const)("%s, %s is at %s", async (name, kind, uri) => {
    const placed = { ...report, profile: { name, kind, positions: {} } };
    expect(
      (await sarif(placed)).results[0]?.locations[0]?.physicalLocation.artifactLocation.uri,
    ).toBe(uri);
  });

  it("holds no links and no placeholders of a server", async () => {
    const hostile = structuredClone(report);
    for (const item of capabilities(hostile)) item.message = "[click](https://e.example) {0}";
    for (const { message } of (await sarif(hostile)).results) {
      expect(message.text).not.toMatch(/\]\(|\{\d/);
    }
  });
});

describe("sarif-github", () => {
  it("holds known gaps that are not waived, and every rule", async () => {
    const run = await sarif(realReport(EVERYTHING), "sarif-github");
    expect(run.results.map(({ ruleId }) => ruleId).sort()).toEqual([
      "authentication/passwordless",
      "authorization/token-prefix",
      "general/transparency-log",
    ]);
    expect(run.tool.driver.rules).toHaveLength(32);
  });
});
