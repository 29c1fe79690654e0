import { describe, expect, it } from "vitest";
import { table } from "../../src/report/grid.ts";

function show(width: number, rows: string[][]): string[] {
  const [heading = [], ...rest] = rows;
  const lines = table(
    heading,
    rest.map((cells) => cells.map((text) => [{ text }])),
    { width, gap: 2, ending: "…", right: [] },
  );
  return lines.map((line) => line.map(({ text }) => text).join(""));
}

const rows = [
  ["id", "asked by", "url"],
  ["x1", "npm/registrySignatures", "http://registry.example/-/npm/v1/keys"],
];

describe("a table", () => {
  it("gives each column what it needs where there is room", () => {
    expect(show(80, rows)[1]).toBe(
      "x1  npm/registrySignatures  http://registry.example/-/npm/v1/keys",
    );
  });

  it("takes room from the widest column, and from no other", () => {
    expect(show(40, rows)).toEqual([
      "id  asked by            url",
      "x1  npm/registrySignat  http://registry.",
      "    ures                example/-/npm/v1",
      "                        /keys",
    ]);
  });

  it("narrows nothing below what can be read", () => {
    for (const line of show(10, rows)) expect(line.length).toBeLessThanOrEqual(2 + 2 + 8 + 2 + 8);
  });
});
