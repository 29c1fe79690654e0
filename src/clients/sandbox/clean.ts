import { stripVTControlCharacters } from "node:util";

/** Bidirectional overrides and other invisible characters that can make a line read as something else. */
const INVISIBLE = /[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** What a program printed, without anything a terminal would act on. Keeps line breaks and tabs. */
export function cleanOutput(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\r\n?/g, "\n")
    .replace(CONTROL, "")
    .replace(INVISIBLE, "");
}

/** Replaces what differs from run to run (folders, ports), longest first, so that transcripts can be compared. */
export function withNames(text: string, names: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [from, to] of [...names].sort(([a], [b]) => b.length - a.length)) {
    if (from.length > 0) result = result.replaceAll(from, to);
  }
  return result;
}

/** The first and last part of a long text; at most `limit` characters and a line that says what is missing. */
export function cutMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const left = text.length - 2 * half;
  return `${text.slice(0, half)}\n[${left} characters left out]\n${text.slice(-half)}`;
}
