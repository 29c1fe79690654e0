import { type Change, type LevelChange, stepBetween } from "../compare/changes.ts";
import { snapshotOf } from "../compare/snapshot.ts";
import { AssayError } from "../core/errors.ts";
import type { CapabilityId } from "../core/framework.ts";
import type { Level, Outcome } from "../core/outcome.ts";
import type { Report } from "../core/report.ts";
import { frameworkOf } from "./standards.ts";
import type { GapSelection, WorkItem } from "./types.ts";
import { workList } from "./work-list.ts";

export interface ProgressItem {
  capability: CapabilityId;
  title: string;
  track: string;
  level: Level;
  before: Outcome;
  after: Outcome;
  message: string;
  effort: { low: number; high: number };
  owner: string | null;
  tracking: string | null;
  sponsors: string[];
}

/** What a funder asks for: what was reached between two reports, and what comes next. */
export interface Progress {
  registry: { id: string; name: string };
  framework: string;
  /** Times of the evidence. */
  from: string;
  to: string;
  toLevel: Level;
  /** `Authentication level 2`, for every level of a track that is reached now and was not. */
  completed: string[];
  levels: LevelChange[];
  /** Gaps of the base that are met now. */
  closed: ProgressItem[];
  /** Met in the base, and no longer. */
  opened: ProgressItem[];
  /** Still a gap, and in another state. */
  moved: ProgressItem[];
  remaining: { count: number; unknown: number; effort: { low: number; high: number } };
  next: WorkItem[];
  notes: string[];
}

const MOST_NEXT = 5;

/** Compares two reports of one registry. Throws where they are of two, or in the wrong order. */
export function progressSince(base: Report, report: Report, selection: GapSelection): Progress {
  checkPair(base, report);
  const step = stepBetween([snapshotOf(base, ""), snapshotOf(report, "")], 0, 1);
  const list = workList(report, selection);
  const inScope = ({ after }: Change): boolean =>
    after.level <= selection.toLevel &&
    (!selection.tracks || selection.tracks.includes(after.track)) &&
    (!selection.capabilities || selection.capabilities.includes(after.id));
  const moves = step.changes.filter(
    (change) => inScope(change) && change.before?.outcome !== change.after.outcome,
  );
  const items = (wanted: (was: Outcome, is: Outcome) => boolean): ProgressItem[] =>
    moves
      .filter(({ before, after }) => before && wanted(before.outcome, after.outcome))
      .map((change) => progressItem(change, report, selection));
  const definite = list.items.filter(({ outcome }) => outcome !== "unknown");
  return {
    registry: { id: report.registry.id, name: report.registry.name },
    framework: `${report.framework.title} ${report.framework.version}`,
    from: base.generatedAt,
    to: report.generatedAt,
    toLevel: selection.toLevel,
    completed: completed(step.levels),
    levels: step.levels,
    closed: items((_, is) => is === "met"),
    opened: items((was) => was === "met"),
    moved: items((was, is) => was !== "met" && is !== "met"),
    remaining: {
      count: list.items.length,
      unknown: list.items.length - definite.length,
      effort: {
        low: definite.reduce((sum, { effort }) => sum + effort.low, 0),
        high: definite.reduce((sum, { effort }) => sum + effort.high, 0),
      },
    },
    next: list.items.slice(0, MOST_NEXT),
    notes:
      base.framework.version === report.framework.version
        ? []
        : [
            `The reports follow versions ${base.framework.version} and ${report.framework.version}.`,
          ],
  };
}

function checkPair(base: Report, report: Report): void {
  if (base.registry.id !== report.registry.id) {
    throw new AssayError(
      "input",
      `The base is a report on ${base.registry.id}, and this one is on ${report.registry.id}.`,
      { hint: "Progress is of one registry; assay compare shows several." },
    );
  }
  if (base.generatedAt > report.generatedAt) {
    throw new AssayError(
      "input",
      `The base is of ${base.generatedAt.slice(0, 10)}, later than the report.`,
      { hint: "Give the older report to --since." },
    );
  }
}

function completed(levels: readonly LevelChange[]): string[] {
  return levels.flatMap(({ scope, title, before, after }) => {
    const [from, to] = [before.level ?? 0, after.level ?? 0];
    if (scope === "registry" || to <= from) return [];
    return Array.from({ length: to - from }, (_, at) => `${title} level ${from + at + 1}`);
  });
}

function progressItem(
  { before, after }: Change,
  report: Report,
  selection: GapSelection,
): ProgressItem {
  const entry = frameworkOf(report)?.capabilities.find(({ id }) => id === after.id);
  const entries = selection.overlay?.gaps ?? {};
  const overlay = Object.hasOwn(entries, after.id) ? entries[after.id] : undefined;
  return {
    capability: after.id,
    title: after.title,
    track: after.track,
    level: after.level,
    before: before?.outcome ?? "unknown",
    after: after.outcome,
    message: after.message,
    effort: { low: entry?.effort.low ?? 0, high: entry?.effort.high ?? 0 },
    owner: overlay?.owner ?? null,
    tracking: overlay?.tracking ?? null,
    sponsors: overlay?.sponsors ?? [],
  };
}
