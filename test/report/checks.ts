import { expect } from "vitest";
import { UNSAFE } from "./support.ts";

/** RFC 4180. */
export function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  const token = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gy;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [, raw = "", end] = match;
    record.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end === ",") continue;
    records.push(record);
    record = [];
    if (token.lastIndex === text.length) return records;
  }
  throw new Error(`not CSV at ${records.length}`);
}

/** Number of cells of every table row, by line; what any text must leave as it is. */
export function shape(markdown: string): string[] {
  return markdown
    .split("\n")
    .map((line) =>
      line.startsWith("|") ? `row ${line.split("|").length}` : line === "" ? "" : "text",
    );
}

export function checkCsv(text: string, cells: number): string[][] {
  const records = parseCsv(text);
  for (const record of records) {
    expect(record).toHaveLength(cells);
    for (const cell of record) {
      expect(cell).not.toMatch(/^\s*[=+\-@\t\r]/);
      expect(cell).not.toMatch(UNSAFE);
      expect(cell).not.toContain("\n");
    }
  }
  return records;
}

export function checkMarkdown(text: string): void {
  expect(text).not.toMatch(UNSAFE);
  expect(text).not.toMatch(/<(?!br>)/);
  expect(text.replaceAll("<br>", "")).not.toContain(">");
  // Every link was made by us, and leads to the web.
  for (const [, target = ""] of text.matchAll(/(?<!\\)\]\(([^)]*)\)/g))
    expect(target).toMatch(/^https?:\/\/[^\s|<>`]+$/);
  // Commands are ours, and hold nothing that Markdown could read.
  const prose = text.replace(/\]\([^)]*\)/g, "]").replace(/`assay [\w ./:@+=-]+`/g, "");
  expect(prose).not.toMatch(/@(?!&#8203;)|#(?=[A-Za-z])|:\/\/|www\./i);
  expect(prose).not.toMatch(/(?<!\\)(?:\\\\)*[`$~_]/);
}
