import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { renderPretty } from "../../src/report/pretty.ts";
import { OUTCOME_WORDS } from "../../src/report/words.ts";
import { FIXTURES, fixture, HOSTILE_BITS, options, UNSAFE, withTexts } from "./support.ts";
import { workedMs } from "../support/own-work.ts";

const SYMBOLS = {
  met: "✔",
  partial: "◐",
  unmet: "✘",
  unknown: "?",
  "not-applicable": "–",
} as const;

function squeeze(text: string): string {
  return text.replace(/\n {2}L\d /g, " ").replace(/\s+/g, " ");
}

function widest(text: string): number {
  return Math.max(...text.split("\n").map((line) => stringWidth(line)));
}

describe("renderPretty", () => {
  const cases = FIXTURES.flatMap((name) =>
    [40, 60, 80, 120, 140, 200].map((columns) => ({ name, columns })),
  );

  it.each(cases)("$name at $columns columns is never wider", ({ name, columns }) => {
    for (const verbose of [false, true]) {
      const report = fixture(name);
      const plain = renderPretty(report, options({ columns, verbose }));
      expect(widest(plain)).toBeLessThanOrEqual(columns);
      expect(plain).not.toMatch(UNSAFE);
      expect(plain).not.toMatch(/ $/m);
      const colored = renderPretty(report, options({ columns, verbose, color: true }));
      expect(colored).not.toBe(plain);
      expect(stripVTControlCharacters(colored)).toBe(plain);
    }
  });

  it.each(["mixed", "all-unknown", "not-applicable"] as const)(
    "%s says outcome, evidence and title of every capability, in order",
    (name) => {
      const report = fixture(name);
      const text = squeeze(renderPretty(report, options()));
      let from = 0;
      for (const track of report.tracks.filter(({ applicable }) => applicable)) {
        for (const { outcome, strength, title } of track.capabilities) {
          const row = `${SYMBOLS[outcome]} ${OUTCOME_WORDS[outcome]} ${strength ?? "–"} ${title}`;
          const at = text.indexOf(row, from);
          expect(at, row).toBeGreaterThan(-1);
          from = at;
        }
      }
    },
  );

  it("keeps to the goldens", async () => {
    const report = fixture("mixed");
    await expect(renderPretty(report, options())).toMatchFileSnapshot("golden/mixed-80.txt");
    await expect(renderPretty(report, options({ columns: 140 }))).toMatchFileSnapshot(
      "golden/mixed-140.txt",
    );
  });

  it("puts the tracks beside the registry's level, with verified level and range", () => {
    const text = renderPretty(fixture("mixed"), options());
    expect(text).toContain("Registry ○○○ level 0 of 3 · verified 0 · potential 0");
    expect(text).toMatch(/Authentication +●○○ level 1 +verified 0 +could be up to 2: 2 unknown\n/);
    expect(text).toContain("CLI tooling ●●○ level 2 · verified 2 · potential 2");
  });

  it("says what blocks the next level, what is held out of order, and why", () => {
    const text = squeeze(renderPretty(fixture("mixed"), options()));
    expect(text).toContain(
      "Blocks level 1: ✘ authorization/token-prefix unmet – Neither of two fresh tokens starts with a prefix",
    );
    expect(text).toContain("Held out of order: ✔ authorization/role-based-access-control level 2");
  });

  it("shows reasons beside the capabilities from 120 columns on", () => {
    const reason = "There is a public feed of changes, without signatures.";
    expect(renderPretty(fixture("mixed"), options({ columns: 140 }))).toContain(reason);
    expect(renderPretty(fixture("mixed"), options({ columns: 80 }))).not.toContain(reason);
  });

  it("is loud about contradictions, dates waivers, names what gave no answer, explains the gate", () => {
    const text = squeeze(renderPretty(fixture("mixed"), options({ columns: 100 })));
    expect(text).toContain(
      "‼ 1 claim contradicted: the observation decides authorization/token-prefix",
    );
    expect(text).toContain("claimed met observed unmet – Two tokens");
    expect(text).toContain("101 days left general/malware-reporting until 2027-03-01");
    expect(text).toContain("expired 20 days ago cli/reachability-analysis");
    expect(text).toContain("not needed general/unpublish-policy");
    expect(text).toContain("? https://status.registry.example/malware – No answer within 10 s.");
    expect(text).toContain("Gate: not met ✘ registry level 1: not met, at level 0");
    expect(text).toContain("? authentication level 2: inconclusive, at level 1, but the unknowns");
    expect(text).toMatch(/Next: .* → assay explain authorization\/token-prefix/);
  });

  it("says why a track does not apply, and never counts it", () => {
    const text = renderPretty(fixture("not-applicable"), options({ columns: 120 }));
    expect(text).toContain("Authentication ––– n/a · 12 capabilities not judged");
    expect(text).toContain(
      "Applies to repositories with user accounts; this one has no user accounts",
    );
    expect(text).toContain("offline");
  });

  it("marks ageing, waived, contradicted and unobservable capabilities", () => {
    const text = squeeze(renderPretty(fixture("mixed"), options()));
    for (const note of [
      "· ageing",
      "· waived until 2027-03-01",
      "· waiver expired",
      "· claim contradicted",
      "· stale evidence",
    ])
      expect(text).toContain(note);
  });

  it("adds criteria, evidence and exchanges when verbose", () => {
    const text = squeeze(renderPretty(fixture("mixed"), options({ columns: 140, verbose: true })));
    expect(text).toContain("✘ unmet documented Endpoint that revokes reported tokens");
    expect(text).toMatch(
      /x1 200 sha256:[0-9a-f]{12} · says "confirm your email address": verified · checked 2026-10-01/,
    );
    expect(text).toContain("id method status ms bytes asked by url");
    expect(text).toMatch(/x19 GET timeout 10000 0 claim https:\/\/status/);
  });

  it("prints one line per track when quiet", () => {
    const lines = renderPretty(fixture("mixed"), options({ quiet: true }))
      .trimEnd()
      .split("\n");
    expect(lines.map((line) => line.split(/ {2,}/)[0])).toEqual(
      fixture("mixed").tracks.map(({ title }) => title),
    );
  });

  it.each(FIXTURES)("writes ASCII only where nothing else can be shown: %s", (name) => {
    for (const verbose of [false, true])
      expect(renderPretty(fixture(name), options({ unicode: false, verbose }))).toMatch(
        /^[\x20-\x7e\n]*$/,
      );
  });

  it("cuts megabytes short", () => {
    const huge = withTexts(fixture("mixed"), () => "漢x ".repeat(34_000));
    const started = workedMs();
    const text = renderPretty(huge, options({ verbose: true }));
    expect(text.length).toBeLessThan(2_000_000);
    expect(widest(text)).toBeLessThanOrEqual(80);
    expect(workedMs(started)).toBeLessThan(10_000);
  });

  it("holds any text within its line", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.array(fc.constantFrom(...HOSTILE_BITS), { maxLength: 6 }).map((bits) => bits.join("")),
    );
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(40, 60, 80, 120, 200),
        fc.boolean(),
        (texts, columns, verbose) => {
          let at = 0;
          const report = withTexts(fixture("mixed"), () => texts[at++ % texts.length] ?? "");
          const shown = renderPretty(report, options({ columns, verbose }));
          expect(shown).not.toMatch(UNSAFE);
          expect(widest(shown)).toBeLessThanOrEqual(columns);
          expect(shown.match(/^Gate: /gm)).toHaveLength(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});
