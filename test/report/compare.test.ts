import fc from "fast-check";
import { parseDocument } from "htmlparser2";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { compareSnapshots, type Comparison } from "../../src/compare/compare.ts";
import { snapshotOf } from "../../src/compare/snapshot.ts";
import type { Report } from "../../src/core/report.ts";
import { renderCompareCsv } from "../../src/report/compare/csv.ts";
import { COMPARE_FORMATS } from "../../src/report/compare/formats.ts";
import { renderCompareHtml } from "../../src/report/compare/html.ts";
import { renderCompareJson } from "../../src/report/compare/json.ts";
import { renderCompareMarkdown } from "../../src/report/compare/markdown.ts";
import { renderComparePretty } from "../../src/report/compare/pretty.ts";
import { registry, reportOn } from "../compare/support.ts";
import { checkCsv, checkMarkdown, parseCsv } from "./checks.ts";
import { HOSTILE_BITS, options, UNSAFE, withTexts } from "./support.ts";

const ID = "cli/sbom-generation";
function compare(...reports: Report[]): Comparison {
  return compareSnapshots(
    reports.map((report) => snapshotOf(report, "r.json")),
    { warnWithin: 30 },
  );
}
const HISTORY = [
  reportOn("2026-01-01"),
  reportOn("2026-06-01", { [ID]: { outcome: "unmet", message: "It went away." } }),
  reportOn("2026-11-20"),
];
const MATRIX = [registry("a"), registry("b", { [ID]: { outcome: "unmet" } }), registry("c")];

describe("pretty", () => {
  it("shows the matrix with levels, evidence and marks", () => {
    const text = renderComparePretty(compare(...MATRIX), options({ columns: 120 }));
    expect(text).toContain("Registry a, Registry b, Registry c · 3 reports, 2026-11-20");
    expect(text).toMatch(/^CLI tooling +●●○ 2 +●●○ 2 +●●○ 2$/im);
    expect(text).toMatch(/^3 .*SBOM.* +✔ observed +✘ observed +✔ observed$/m);
    expect(text).toMatch(/✘ observed !/);
    expect(text).toMatch(/◐ documented w/);
    expect(text).toContain("20 days ago cli/reachability-analysis");
  });

  it("shows what changed over time", () => {
    const text = renderComparePretty(compare(...HISTORY.slice(0, 2)), options({ columns: 120 }));
    expect(text).toContain("Example Registry over time · 2 reports, 2026-01-01 to 2026-06-01");
    expect(text).toContain("Fell (1)");
    expect(text).toContain(`✘ ${ID} · level 3 · met, observed → unmet, observed – It went away.`);
    const whole = renderComparePretty(compare(...HISTORY), options({ columns: 120 }));
    expect(whole).toContain("No verdict changed.");
    expect(whole).toContain("2026-01-01 → 2026-06-01 1 fell");
    expect(renderComparePretty(compare(reportOn("2026-01-01")), options())).toContain(
      "One report alone",
    );
  });

  it.each([40, 60, 80, 120, 200])("fits %i columns, with any number of registries", (columns) => {
    for (const count of [1, 2, 3, 5, 12]) {
      const many = Array.from({ length: count }, (_, at) => registry(`registry-number-${at}`));
      for (const unicode of [true, false]) {
        const text = renderComparePretty(
          compare(...many),
          options({ columns, unicode, verbose: true }),
        );
        const widest = Math.max(...text.split("\n").map((line) => stringWidth(line)));
        expect(widest).toBeLessThanOrEqual(Math.max(columns, 40));
        if (!unicode) expect(text).toMatch(/^[\x20-\x7e\n]*$/);
      }
    }
  });
});

describe("CSV", () => {
  it("has a row per capability and two columns per registry", () => {
    const records = checkCsv(renderCompareCsv(compare(...MATRIX)), 10);
    expect(records).toHaveLength(1 + 1 + 4 + 32);
    expect(records[0]?.slice(4, 6)).toEqual(["Registry a", "Registry a evidence"]);
    const row = records.find((cells) => cells[2] === ID);
    expect(row?.slice(4)).toEqual(["met", "observed", "unmet", "observed", "met", "observed"]);
  });

  it("has a row per change of one registry", () => {
    const records = checkCsv(renderCompareCsv(compare(...HISTORY)), 13);
    expect(records.slice(1).map((cells) => [cells[3], cells[6]])).toEqual([
      ["fell", ID],
      ["rose", ID],
    ]);
  });
});

