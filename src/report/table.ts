import { sanitizeText } from "../core/sanitize.ts";
import { toCsv } from "./csv.ts";
import { row as gridRow } from "./grid.ts";
import { escapeMarkdown, markdownTable } from "./markdown-text.ts";
import { cells as cellsOf } from "./spans.ts";
import { paint } from "./theme.ts";

/** A plain list, as `assay list` prints it. */
export interface Table {
  columns: readonly string[];
  rows: readonly Readonly<Record<string, string | number>>[];
  /** Columns that are not narrowed as long as another one can be. */
  whole?: readonly string[];
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
      return pretty(table, cells, options);
  }
}

const GAP = 2;

function pretty(
  { columns, whole = [] }: Table,
  cells: readonly (readonly (string | number)[])[],
  { columns: width, color }: { columns: number; color: boolean },
): string {
  const rows = [columns, ...cells].map((row) => row.map(clean));
  const natural = columns.map((_, at) => Math.max(...rows.map((row) => cellsOf(row[at] ?? ""))));
  const kept = whole.map((name) => columns.indexOf(name));
  const widths = fit(natural, width + GAP, kept).map((size) => size - GAP);
  const lines = rows.flatMap((texts, at) =>
    gridRow(
      texts.map((text, column) => ({
        spans: [{ text, ...(at === 0 ? { tone: "heading" as const } : {}) }],
        width: widths[column] ?? 8,
      })),
      GAP,
      "…",
    ),
  );
  return paint(lines, color);
}

/** Column widths with padding: what does not fit is taken from the widest column. */
function fit(natural: readonly number[], width: number, whole: readonly number[]): number[] {
  const widths = natural.map((cells) => cells + GAP);
  let kept = [...whole];
  let over = widths.reduce((sum, cells) => sum + cells, 0) - width;
  while (over > 0) {
    const free = widths.map((cells, at) => (kept.includes(at) ? 0 : cells));
    const widest = Math.max(...free);
    if (widest <= 14 && kept.length > 0) {
      kept = [];
      continue;
    }
    if (widest <= 8) break;
    const second = Math.max(8, ...free.filter((cells) => cells < widest));
    const at = free.indexOf(widest);
    const cut = Math.min(over, Math.max(1, widest - second));
    widths[at] = widest - cut;
    over -= cut;
  }
  return widths;
}

function clean(value: string | number): string {
  return sanitizeText(String(value), 500);
}
