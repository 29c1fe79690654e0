import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { sanitizeText } from "../../src/core/sanitize.ts";
import { cells, cut, lineCells, wrap } from "../../src/report/spans.ts";
import { HOSTILE_BITS } from "./support.ts";

const text = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.array(fc.constantFrom(...HOSTILE_BITS)).map((bits) => bits.join("")),
  )
  .map((raw) => sanitizeText(raw));

describe("cells", () => {
  it.each([
    ["plain", 5],
    ["é ü ß", 5],
    ["✔ ◐ ✘ ? – ●○ · … ‼ → ›", 22],
    ["日本", 4],
    ["e\u0301", 1],
    ["👍", 2],
    ["1\ufe0f\u20e3", 3],
  ])("%s takes %i", (shown, size) => {
    expect(cells(shown)).toBe(size);
  });

  it("is never less than what graphemes take", () => {
    fc.assert(
      fc.property(text, (shown) => {
        expect(cells(shown)).toBeGreaterThanOrEqual(stringWidth(shown));
      }),
      { numRuns: 500 },
    );
  });
});

describe("wrap and cut", () => {
  it("breaks between words, and inside those that are too long", () => {
    const lines = wrap([{ text: "a bc defghijk", tone: "strong" }, { text: "lm no" }], 6);
    expect(lines.map((line) => line.map((span) => span.text).join(""))).toEqual([
      "a bc",
      "defghi",
      "jklm",
      "no",
    ]);
  });

  it("lose nothing but spaces, and keep to the width", () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 40 }), (shown, width) => {
        const lines = wrap([{ text: shown }], width);
        for (const line of lines) expect(lineCells(line)).toBeLessThanOrEqual(width);
        const joined = lines.flatMap((line) => line.map((span) => span.text)).join("");
        expect(joined.replaceAll(" ", "")).toBe(shown.replaceAll(" ", ""));
        expect(lineCells(cut([{ text: shown }], width, "…"))).toBeLessThanOrEqual(width);
      }),
    );
  });
});
