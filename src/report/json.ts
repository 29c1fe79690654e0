import type { Report } from "../core/report.ts";

/** Runs of DEL, C1, direction marks and the like, which `JSON.stringify` leaves as they are. */
const RAW_CONTROLS =
  /(?:[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Noncharacter_Code_Point}|[\u{e0000}-\u{e007f}])+/gu;

/** JSON with two spaces and keys in the order they were built. It parses to what went in, and is safe to print. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(RAW_CONTROLS, escapeUnits)}\n`;
}

/** By UTF-16 unit: outside the basic plane JSON needs a pair of escapes. */
function escapeUnits(run: string): string {
  const escapes = new Map<number, string>();
  const units: string[] = [];
  for (let at = 0; at < run.length; at += 1) {
    const code = run.charCodeAt(at);
    let text = escapes.get(code);
    if (text === undefined) {
      text = `\\u${code.toString(16).padStart(4, "0")}`;
      escapes.set(code, text);
    }
    units.push(text);
  }
  return units.join("");
}

export function renderJson(report: Report): string {
  return toJson(report);
}
