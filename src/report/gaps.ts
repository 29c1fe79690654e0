import type { Level } from "../core/outcome.ts";
import type { Gap, Report } from "../core/report.ts";
import type { WorkKind } from "../core/work.ts";
import {
  type GapSelection,
  LONG_FIELDS,
  type Overlay,
  type WorkItem,
  type WorkList,
} from "../gaps/types.ts";
import { workList } from "../gaps/work-list.ts";
import { cleanStrings } from "./clean.ts";

export type { GapSelection } from "../gaps/types.ts";
export { selectGaps } from "../gaps/work-list.ts";

/** The work list with every string safe to show; long texts of the overlay keep their line breaks. */
export function cleanWorkList(
  report: Report,
  selection: GapSelection,
  max: number,
  ascii = false,
): WorkList {
  const { overlay, priorArt } = selection;
  return workList(cleanStrings(report, max, ascii), {
    ...selection,
    ...(overlay ? { overlay: cleanOverlay(overlay, ascii) } : {}),
    ...(priorArt ? { priorArt: cleanStrings(priorArt, max, ascii) } : {}),
  });
}

/** The schema's own limit. */
const LONGEST_TEXT = 20_000;

function cleanOverlay(overlay: Overlay, ascii: boolean): Overlay {
  const clean = <T>(value: T): T => cleanLines(value, ascii) as T;
  return {
    ...overlay,
    ...(overlay.proposal ? { proposal: clean(overlay.proposal) } : {}),
    gaps: clean(overlay.gaps),
  };
}

/** Long texts line by line, so that a paragraph stays one; everything else is one line. */
function cleanLines(value: unknown, ascii: boolean, key = ""): unknown {
  if (typeof value === "string") {
    const lines = LONG_FIELDS.has(key) ? value.slice(0, LONGEST_TEXT).split(/\r?\n/) : [value];
    return lines.map((line) => cleanStrings(line, LONGEST_TEXT, ascii)).join("\n");
  }
  if (Array.isArray(value)) return value.map((item) => cleanLines(item, ascii));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, cleanLines(item, ascii, name)]),
  );
}

/** Paragraphs of a long text, one line each. */
export function paragraphs(text: string | undefined): string[] {
  return (text ?? "")
    .split(/\n\s*\n/)
    .map((part) => part.replace(/\s*\n\s*/g, " ").trim())
    .filter((part) => part !== "");
}

export function isUnknown(gap: Gap): boolean {
  return gap.outcome === "unknown";
}

/** `to establish` for an unknown: whether there is work to do is what must be found out first. */
export function gapWord(gap: Gap): string {
  return isUnknown(gap) ? "to establish" : gap.outcome;
}

export function effortWords({ low, high }: Gap["effort"]): string {
  return low === high ? `${low} person-weeks` : `${low}–${high} person-weeks`;
}

/** `5 to close (8–20 person-weeks), 3 to establish`. */
export function gapTotals(gaps: readonly Gap[]): string {
  const definite = gaps.filter((gap) => !isUnknown(gap));
  const size = definite.length === 0 ? "" : ` (${effortWords(totalEffort(definite))})`;
  return `${definite.length} to close${size}, ${gaps.length - definite.length} to establish`;
}

export function totalEffort(gaps: readonly Gap[]): Gap["effort"] {
  return {
    low: gaps.reduce((sum, { effort }) => sum + effort.low, 0),
    high: gaps.reduce((sum, { effort }) => sum + effort.high, 0),
  };
}

const KIND_WORDS: Readonly<Record<WorkKind, string>> = {
  backend: "backend development",
  frontend: "frontend development",
  testing: "testing",
  sysadmin: "systems administration",
  pm: "project management",
  ux: "user experience research and design",
  docs: "technical writing",
  outreach: "community outreach",
};

export function kindWords(kinds: readonly WorkKind[]): string {
  return kinds.map((kind) => KIND_WORDS[kind]).join(", ");
}

/** Kinds of all items, each once, in the order of the vocabulary. */
export function allKinds(items: readonly WorkItem[]): WorkKind[] {
  const used = new Set(items.flatMap(({ kinds }) => kinds));
  return (Object.keys(KIND_WORDS) as WorkKind[]).filter((kind) => used.has(kind));
}

/** What has to be there first and is not. */
export function waitsFor(item: WorkItem): WorkItem["dependsOn"] {
  return item.dependsOn.filter(({ open }) => open);
}

export function levelReached(level: Level | null): string {
  return level === null ? "no level: no track applies" : `level ${level}`;
}
