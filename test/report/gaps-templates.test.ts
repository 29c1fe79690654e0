import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parse } from "yaml";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { loadOverlayText } from "../../src/gaps/overlay.ts";
import type { GapSelection, Overlay } from "../../src/gaps/types.ts";
import { aegisPages } from "../../src/report/gaps-aegis.ts";
import { renderGapsCsv } from "../../src/report/gaps-csv.ts";
import { renderGapsFundable } from "../../src/report/gaps-fundable.ts";
import { renderGapsGoal } from "../../src/report/gaps-goal.ts";
import { renderGapsJson } from "../../src/report/gaps-json.ts";
import { renderGapsMarkdown } from "../../src/report/gaps-markdown.ts";
import { renderGapsNlnet } from "../../src/report/gaps-nlnet.ts";
import { renderGapsPretty } from "../../src/report/gaps-pretty.ts";
import { checkCsv, checkMarkdown } from "./checks.ts";
import { fixture, HOSTILE_BITS, options, UNSAFE, withTexts } from "./support.ts";

let overlay: Overlay;
beforeAll(async () => {
  const result = await loadOverlayText(readFileSync("fixtures/gaps/gaps.yml", "utf8"), "gaps.yml");
  if (!result.ok) throw new Error("fixtures/gaps/gaps.yml is broken");
  overlay = result.overlay;
});

const report = fixture("mixed");
const selection = (parts: Partial<GapSelection> = {}): GapSelection => ({
  toLevel: 3,
  overlay,
  ...parts,
});