describe("Markdown", () => {
  it("has the matrix as one table, and a table per kind of change", () => {
    const matrix = renderCompareMarkdown(compare(...MATRIX));
    checkMarkdown(matrix);
    expect(matrix).toContain("| Level | Capability | Registry a | Registry b | Registry c |");
    const changes = renderCompareMarkdown(compare(...HISTORY.slice(0, 2)));
    checkMarkdown(changes);
    expect(changes).toContain("## Fell (1)");
  });
});

describe("HTML", () => {
  it("needs nothing from outside and runs nothing", () => {
    const page = renderCompareHtml(compare(...MATRIX));
    expect(page).not.toMatch(/<script|\son\w+=|javascript:|<iframe|@import|url\(/i);
    expect(page).toMatch(/default-src &#39;none&#39;; style-src &#39;sha256-/);
    expect(page.match(/<th scope="row">/g)).toHaveLength(1 + 4 + 32 + 3);
  });

  it("turns the table where there are many registries", () => {
    const many = Array.from({ length: 13 }, (_, at) => registry(`r${at}`));
    const page = renderCompareHtml(compare(...many));
    expect(page.match(/<th scope="col">/g)).toHaveLength(2 + 4 + 32 + 5);
    expect(page).toContain("13 registries side by side");
  });
});

describe("any text in any field", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(fc.constantFrom(...HOSTILE_BITS), { maxLength: 8 }).map((bits) => bits.join("")),
  );

  /** Every element with its attributes' names: what no text may change. */
  function shape(page: string): string[] {
    const found: string[] = [];
    const visit = (node: {
      type: string;
      name?: string;
      attribs?: object;
      children?: unknown[];
    }): void => {
      if (node.name) found.push(`${node.name} ${Object.keys(node.attribs ?? {}).join(" ")}`);
      for (const item of node.children ?? []) visit(item as typeof node);
    };
    visit(parseDocument(page));
    return found;
  }

  function check(reports: Report[], expected: string[]): void {
    const comparison = compare(...reports);
    const page = renderCompareHtml(comparison);
    expect(page.replaceAll("\n", "")).not.toMatch(UNSAFE);
    expect(shape(page)).toEqual(expected);
    checkMarkdown(renderCompareMarkdown(comparison));
    const csv = renderCompareCsv(comparison);
    checkCsv(csv, parseCsv(csv)[0]?.length ?? 0);
    expect(renderCompareJson(comparison)).not.toMatch(UNSAFE);
    JSON.parse(renderCompareJson(comparison));
    for (const unicode of [true, false]) {
      const pretty = renderComparePretty(comparison, options({ unicode, verbose: true }));
      expect(pretty).not.toMatch(UNSAFE);
    }
  }

  it.each([
    ["a matrix", MATRIX],
    ["a history", HISTORY],
  ])("breaks no format of %s", (_, reports) => {
    const expected = shape(
      renderCompareHtml(compare(...reports.map((one) => withTexts(one, () => "word")))),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
        // Frameworks that differ add a note, which is ours: the same texts go into every report.
        check(
          reports.map((report) => {
            let at = 0;
            return withTexts(report, () => texts[at++ % texts.length] ?? "");
          }),
          expected,
        );
      }),
      { numRuns: 15 },
    );
  });

  it("breaks no format with 1 MiB in every name", () => {
    const huge = "<b>=|`@\u001b[2J\n".repeat(80_000);
    const named = MATRIX.map((report) => ({
      ...report,
      registry: { ...report.registry, name: huge },
    }));
    check(named, shape(renderCompareHtml(compare(...MATRIX))));
  });
});

describe("every format", () => {
  it.each(COMPARE_FORMATS.map(({ id }) => id))("%s gives the same bytes again", async (id) => {
    const render = await COMPARE_FORMATS.find((format) => format.id === id)?.load();
    for (const reports of [MATRIX, HISTORY])
      expect(render?.(compare(...reports), options())).toBe(
        render?.(compare(...reports), options()),
      );
  });
});
