import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sanitizeText } from "../../src/core/sanitize.ts";

describe("sanitizeText", () => {
  it.each([
    ["plain text, é 漢 👍", "plain text, é 漢 👍"],
    ["  trimmed \n", "trimmed"],
    ["a\u001b[31mb", "a\\x1b[31mb"],
    ["a\u009b2J", "a\\x9b2J"],
    ["a\r\nb\tc", "a\\r\\nb\\tc"],
    ["a\u202eb\u2066", "a\\u202eb\\u2066"],
    ["a\u200bb\u2028c", "a\\u200bb\\u2028c"],
    ["a\ud800b", "a\\ud800b"],
    ["a\u{e0041}b", "a\\u{e0041}b"],
  ])("%j becomes %j", (text, shown) => {
    expect(sanitizeText(text)).toBe(shown);
  });

  it("cuts with a mark, and never through a character", () => {
    expect(sanitizeText("abcdef", 4)).toBe("abc…");
    expect(sanitizeText("👍👍👍", 4)).toBe("👍…");
  });

  it("is short, safe and stable for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 1, max: 50 }), (text, max) => {
        const shown = sanitizeText(text, max);
        expect(shown.length).toBeLessThanOrEqual(max);
        expect(shown).not.toMatch(
          /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u,
        );
      }),
    );
  });
});
