import { readFileSync } from "node:fs";
import type { Report } from "../../src/core/report.ts";
import type { RenderOptions } from "../../src/report/render.ts";

export const FIXTURES = ["mixed", "all-unknown", "not-applicable", "hostile"] as const;

export function fixture(name: (typeof FIXTURES)[number]): Report {
  const url = new URL(`../../fixtures/reports/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as Report;
}

export function options(changes: Partial<RenderOptions> = {}): RenderOptions {
  return { columns: 80, color: false, unicode: true, verbose: false, quiet: false, ...changes };
}

/** Fields that people or servers fill freely. Ids and enumerations are checked by the schema. */
const FREE = new Set(
  (
    "title message why reason owner compensating says source url finalUrl contentType setAside name version " +
    "ecosystem adapter profile accountProvider command assumptions remediation requestedBy"
  ).split(" "),
);

/** A copy in which every free text is what `next` gives. */
export function withTexts(report: Report, next: () => string): Report {
  const change = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return FREE.has(key) ? next() : value;
    if (Array.isArray(value)) return value.map((item) => change(item, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, change(item, name)]),
    );
  };
  return change(report, "") as Report;
}

/** What must never stand in a line that is shown: controls, direction marks, zero-width and line separators. */
export const UNSAFE: RegExp =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Surrogate}/u;

export const HOSTILE_BITS: readonly string[] = [
  "\u001b[31m",
  "\u001b]0;t\u0007",
  "\u009b2J",
  "\r\n",
  "\n# h",
  "\t=1+1",
  "=cmd|'/C calc'!A1",
  "+1",
  "-1",
  "@SUM(1)",
  "<script>alert(1)</script>",
  "<br>",
  "|",
  "||",
  "\\|",
  "\\",
  "`",
  "```",
  "**b**",
  "[a](javascript:1)",
  "![i](http://e/x)",
  "@someone",
  "#123",
  "GH-7",
  "https://e.example/a b?c=d&e=(f)|g",
  "http://e.example/\n|",
  "www.e.example",
  "\u202e",
  "\u2066",
  "\u200b",
  "\u2028",
  "日本語",
  "👩‍💻",
  "é́́́́",
  "\ud800",
  "\udc00",
  "--- ",
  "- [ ] x",
  "1. x",
  "&lt;",
  "&#124;",
  '"',
  "',",
  "$x$",
  "~~s~~",
  "_u_",
  " ",
  "word",
  "averyveryveryveryveryveryveryveryveryveryveryveryveryverylongword",
  "",
];
