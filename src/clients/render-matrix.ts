import { isolationNotes } from "../core/client-facts.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { escapeMarkdown } from "../report/markdown-text.ts";
import { renderTable, type Table, type TableFormat } from "../report/table.ts";
import type { Matrix, MatrixRow } from "./matrix.ts";

export interface MatrixRenderOptions {
  /** Width of the terminal, for `pretty`. */
  columns: number;
  color: boolean;
  /** Adds a sentence per cell under the table. */
  reasons?: boolean;
}

/** The matrix as people cite it. JSON holds everything, the other formats the outcomes and, on request, the reasons. */
export function renderMatrix(
  matrix: Matrix,
  format: TableFormat,
  options: MatrixRenderOptions,
): string {
  if (format === "json") return `${JSON.stringify(matrix, null, 2)}\n`;
  const table = renderTable(tableOf(matrix, format === "pretty"), format, options);
  if (format === "csv") return table;
  if (options.reasons) return `${table.trimEnd()}\n\n${reasons(matrix, format)}`;
  const notes = isolationNotes(
    matrix.rows.flatMap(({ title, isolation }) => (isolation ? [{ title, isolation }] : [])),
  ).map((note) => cleanFor(format)(note));
  return notes.length > 0 ? `${table.trimEnd()}\n\n${notes.join("\n\n")}\n` : table;
}

/** Headings that let the table fit a terminal. */
const SHORT: Readonly<Record<string, string>> = {
  "dependency-pinning": "pinning",
  "vulnerability-warnings": "warnings",
  "sbom-generation": "sbom",
  "automatic-remediation": "remediation",
  "reachability-analysis": "reachability",
};

function tableOf(matrix: Matrix, short: boolean): Table {
  const heading = (id: string): string => {
    const name = nameOf(id);
    return short && Object.hasOwn(SHORT, name) ? (SHORT[name] ?? name) : name;
  };
  return {
    columns: ["client", "version", ...matrix.capabilities.map(({ id }) => heading(id))],
    rows: matrix.rows.map((row) => ({
      client: row.title,
      version: row.version === null ? "not run" : sanitizeText(row.version, 60),
      ...Object.fromEntries(
        matrix.capabilities.map(({ id }) => [heading(id), row.cells[id]?.outcome ?? "unknown"]),
      ),
    })),
  };
}

function reasons(matrix: Matrix, format: "pretty" | "markdown"): string {
  return matrix.rows.map((row) => reasonsOf(matrix, row, format).join("\n")).join("\n\n") + "\n";
}

function reasonsOf(matrix: Matrix, row: MatrixRow, format: "pretty" | "markdown"): string[] {
  const clean = cleanFor(format);
  const title = clean(row.version === null ? row.title : `${row.title} ${row.version}`);
  const head =
    row.isolation?.kind === "environment"
      ? `${title} (${clean(`kept on this machine by configuration only: ${row.isolation.why ?? "no namespace"}`)})`
      : title;
  // One reason for all: the client is not here.
  const messages = new Set(Object.values(row.cells).map((cell) => cell?.message));
  if (messages.size === 1) {
    const [only] = messages;
    return format === "markdown"
      ? [`**${head}**`, "", `- ${clean(only ?? "")}`]
      : [head, `  ${clean(only ?? "")}`];
  }
  const lines = matrix.capabilities.flatMap(({ id }) => {
    const cell = row.cells[id];
    if (!cell) return [];
    const what = `${nameOf(id)}: ${cell.outcome}. ${clean(cell.message)}`;
    return [format === "markdown" ? `- ${what}` : `  ${what}`];
  });
  return format === "markdown" ? [`**${head}**`, "", ...lines] : [head, ...lines];
}

function cleanFor(format: "pretty" | "markdown"): (text: string) => string {
  return (text) =>
    format === "markdown" ? escapeMarkdown(sanitizeText(text, 500)) : sanitizeText(text, 500);
}

function nameOf(id: string): string {
  return id.slice(id.indexOf("/") + 1);
}
