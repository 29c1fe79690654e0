import { expect, test } from "vitest";
import { renderProblem, renderProblems } from "../../src/profile/code-frame.ts";
import type { Problem } from "../../src/profile/problem.ts";

const PLAIN = { color: false };
const SOURCE = "registry:\n  nmae: Example\n  id: x\n";

function problem(over: Partial<Problem> = {}): Problem {
  return {
    severity: "error",
    line: 2,
    column: 3,
    endColumn: 7,
    pointer: "/registry/nmae",
    message: 'Unknown field "nmae"',
    hint: "Did you mean name?",
    ...over,
  };
}

test("a frame points at the place", () => {
  expect(renderProblem(problem({ value: '"x"' }), SOURCE, "p.yaml", PLAIN)).toBe(
    [
      'p.yaml:2:3: error: Unknown field "nmae"',
      " 1 | registry:",
      ">2 |   nmae: Example",
      "   |   ^^^^",
      " 3 |   id: x",
      '   = value: "x"',
      "   = Did you mean name?",
    ].join("\n"),
  );
});

test("colour is added only when it is wanted", () => {
  expect(renderProblem(problem(), SOURCE, "p.yaml", { color: true })).toContain("\u001b[31m^^^^");
  expect(renderProblem(problem(), SOURCE, "p.yaml", PLAIN)).not.toContain("\u001b");
});

test("several problems end with a count", () => {
  const all = [problem(), problem({ severity: "warning" }), problem({ line: 3 })];
  expect(renderProblems(all, SOURCE, "p.yaml", PLAIN).split("\n").at(-1)).toBe(
    "p.yaml: 2 errors, 1 warning",
  );
});

test("escape sequences and hidden characters are shown as signs, in place", () => {
  const source = "a: \u001b[31m\u202ered\n";
  const out = renderProblem(
    problem({ line: 1, column: 9, endColumn: 10 }),
    source,
    "\u001bp",
    PLAIN,
  );
  expect(out).toContain(">1 | a: \ufffd[31m\ufffdred\n   |         ^");
  expect(out).toContain("\\x1bp:1:9");
});

test("wide characters take two columns", () => {
  const out = renderProblem(problem({ line: 1, column: 6, endColumn: 7 }), "包裹: x y", "p", PLAIN);
  expect(out).toContain("\n   |        ^");
});

test("a long line is cut around the caret", () => {
  const source = `${"x".repeat(5000)}HERE${"y".repeat(5000)}`;
  const out = renderProblem(
    problem({ line: 1, column: 5001, endColumn: 5005 }),
    source,
    "p",
    PLAIN,
  );
  const [, text = "", carets = ""] = out.split("\n");
  expect(text.length).toBeLessThan(115);
  expect(text.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("HERE");
});

test("secrets are masked in every frame that would show them", () => {
  const source = [
    "staging:",
    "  url: https://admin:hunter2@staging.registry.example",
    "  credentials:",
    "    token: abc123",
    "    password: STAGING_PASSWORD",
    "    user: x",
  ].join("\n");
  const out = renderProblems(
    [
      problem({ line: 4, column: 12, endColumn: 18, secret: true }),
      problem({ line: 3 }),
      problem({ line: 5 }),
    ],
    source,
    "p",
    PLAIN,
  );
  expect(out).not.toMatch(/hunter2|abc123/);
  expect(out).toContain("password: STAGING_PASSWORD");
  // Where no problem points at it, as after a syntax error, the key tells.
  expect(renderProblem(problem({ line: 3 }), source, "p", PLAIN)).not.toMatch(/hunter2|abc123/);
});

test("a place outside the text gets no frame", () => {
  expect(renderProblem(problem({ line: 1 }), "", "p", PLAIN)).toBe(
    'p:1:3: error: Unknown field "nmae"\n   = Did you mean name?',
  );
});
