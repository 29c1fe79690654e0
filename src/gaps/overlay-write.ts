import { AssayError } from "../core/errors.ts";
import type { WorkItem } from "./types.ts";

type Entry = Pick<WorkItem, "capability" | "title" | "level" | "effort">;

const HEAD = `# yaml-language-server: $schema=./node_modules/registry-assay/schemas/gaps-overlay.schema.json
# What people know of these gaps and no audit can. \`assay gaps --overlay THIS-FILE\` merges it into the work list;
# assay never changes what stands here: \`--write-overlay\` only adds entries that are missing.
# cost: a number, TBD or Ask. funded: the amount that is secured, or true. status: planning, in-progress, done.
schemaVersion: 1
# rate: 4000        # one person-week; costs are computed from it
# currency: EUR
gaps:
`;

/** A new overlay with an entry for each gap. */
export function overlaySkeleton(entries: readonly Entry[]): string {
  return `${HEAD}${entries.map((entry) => entryText(entry, "  ", "\n")).join("")}`;
}

function entryText(
  { capability, title, level, effort }: Entry,
  margin: string,
  end: string,
): string {
  const weeks = effort.low === effort.high ? effort.low : `${effort.low}-${effort.high}`;
  return [
    `${margin}# ${title}; level ${level}, ${weeks} person-weeks`,
    `${margin}${capability}:`,
    `${margin}  cost: TBD`,
    `${margin}  # owner:`,
    `${margin}  # tracking: https://…`,
    `${margin}  # funded: false`,
    `${margin}  # sponsors: []`,
    "",
  ].join(end);
}

/**
 * The text with an entry for each gap that has none. Everything that stands there stays, byte for byte: lines are
 * inserted and none is rewritten. Throws where that cannot be done.
 */
export async function addEntries(
  text: string,
  entries: readonly Entry[],
): Promise<{ text: string; added: Entry[] }> {
  const { isAlias, isMap, isScalar, parseDocument } = await import("yaml");
  const contents = parseDocument(text, { uniqueKeys: false, logLevel: "silent" }).contents;
  if (!isMap(contents) || contents.flow) throw cannot("its top level is not a block of fields");
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === "gaps");
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const value = pair?.value;
  const empty = value === null || (isScalar(value) && value.value === null);
  if (!pair || !isScalar(pair.key) || isAlias(value) || (!empty && !isMap(value)))
    throw cannot("it has no plain group named gaps");
  const known = new Set(
    isMap(value) ? value.items.map(({ key }) => (isScalar(key) ? String(key.value) : "")) : [],
  );
  const added = entries.filter(({ capability }) => !known.has(capability));
  if (added.length === 0) return { text, added };
  const first = isMap(value) && !value.flow ? value.items[0]?.key : undefined;
  if (isMap(value) && !first) throw cannot("gaps is written in braces; write it as a block");
  const margin = first && isScalar(first) ? column(text, first.range?.[0] ?? 0) : "  ";
  const last = isMap(value) ? (value.items.at(-1)?.value ?? value.items.at(-1)?.key) : pair.key;
  const from = (last as { range?: [number, number, number] | null }).range?.[1] ?? text.length;
  const at = insertionPoint(text, from, margin.length);
  const before = text.slice(0, at);
  const lead = before === "" || before.endsWith("\n") ? "" : end;
  const block = added.map((entry) => entryText(entry, margin, end)).join("");
  return { text: `${before}${lead}${block}${text.slice(at)}`, added };
}

/** The white space before an offset on its line. */
function column(text: string, offset: number): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return " ".repeat(offset - start);
}

/** The start of the first line behind `from` that is neither part of the last entry nor a comment inside the group. */
function insertionPoint(text: string, from: number, margin: number): number {
  let at = from > 0 && text[from - 1] === "\n" ? from : lineEnd(text, from);
  for (;;) {
    const line = text.slice(at, lineEnd(text, at)).trimEnd();
    const indent = line.length - line.trimStart().length;
    if (at >= text.length || !line.trimStart().startsWith("#") || indent < margin) return at;
    at = lineEnd(text, at);
  }
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found === -1 ? text.length : found + 1;
}

function cannot(why: string): AssayError {
  return new AssayError("input", `Entries cannot be added to the overlay: ${why}.`, {
    hint: "Name another file to get a fresh skeleton, and copy what you need.",
  });
}
