import { describe, expect, it } from "vitest";
import stringWidth from "string-width";
import type { Gap, Report } from "../../src/core/report.ts";
import { gapTotals, selectGaps } from "../../src/report/gaps.ts";
import { renderGapsJson } from "../../src/report/gaps-json.ts";
import { renderGapsMarkdown } from "../../src/report/gaps-markdown.ts";
import { renderGapsPretty } from "../../src/report/gaps-pretty.ts";
import { FIXTURES, fixture, options, UNSAFE } from "./support.ts";

function gap(capability: string, changes: Partial<Gap>): Gap {
  return {
    capability: `general/${capability}`,
    track: "general",
    level: 1,
    title: capability,
    outcome: "unmet",
    code: null,
    why: "because",
    remediation: [],
    effort: { low: 1, high: 2 },
    references: [],
    blocks: false,
    ...changes,
  };
}

function names(gaps: Gap[], toLevel: 1 | 2 | 3 = 3): string[] {
  const report: Report = { ...fixture("mixed"), gaps };
  return selectGaps(report, { toLevel }).map(({ title }) => title);
}

describe("selectGaps", () => {
  it("puts definite gaps first, then the step of least work, then smaller efforts", () => {
    const gaps = [
      gap("unknown-two", { outcome: "unknown", level: 2 }),
      gap("large", { level: 2, effort: { low: 5, high: 9 } }),
      gap("small", { level: 2, effort: { low: 1, high: 1 } }),
      gap("low", { outcome: "partial" }),
      gap("other-track", { track: "cli", level: 3, effort: { low: 1, high: 1 } }),
      gap("unknown-one", { outcome: "unknown" }),
    ];
    expect(names(gaps)).toEqual([
      "other-track",
      "low",
      "small",
      "large",
      "unknown-one",
      "unknown-two",
    ]);
  });

  it("puts what others wait for before them, in whatever step it stands", () => {
    const at = (id: string, changes: Partial<Gap>): Gap => {
      const [track = "", title = ""] = id.split("/");
      return { ...gap(title, changes), capability: id as Gap["capability"], track };
    };
    const gaps = [
      at("authentication/mfa-required-critical", { level: 2, effort: { low: 1, high: 1 } }),
      at("authentication/totp-mfa", { level: 2, effort: { low: 9, high: 9 } }),
      at("cli/sbom-generation", { level: 1, effort: { low: 1, high: 1 } }),
      at("cli/dependency-pinning", { level: 2, effort: { low: 50, high: 50 } }),
    ];
    expect(names(gaps)).toEqual([
      "dependency-pinning",
      "sbom-generation",
      "totp-mfa",
      "mfa-required-critical",
    ]);
  });

  it("leaves out what lies above the level, and changes nothing", () => {
    const report = fixture("mixed");
    const before = structuredClone(report.gaps);
    expect(selectGaps(report, { toLevel: 2 }).every(({ level }) => level <= 2)).toBe(true);
    expect(names([gap("three", { level: 3 }), gap("two", { level: 2 })], 2)).toEqual(["two"]);
    expect(report.gaps).toEqual(before);
  });

  it("counts only the effort of what is known to be missing", () => {
    expect(gapTotals([gap("a", {}), gap("b", { outcome: "unknown" })])).toBe(
      "1 to close (1–2 person-weeks), 1 to establish",
    );
  });
});

describe("gap formats", () => {
  it("label unknowns as something to establish", () => {
    const selection = { toLevel: 2 } as const;
    const pretty = renderGapsPretty(fixture("mixed"), options(), selection);
    expect(pretty).toContain("✘ authorization/token-prefix · unmet · level 1");
    expect(pretty).toContain("To establish: unknown whether they are gaps at all");
    expect(renderGapsMarkdown(fixture("mixed"), selection)).toContain("| to establish | yes |");
    const json = JSON.parse(renderGapsJson(fixture("mixed"), selection)) as { items: Gap[] };
    expect(json.items.map(({ capability }) => capability).slice(0, 2)).toEqual([
      "authorization/token-prefix",
      "general/malware-reporting",
    ]);
  });

  it.each(FIXTURES)("pretty fits the terminal: %s", (name) => {
    for (const columns of [40, 60, 80, 120]) {
      const text = renderGapsPretty(fixture(name), options({ columns, verbose: true }), {
        toLevel: 3,
      });
      expect(text).not.toMatch(UNSAFE);
      expect(Math.max(...text.split("\n").map((line) => stringWidth(line)))).toBeLessThanOrEqual(
        columns,
      );
    }
    const ascii = renderGapsPretty(fixture(name), options({ unicode: false }), { toLevel: 3 });
    expect(ascii).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it("says so when nothing is missing", () => {
    const report: Report = { ...fixture("mixed"), gaps: [] };
    expect(renderGapsPretty(report, options(), { toLevel: 3 })).toContain("Nothing is missing.");
  });
});
