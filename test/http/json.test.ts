import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/http/json.ts";

const DEPTH = 64;

describe("parseJson", () => {
  it("reads what JSON.stringify writes", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const indent of [0, 2]) {
          const text = JSON.stringify(value, null, indent);
          expect(JSON.stringify(parseJson(text, 1000))).toBe(JSON.stringify(JSON.parse(text)));
        }
      }),
    );
  });

  it("accepts nothing that JSON.parse refuses", () => {
    const pieces = fc.constantFrom(
      ...Array.from("{}[]:,\"\\u0a9-+.eE \n\ttruefalsn/'\u0000\u00a0\ufeff"),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (characters) => {
        const text = characters.join("");
        const value = parseJson(text, DEPTH);
        if (value !== undefined) {
          expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "",
    " ",
    "{",
    "[1,]",
    '{"a":1,}',
    "{a:1}",
    "'a'",
    "01",
    "1.",
    ".5",
    "+1",
    "NaN",
    "Infinity",
    "1e400",
    "-1e400",
    '"\\x41"',
    '"\\u12"',
    '"a\nb"',
    '"open',
    '"open\\',
    "truex",
    "1 2",
    "[1}",
    "\u00a01",
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"__proto__":1,"__proto__":2}',
  ])("refuses %s", (text) => expect(parseJson(text, DEPTH)).toBeUndefined());

  it("bounds the depth, not the width", () => {
    const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
    expect(parseJson(nested(64), DEPTH)).toBeDefined();
    expect(parseJson(nested(66), DEPTH)).toBeUndefined();
    expect(parseJson(nested(1_000_000), DEPTH)).toBeUndefined();
    expect(parseJson(`[${"[],".repeat(100_000)}[]]`, DEPTH)).toHaveLength(100_001);
  });

  it("makes objects whose keys are only keys", () => {
    const value = parseJson('{"__proto__":{"x":1},"toString":2}', DEPTH) as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(["__proto__", "toString"]);
    expect(Object.getPrototypeOf(value["__proto__"])).toBeNull();
    expect("x" in value).toBe(false);
  });

  it("keeps long strings and odd characters", () => {
    const text = '\ud83d\ude00\u2028"\\/\b\u007f'.repeat(200_000);
    expect(parseJson(JSON.stringify(text), DEPTH)).toBe(text);
  });
});
