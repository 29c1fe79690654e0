import type { Comparison } from "../../compare/compare.ts";
import type { Format } from "../formats.ts";
import type { RenderOptions } from "../render.ts";

export type CompareRenderer = (comparison: Comparison, options: RenderOptions) => string;

/** Formats of `assay compare`. */
export const COMPARE_FORMATS: readonly Format<CompareRenderer>[] = [
  {
    id: "pretty",
    title: "changes or matrix for a terminal",
    endings: [".txt"],
    load: async () => (await import("./pretty.ts")).renderComparePretty,
  },
  {
    id: "json",
    title: "the comparison as data",
    endings: [".json"],
    load: async () => (await import("./json.ts")).renderCompareJson,
  },
  {
    id: "markdown",
    title: "GitHub-flavoured Markdown",
    endings: [".md", ".markdown"],
    load: async () => (await import("./markdown.ts")).renderCompareMarkdown,
  },
  {
    id: "csv",
    title: "matrix or changes for spreadsheets",
    endings: [".csv"],
    load: async () => (await import("./csv.ts")).renderCompareCsv,
  },
  {
    id: "html",
    title: "one self-contained page",
    endings: [".html", ".htm"],
    load: async () => (await import("./html.ts")).renderCompareHtml,
  },
];
