import type { Facts, Gathered } from "../../core/facts.ts";
import type { HttpAnswer } from "../../core/http.ts";
import { failed, found } from "../shared/ask.ts";
import { field, isObject, list, text } from "../shared/wire.ts";
import { openNote, parseTreeHead, splitRecord, type NoteState } from "./note.ts";

/** A version with known hashes, logged in 2019, which no log may ever answer otherwise. */
export const LOGGED = {
  module: "golang.org/x/text",
  version: "v0.3.2",
  lines: [
    "golang.org/x/text v0.3.2 h1:tW2bmiBqwgJj/UpqtC8EpXEZVYOwU0yG4iWbprSVAcs=",
    "golang.org/x/text v0.3.2/go.mod h1:bEr9sfX3Q8Zfm5fL9x+3itogRgK3+ptLWKqgva+5dAk=",
  ],
} as const;

/** Affects golang.org/x/text before 0.3.7, and so `LOGGED`. */
export const VULNERABILITY = "GO-2021-0113";

const MAX_LINES = 10;
const MAX_LINE = 4000;

/** Whatever answers in the log's name without its signature is not the log, and tells nothing about it. */
export const BAD_SIGNATURE =
  "The tree head claims the go command's key for the log, and its signature does not verify.";

export function signatureNote(signed: boolean): string | undefined {
  return signed ? undefined : "It is not signed with the key that the go command carries.";
}

/** `{sumdb}/latest`: a signed tree head. */
export function readTree(
  answer: HttpAnswer,
  url: string,
  key: string,
): Gathered<Facts["eventLog"]> | null {
  const note = openNote(answer.body, key);
  const head = note && parseTreeHead(note.text);
  if (!note || !head) return null;
  if (note.state === "bad") return failed("not-observable", BAD_SIGNATURE);
  const signed = note.state === "verified";
  return found({ kind: "signed-tree", url, position: head.size, signed }, signatureNote(signed));
}

/** `{index}/index`: one JSON object per line, not an array; golang/pkgsite internal/index/index.go. */
export function readIndex(answer: HttpAnswer, url: string): Gathered<Facts["eventLog"]> | null {
  const lines = answer
    .text()
    .split("\n", MAX_LINES + 1)
    .slice(0, MAX_LINES)
    .filter((line) => line !== "");
  const complete = lines.every((line) => {
    const entry = parseLine(line);
    return ["Path", "Version", "Timestamp"].every((name) => text(field(entry, name)) !== undefined);
  });
  if (lines.length === 0 || !complete) return null;
  return found({ kind: "version-index", url, signed: false });
}

/** What a lookup says about the logged version. Null: not an answer to a lookup. */
export function readLookup(
  answer: HttpAnswer,
  key: string,
): { state: NoteState; same: boolean } | null {
  const record = splitRecord(answer.body);
  const note = record && openNote(record.note, key);
  if (!record || !note || !parseTreeHead(note.text)) return null;
  const prefix = `${LOGGED.module} ${LOGGED.version}`;
  if (!record.lines.some((line) => line.startsWith(`${prefix} h1:`))) return null;
  return { state: note.state, same: LOGGED.lines.every((line) => record.lines.includes(line)) };
}

export interface Advisory {
  ecosystem: string;
  details: string;
}

/** `{vulndb}/ID/{id}.json`: an OSV record about this module; golang/website doc/security/vuln/database. */
export function readAdvisory(
  answer: HttpAnswer,
  id: string,
  module: string,
): Gathered<Advisory> | null {
  const record = answer.json();
  const details = text(field(record, "details"), 20_000);
  if (field(record, "id") !== id || details === undefined) return null;
  const named = list(field(record, "affected")).map((item) => field(item, "package"));
  const match = named.find((item) => field(item, "name") === module);
  const ecosystem = text(field(match, "ecosystem"), 60);
  if (ecosystem === undefined) return null;
  if (text(field(record, "withdrawn")) !== undefined)
    return failed("not-observable", `The advisory ${id} was withdrawn.`);
  return found({ ecosystem, details });
}

/** `{vulndb}/index/db.json`: when the database last changed. */
export function readDatabase(answer: HttpAnswer): Gathered<{ modified: string }> | null {
  const modified = text(field(answer.json(), "modified"), 40);
  return modified !== undefined && !Number.isNaN(Date.parse(modified)) ? found({ modified }) : null;
}

/**
 * `{web}/v1/vulns/…`: a page of vulnerabilities; golang/pkgsite internal/api/types.go. An empty list is served as
 * null. A site that can't read its database answers one item without an id, and its reason.
 */
export function readVulnerabilityPage(answer: HttpAnswer): Gathered<{ count: number }> | null {
  const page = answer.json();
  if (!isObject(page) || typeof field(page, "total") !== "number") return null;
  const items = field(page, "items");
  if (items !== null && !Array.isArray(items)) return null;
  const ids = list(items, 1000).map((item) => text(field(item, "id"), 60));
  if (ids.some((id) => id === undefined || !/^[A-Z]+-[\w-]+$/.test(id)))
    return failed("not-observable", "The web site could not name the vulnerabilities it counts.");
  return found({ count: new Set(ids).size });
}

/** `{proxy}/{module}/@v/list`: one version per line. Null when any line is something else. */
export function readVersionList(answer: HttpAnswer): string[] | null {
  const lines = answer
    .text()
    .slice(0, 100_000)
    .split("\n")
    .slice(0, 1000)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.every((line) => /^v\d+\.\d+\.\d+[\w.+-]*$/.test(line)) ? lines : null;
}

function parseLine(line: string): unknown {
  if (line.length > MAX_LINE) return null;
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}
