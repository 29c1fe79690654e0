import { describe, expect, it } from "vitest";
import { cleanOutput, cutMiddle, withNames } from "../../src/clients/sandbox/clean.ts";

describe("cleanOutput", () => {
  it.each([
    ["colours", "\u001b[31mred\u001b[0m", "red"],
    ["a title", "\u001b]0;owned\u0007text", "text"],
    ["a hyperlink", "\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\", "link"],
    ["cursor movement", "a\u001b[2J\u001b[1;1Hb", "ab"],
    ["a lone escape and C1", "a\u001b\u009b31mb", "ab"],
    ["a carriage return that overwrites", "good\rbad", "good\nbad"],
    ["bells and backspaces", "a\u0007b\u0008c", "abc"],
    ["reading direction", "a\u202eb\u2066c", "abc"],
    ["line breaks and tabs stay", "a\r\n\tb\n", "a\n\tb\n"],
  ])("%s", (_what, text, expected) => {
    expect(cleanOutput(text)).toBe(expected);
  });
});

it("names what differs between runs, longest first", () => {
  const names = new Map([
    ["/tmp/x", "<tmp>"],
    ["/tmp/x/home", "<home>"],
  ]);
  expect(withNames("/tmp/x/home/a /tmp/x/b", names)).toBe("<home>/a <tmp>/b");
});

it("cuts the middle of long texts and says how much", () => {
  expect(cutMiddle("short", 10)).toBe("short");
  const cut = cutMiddle(`start${"-".repeat(1000)}end`, 20);
  expect(cut).toMatch(/^start-+\n\[988 characters left out\]\n-+end$/);
});
