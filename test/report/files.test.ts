import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { renderCsv } from "../../src/report/csv.ts";
import { renderJson } from "../../src/report/json.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { checkCsv, checkMarkdown, parseCsv, shape } from "./checks.ts";
import { FIXTURES, fixture, HOSTILE_BITS, UNSAFE, withTexts } from "./support.ts";

const HUGE = "=<b>|`@a\u001b[2J\n".repeat(8_000);

describe("CSV", () => {
  it.each(FIXTURES)("%s parses back, one record per capability", (name) => {
    const records = checkCsv(renderCsv(fixture(name)), 13);
    expect(records).toHaveLength(33);
    expect(records[0]?.slice(0, 4)).toEqual(["registry", "track", "level", "capability"]);
  });

  it("says what blocks, what is waived, and where the evidence is", () => {
    const [heading = [], ...records] = parseCsv(renderCsv(fixture("mixed")));
    const record = records.find((cells) => cells[3] === "general/malware-reporting") ?? [];
    const row = Object.fromEntries(heading.map((name, at) => [name, record[at]]));
    expect(row).toMatchObject({
      registry: "example",
      level: "2",
      outcome: "partial",
      strength: "documented",
      code: "",
      blocks: "yes",
      waiver_expires: "2027-03-01",
      evidence_urls: "https://docs.registry.example/report-malware",
      checked: "2026-10-01",
    });
  });

  it("turns formulas into text", () => {
    const report = withTexts(fixture("mixed"), () => "=HYPERLINK(1)");
    expect(renderCsv(report)).toContain("'=HYPERLINK(1)");
  });
});

describe("Markdown", () => {
  it.each(FIXTURES)("%s keeps every text inside its cell", (name) => {
    const text = renderMarkdown(fixture(name));
    checkMarkdown(text);
    const rows = text
      .split("\n")
      .filter((line) => /^\| [123] \| \S+ \S+ \| \S+ \| .* \| .* \| .* \|$/.test(line));
    const applicable = fixture(name).tracks.filter((track) => track.applicable);
    const capabilities = applicable.reduce((sum, track) => sum + track.capabilities.length, 0);
    expect(
      rows.filter((line) => line.split("|").length === 8 && /\| (✔|◐|✘|\?) /.test(line)),
    ).toHaveLength(capabilities);
  });

  it("holds summary, tracks, gate, gaps, contradictions and what was not reached", () => {
    const text = renderMarkdown(fixture("mixed"));
    const headings = text.split("\n").filter((line) => line.startsWith("#"));
    expect(headings).toEqual([
      "# Example Registry: level 0 of 3",
      "## Gate: not met",
      "## Claims contradicted",
      "## Authentication: level 1",
      "## Authorization: level 0",
      "## General capabilities: level 1",
      "## CLI tooling: level 2",
      "## Gaps",
      "## Waivers",
      "## Could not be reached",
      "## Next",
    ]);
    expect(text).toContain("| **Registry** | ○○○ level 0 | verified 0 | potential 0 |");
    expect(text).toContain("security@&#8203;registry.example");
    expect(text).toContain("| 2027-03-01 |");
  });
});

describe("JSON", () => {
  it.each(FIXTURES)("%s parses to what went in, key by key", (name) => {
    const text = renderJson(fixture(name));
    expect(JSON.parse(text)).toEqual(fixture(name));
    expect(Object.keys(JSON.parse(text) as object)).toEqual(Object.keys(fixture(name)));
    expect(text.endsWith("}\n")).toBe(true);
    expect(text).not.toMatch(UNSAFE);
  });
});

describe("any text in any field", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.array(fc.constantFrom(...HOSTILE_BITS), { maxLength: 8 }).map((bits) => bits.join("")),
  );
  const baseline = shape(renderMarkdown(withTexts(fixture("mixed"), () => "word")));
  function check(report: Report): void {
    const markdown = renderMarkdown(report);
    checkMarkdown(markdown);
    expect(shape(markdown).filter((kind) => kind.startsWith("row"))).toEqual(
      baseline.filter((kind) => kind.startsWith("row")),
    );
    expect(shape(markdown)).toHaveLength(baseline.length);
    expect(checkCsv(renderCsv(report), 13)).toHaveLength(33);
    expect(JSON.parse(renderJson(report))).toEqual(report);
    expect(renderJson(report)).not.toMatch(UNSAFE);
  }

  it("breaks no format", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
        let at = 0;
        check(withTexts(fixture("mixed"), () => texts[at++ % texts.length] ?? ""));
      }),
      { numRuns: 40 },
    );
  });

  it("breaks no format with 100 KB in every field", () => {
    check(withTexts(fixture("mixed"), () => HUGE));
  });
});
