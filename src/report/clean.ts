import { sanitizeText } from "../core/sanitize.ts";

/**
 * A copy in which every string, at any depth, is safe to show and at most `max` long. Formats clean the whole report
 * before they look at it, so that no field can be forgotten.
 */
export function cleanStrings<T>(value: T, max: number, ascii = false): T {
  const clean = (text: string): string =>
    ascii ? toAscii(sanitizeText(text, max)) : sanitizeText(text, max);
  return mapStrings(value, clean) as T;
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [change(key), mapStrings(item, change)]),
  );
}

const ASCII_FOR: Readonly<Record<string, string>> = {
  "–": "-",
  "—": "-",
  "‘": "'",
  "’": "'",
  "“": '"',
  "”": '"',
  "…": "...",
  "→": "->",
};

/** Letters lose their accents; what has no counterpart becomes `?`. */
function toAscii(text: string): string {
  return text
    .replace(/[–—‘’“”…→]/g, (char) => ASCII_FOR[char] ?? "?")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\x20-\x7e]/gu, "?");
}
