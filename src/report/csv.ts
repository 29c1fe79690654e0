import type { Report, ReportCapability, ReportTrack } from "../core/report.ts";
import { cleanStrings } from "./clean.ts";

const COLUMNS = [
  "registry",
  "track",
  "level",
  "capability",
  "title",
  "outcome",
  "strength",
  "code",
  "message",
  "blocks",
  "waiver_expires",
  "evidence_urls",
  "checked",
] as const;

type Value = string | number | null;

/** One row per capability, RFC 4180, for spreadsheets. */
export function renderCsv(raw: Report): string {
  const report = cleanStrings(raw, MOST_CHARACTERS);
  const rows = report.tracks.flatMap((track) =>
    track.capabilities.map((item) => capabilityRow(report, track, item)),
  );
  return toCsv(COLUMNS, rows);
}

/** Spreadsheets refuse cells of more than 32,767 characters. */
export const MOST_CHARACTERS = 2_000;

function capabilityRow(report: Report, track: ReportTrack, item: ReportCapability): Value[] {
  const { evidence } = item;
  const checked = evidence.flatMap((piece) => (piece.checked ? [piece.checked] : [])).sort();
  const urls = new Set(evidence.flatMap((piece) => (piece.url ? [piece.url] : [])));
  return [
    report.registry.id,
    track.id,
    item.level,
    item.id,
    item.title,
    item.outcome,
    item.strength,
    item.code,
    item.message,
    track.blockers.includes(item.id) ? "yes" : "no",
    item.waiver?.expires ?? null,
    [...urls].join(" "),
    checked.at(-1) ?? null,
  ];
}

export function toCsv(columns: readonly string[], rows: readonly (readonly Value[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

/**
 * A spreadsheet runs what begins like a formula, also after white space, and some also after a full-width sign. A
 * leading apostrophe makes it text. Numbers of ours are written bare.
 */
function cell(value: Value): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
