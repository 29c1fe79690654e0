import { expect, it } from "vitest";
import { sentences } from "../../src/judge/sentences.ts";

it("joins distinct messages and says each once", () => {
  expect(sentences(["One.", "Two.", "One."])).toBe("One. Two.");
});

it("says once what differs only in the note behind it, with every note", () => {
  const policy = "The policy covers the client only.";
  expect(
    sentences([
      `${policy} (no link given)`,
      "Another.",
      `${policy} (proof unchecked: HTTP 403 (a wall))`,
      `${policy} (no link given)`,
    ]),
  ).toBe(`${policy} (no link given; proof unchecked: HTTP 403 (a wall)) Another.`);
});

it("leaves brackets alone that close no note", () => {
  for (const odd of ["", ")", "call f(x)", "a) b)", "(all of it)", "x ()"]) {
    expect(sentences([odd])).toBe(odd);
  }
});