/** Front matter, and the body as Markdown without the comment that names the file. */
function split(page: string): { front: Record<string, unknown>; body: string } {
  const [, front = "", body = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(page) ?? [];
  return { front: parse(front) as Record<string, unknown>, body };
}

describe("aegis", () => {
  it("writes a milestone per track and level, ticked by the verdicts", () => {
    const pages = aegisPages(report, selection({ toLevel: 2 }));
    expect(pages.map(({ file }) => file)).toEqual([
      "authorization-level-1.md",
      "authentication-level-2.md",
      "general-level-2.md",
    ]);
    const { front, body } = split(pages[0]?.text ?? "");
    expect(front).toEqual({
      title: "Example Registry Authorization Level 1",
      area: "Authorization",
      status: "In Progress",
      progress: 50,
      funding_required: true,
      supporters: ["Foundation A", "B & Co"],
      index: 1,
      next: {
        url: "authentication-level-2",
        title: "Example Registry Authentication Level 2",
      },
    });
    expect(body.match(/^## .*/gm)).toEqual([
      "## Goals",
      "## Impact",
      "## Deliverables",
      "## Notes",
      "## Relevant Standards",
    ]);
    expect(body).toMatch(/^\* \[x\] \w/m);
    expect(body).toMatch(/^\* \[ \] .* \(unmet\)$/m);
    expect(body).toMatch(/ {2}- Authorization \/ Level 1\n/);
    expect(body).toContain("The mapping is ours");
    expect(split(pages[1]?.text ?? "").front).toMatchObject({ index: 2, progress: 50 });
  });
});

describe("fundable", () => {
  it("answers the four questions for each gap that is known", () => {
    const text = renderGapsFundable(report, selection());
    const known = report.gaps.filter(({ outcome }) => outcome !== "unknown").length;
    for (const question of [
      "**What is the current situation/context?**",
      "**What ought to be fixed, made, or implemented?**",
      "**What problems would this solve, and what new capabilities would it cause?**",
      "**What kinds of work are necessary to make this happen?**",
    ])
      expect(text.split(question)).toHaveLength(known + 1);
    expect(text).toContain("backend development, testing, technical writing: ");
    expect(text).toContain("Cost: EUR 12,000.");
    expect(text).toContain("Second paragraph over two lines.");
  });
});

describe("nlnet", () => {
  it("counts the characters of every block, and fits the limits by itself", () => {
    const text = renderGapsNlnet(report, selection());
    const blocks = [
      ...text.matchAll(
        /^== (.*?)(?: \((\d+) of (\d+) characters(.*?)\))?(?: \[.*\])? ==\n([\s\S]*?)(?=\n\n== |\n$)/gm,
      ),
    ];
    expect(blocks.length).toBe(9);
    for (const [, , count, limit, over, body = ""] of blocks) {
      if (count === undefined) continue;
      expect([...body].length).toBe(Number(count));
      expect(Number(count)).toBeLessThanOrEqual(Number(limit));
      expect(over).toBe("");
    }
    expect(text).toContain("== Project name ==\nExample Registry, made safer\n");
    expect(text).toContain("characters) ==\nWe have run this registry since 2015.\nTwo of us");
  });

  it("says by how much a text of one's own is too long", () => {
    const own = { ...overlay, proposal: { abstract: "x".repeat(1_300) } };
    expect(renderGapsNlnet(report, selection({ overlay: own }))).toContain(
      "== Abstract (1300 of 1200 characters, 100 too many) ==",
    );
  });
});

describe("goal", () => {
  it("has the template's headings, tasks and funding", () => {
    const text = renderGapsGoal(report, selection({ toLevel: 1 }));
    expect(text.match(/^#+ .*/gm)?.slice(0, 9)).toEqual([
      "# Example Registry, made safer",
      "## Summary",
      "## Motivation",
      "### The status quo",
      "### The next 6 months",
      '### The "shiny future" we are working towards',
      "## Ownership and team asks",
      "## Funding",
      "## Frequently asked questions",
    ]);
    expect(text).toContain("| Owner(s) | Token team |");
    expect(text).toMatch(/\| EUR 12,000 \| EUR 3,000 \| Foundation A, B &amp; Co \|/);
  });
});

describe("any text in any field", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(...HOSTILE_BITS, "{{ 7*7 }}", "{% raw %}", "\n\n== Abstract ==\n", "---\n"),
        {
          maxLength: 8,
        },
      )
      .map((bits) => bits.join("")),
  );
  const hostileOverlay = (next: () => string): Overlay => ({
    schemaVersion: 1,
    rate: 1000,
    currency: "EUR",
    proposal: { title: next(), teams: next(), experience: next() },
    gaps: Object.fromEntries(
      report.gaps.map(({ capability }) => [
        capability,
        { owner: next(), sponsors: [next()], tracking: next(), text: next(), risks: next() },
      ]),
    ),
  });

  /** What the texts must leave as it is: headings of ours and cells of tables. */
  function shape(markdown: string): string[] {
    return markdown
      .split("\n")
      .flatMap((line) =>
        line.startsWith("|")
          ? [`row ${line.split("|").length}`]
          : /^#{1,6} /.test(line)
            ? [/^#+/.exec(line)?.[0] ?? ""]
            : [],
      );
  }

  function outputs(subject: Report, chosen: GapSelection): Record<string, string> {
    const pages = aegisPages(subject, chosen).map((page) => split(page.text));
    for (const { front } of pages) expect(Object.keys(front)).toContain("funding_required");
    const bodies = pages.map(({ body }) => body).join("\n");
    expect(bodies).not.toMatch(/\{[{%]/);
    return {
      markdown: renderGapsMarkdown(subject, chosen),
      fundable: renderGapsFundable(subject, chosen),
      goal: renderGapsGoal(subject, chosen),
      aegis: bodies,
    };
  }

  /** Notes come and go with their text; everything else is fixed. */
  const plain = hostileOverlay(() => "word");
  const baseline = (): Record<string, string[]> =>
    shapes(
      outputs(
        withTexts(report, () => "word"),
        { toLevel: 3, overlay: plain },
      ),
    );

  function shapes(texts: Record<string, string>): Record<string, string[]> {
    return Object.fromEntries(
      Object.entries(texts).map(([name, markdown]) => [
        name,
        shape(markdown.replace(/^#{2,3} (?:Notes|Risks)$/gm, "")),
      ]),
    );
  }

  function check(subject: Report, chosen: GapSelection, expected: Record<string, string[]>): void {
    const texts = outputs(subject, chosen);
    for (const markdown of Object.values(texts)) checkMarkdown(markdown);
    expect(shapes(texts)).toEqual(expected);
    checkCsv(renderGapsCsv(subject, chosen), 33);
    const json = renderGapsJson(subject, chosen);
    expect(json).not.toMatch(UNSAFE);
    expect((JSON.parse(json) as { items: unknown[] }).items).toHaveLength(report.gaps.length);
    const nlnet = renderGapsNlnet(subject, chosen);
    expect(nlnet).not.toMatch(UNSAFE);
    expect(nlnet.match(/^== Abstract/gm)).toHaveLength(1);
    for (const unicode of [true, false]) {
      const pretty = renderGapsPretty(subject, options({ verbose: true, unicode }), chosen);
      expect(pretty).not.toMatch(UNSAFE);
    }
  }

  it("breaks no template", () => {
    const expected = baseline();
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 20 }), (texts) => {
        let at = 0;
        const next = (): string => texts[at++ % texts.length] ?? "";
        check(withTexts(report, next), { toLevel: 3, overlay: hostileOverlay(next) }, expected);
      }),
      { numRuns: 20 },
    );
  });

  it("breaks no template with 1 MiB in a field", () => {
    const huge = "=<b>|`@a\u001b[2J\u202e\n\n{{x}}".repeat(60_000);
    const subject = structuredClone(report);
    const victim = subject.gaps.find(
      ({ capability }) => capability === "authorization/token-prefix",
    );
    if (!victim) throw new Error("fixture");
    victim.why = huge;
    victim.title = huge;
    const own = {
      ...plain,
      gaps: { ...plain.gaps, "authorization/token-prefix": { owner: huge, text: huge } },
    };
    expect(huge.length).toBeGreaterThan(1024 * 1024);
    for (const markdown of Object.values(outputs(subject, { toLevel: 3, overlay: own })))
      checkMarkdown(markdown);
  });
});
