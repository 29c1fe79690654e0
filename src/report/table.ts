import CliTable from "cli-table3";
import { sanitizeText } from "../core/sanitize.ts";
import { toCsv } from "./csv.ts";
import { escapeMarkdown, markdownTable } from "./markdown-text.ts";
import { paint } from "./theme.ts";

/** A plain list, as `assay list` prints it. */
export interface Table {
  columns: readonly string[];
  rows: readonly Readonly<Record<string, string | number>>[];
}

export const TABLE_FORMATS = ["pretty", "markdown", "csv", "json"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export function renderTable(
  table: Table,
  format: TableFormat,
  options: { columns: number; color: boolean },
): string {
  const cells = table.rows.map((row) => table.columns.map((column) => row[column] ?? ""));
  switch (format) {
    case "json":
      return `${JSON.stringify(table.rows, null, 2)}\n`;
    case "csv":
      return toCsv(table.columns, cells);
    case "markdown": {
      const rows = cells.map((row) => row.map((cell) => escapeMarkdown(clean(cell))));
      return `${markdownTable(table.columns, rows).join("\n")}\n`;
    }
    case "pretty":
      return pretty(table.columns, cells, options);
  }
}

const GAP = 2;

function pretty(
  columns: readonly string[],
  cells: readonly (readonly (string | number)[])[],
  { columns: width, color }: { columns: number; color: boolean },
): string {
  const rows = [columns, ...cells].map((row) => row.map(clean));
  const natural = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const table = new CliTable({
    chars: BORDERLESS,
    style: { "padding-left": 0, "padding-right": GAP, head: [], border: [], compact: true },
    colWidths: fit(natural, width),
    wordWrap: true,
  });
  table.push(...rows.slice(1));
  const head = new CliTable({
    chars: BORDERLESS,
    style: { "padding-left": 0, "padding-right": GAP, head: [], border: [] },
    colWidths: fit(natural, width),
    wordWrap: true,
  });
  head.push(rows[0] ?? []);
  const title = head
    .toString()
    .split("\n")
    .map((text) => [{ text: text.trimEnd(), tone: "heading" as const }]);
  const body = table
    .toString()
    .split("\n")
    .map((text) => [{ text: text.trimEnd() }]);
  return paint([...title, ...(rows.length > 1 ? body : [])], color);
}

/** Column widths with padding: what does not fit is taken from the widest column. */
function fit(natural: readonly number[], width: number): number[] {
  const widths = natural.map((cells) => cells + GAP);
  let over = widths.reduce((sum, cells) => sum + cells, 0) - width;
  while (over > 0) {
    const widest = Math.max(...widths);
    if (widest <= 8) break;
    const second = Math.max(8, ...widths.filter((cells) => cells < widest));
    const at = widths.indexOf(widest);
    const cut = Math.min(over, Math.max(1, widest - second));
    widths[at] = widest - cut;
    over -= cut;
  }
  return widths;
}

const BORDERLESS = Object.fromEntries(
  [
    "top",
    "top-mid",
    "top-left",
    "top-right",
    "bottom",
    "bottom-mid",
    "bottom-left",
    "bottom-right",
    "left",
    "left-mid",
    "mid",
    "mid-mid",
    "right",
    "right-mid",
    "middle",
  ].map((name) => [name, ""]),
);

function clean(value: string | number): string {
  return sanitizeText(String(value), 500);
}
