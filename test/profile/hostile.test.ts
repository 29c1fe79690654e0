import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderProblems } from "../../src/profile/code-frame.ts";
import { loadProfileText } from "../../src/profile/load.ts";
import { context } from "./context.ts";
import { workedMs } from "../support/own-work.ts";

const MIB = 1024 * 1024;

function fill(text: string, bytes: number = MIB): string {
  return text.repeat(Math.floor(bytes / text.length));
}

function numbered(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join("");
}

const BOMB = ["a: &a [x, x, x, x, x, x, x, x, x]"]
  .concat(
    [..."bcdefghi"].map((name, index) => {
      const before = "abcdefghi"[index];
      return `${name}: &${name} [${`*${before}, `.repeat(9)}]`;
    }),
  )
  .join("\n");

const HOSTILE: [name: string, text: string, message: RegExp][] = [
  ["too large", `#${fill("x", MIB)}`, /^Larger than 1 MiB/],
  ["nested lists", fill("["), /^Nested more than 64 levels/],
  ["nested maps", fill("{a: "), /^Nested more than 64 levels/],
  ["nested JSON", fill('{"a":'), /^Nested more than 64 levels/],
  ["nested sequences in one line", fill("- "), /^Nested more than 64 levels/],
  ["nested explicit keys", fill("? "), /^Nested more than 64 levels/],
  ["nesting by indentation", numbered(1000, (n) => `${" ".repeat(n)}a:\n`), /^Nested more than/],
  ["alias bomb", BOMB, /^More than 100 aliases/],
  [
    "few aliases, many values",
    `a: &a [${fill("x, ", 1400)}]\nb: [${"*a, ".repeat(90)}]`,
    /multiply/,
  ],
  ["alias of itself", "a: &a [*a]", /contains itself/],
  ["many keys", numbered(30_000, (n) => `k${n}: 1\n`), /^More than 30000 tokens/],
  [
    "many keys, few enough to parse",
    numbered(4_000, (n) => `k${n}: 1\n`),
    /^More than 500 entries/,
  ],
  ["the same key again and again", numbered(4_000, () => "k: 1\n"), /^More than 500 entries/],
  ["many empty waivers", `waivers:\n${"- {}\n".repeat(5_000)}`, /^More than 500 entries/],
  ["errors without end", fill("]"), /^More than 30000 tokens/],
  ["errors, fewer", fill("]", 25_000), /Unexpected flow-seq-end/],
  ["commas", `[${fill(",", 25_000)}`, /Unexpected ,/],
  ["quotes", fill('"', 25_000), /Unexpected double-quoted-scalar/],
  ["anchors", fill("&a ", 25_000), /at most one anchor/],
  ["documents", fill("---\n", 25_000), /A second document begins here/],
  ["prototype keys", "__proto__: { polluted: 1 }", /The key "__proto__" is not allowed/],
  ["prototype keys in JSON", '{"claims": {"__proto__": {"polluted": 1}}}', /"__proto__"/],
  ["constructor", "constructor: { prototype: { polluted: 1 } }", /The key "constructor"/],
  ["a custom tag", "a: !!js/function 'return 1'", /Tags are not allowed: tag:yaml.org,2002:js/],
  ["a local tag", "a: !Thing {}", /Tags are not allowed: !Thing/],
  ["a merge key", "a: &a { b: 1 }\nc: { <<: *a }", /Merge keys/],
  ["NUL", "a: 1\0", /Control character U\+0000/],
  ["an escape sequence", "a: \u001b[2J", /Control character U\+001B/],
  ["half a surrogate pair", "a: \ud800", /Control character U\+D800/],
  ["old line ends", "a: 1\rb: 2", /Control character U\+000D/],
  ["direction marks", 'samples: ["\u202egnp"]', /invisible character/],
  ["one long line", `a: ${fill("x", MIB - 10)}`, /Unknown field/],
  [
    "a phrase of many words",
    `claims: { a/b: { status: met, evidence: [{ says: ${fill("w ", 900_000)} }] } }`,
    /Longer than 200/,
  ],
];

describe("hostile text ends in a clear error within a second", () => {
  // The first run loads the parser and the validator.
  test.each([["warm-up", "a: 1", /Unknown field/] as const, ...HOSTILE])(
    "%s",
    async (_, text, message) => {
      const started = workedMs();
      const result = await loadProfileText(text, "x.yaml", context);
      const rendered = renderProblems(result.problems, text, "x.yaml", { color: false });
      expect(workedMs(started)).toBeLessThan(1000);
      expect(result.ok).toBe(false);
      expect(result.problems.map((problem) => problem.message).join("\n")).toMatch(
        new RegExp(message.source, "m"),
      );
      expect(result.problems.length).toBeLessThanOrEqual(101);
      expect(rendered).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
      expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    },
  );
});

describe("whatever the text", () => {
  const word = fc.constantFrom(
    ..."schemaVersion registry taxonomy claims waivers samples staging urls api id status met".split(
      " ",
    ),
    ..."authentication/totp-mfa 2026-02-30 &a *a <<: ? : - [ ] { } , ! | > ' \" # % @ ` \n \t ~ null 1 true".split(
      " ",
    ),
    "\n",
    "\n  ",
    "\n    ",
    ": ",
    "- ",
    "---\n",
    "__proto__",
    "\u202e",
    "é",
  );
  const soup = fc.array(word, { maxLength: 60 }).map((words) => words.join(""));
  const text = fc.oneof(fc.string({ unit: "binary" }), soup, fc.json());

  test("nothing is thrown, each problem has a place, and the frame is safe", async () => {
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom("x.yaml", "x.json"), async (source, name) => {
        const result = await loadProfileText(source, name, context);
        const lines = source.split("\n").length;
        if (!result.ok) expect(result.problems.length).toBeGreaterThan(0);
        for (const { line, column, endColumn } of result.problems) {
          expect(line).toBeGreaterThan(0);
          expect(line).toBeLessThanOrEqual(lines);
          expect(column).toBeGreaterThan(0);
          if (endColumn !== undefined) expect(endColumn).toBeGreaterThan(column);
        }
        const rendered = renderProblems(result.problems, source, name, { color: false });
        expect(rendered).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
      }),
      { numRuns: 500 },
    );
  });

  test("the same text gives the same answer", async () => {
    await fc.assert(
      fc.asyncProperty(soup, async (source) => {
        const [a, b] = [
          await loadProfileText(source, "x", context),
          await loadProfileText(source, "x", context),
        ];
        expect(a).toEqual(b);
      }),
      { numRuns: 50 },
    );
  });
});
