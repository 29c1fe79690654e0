import type { Level } from "../core/outcome.ts";
import { type Step, stepBetween } from "./changes.ts";
import type { CapabilityState, Levels, Snapshot, TrackState, WaiverState } from "./snapshot.ts";

/** One capability across all reports; a cell per snapshot, null where that report does not know it. */
export interface MatrixRow {
  id: string;
  title: string;
  level: Level;
  cells: (CapabilityState | null)[];
}

export interface MatrixTrack {
  id: string;
  title: string;
  levels: (TrackState | null)[];
  rows: MatrixRow[];
}

export interface Comparison {
  /** One registry over time, or several side by side. */
  kind: "history" | "matrix";
  /** In the order of the columns: by time for a history, as given otherwise. */
  snapshots: Snapshot[];
  overall: Levels[];
  tracks: MatrixTrack[];
  /** History: from each report to the next one. */
  steps: Step[];
  /** History of three and more: from the first to the last. */
  whole: Step | null;
  /** Of the latest report (history) or all: expired, or expiring within the window; soonest first. */
  waivers: (WaiverState & { label: string })[];
  warnWithin: number;
  /** What a reader must know before comparing. */
  notes: string[];
}

export interface CompareOptions {
  /** Days before its end from which a waiver is shown. */
  warnWithin: number;
}

/** Compares reports: changes where all are of one registry, a matrix otherwise. Pure. */
export function compareSnapshots(
  given: readonly Snapshot[],
  { warnWithin }: CompareOptions,
): Comparison {
  const kind = new Set(given.map(({ registry }) => registry.id)).size === 1 ? "history" : "matrix";
  const ordered = kind === "history" ? byTime(given) : [...given];
  const snapshots = withLabels(ordered, kind);
  const last = snapshots.length - 1;
  const history = kind === "history" && last > 0;
  return {
    kind,
    snapshots,
    overall: snapshots.map(({ level, verifiedLevel, potentialLevel }) => ({
      level,
      verifiedLevel,
      potentialLevel,
    })),
    tracks: matrix(snapshots),
    steps: history ? snapshots.slice(1).map((_, at) => stepBetween(snapshots, at, at + 1)) : [],
    whole: history && last > 1 ? stepBetween(snapshots, 0, last) : null,
    waivers: waiversOf(history ? snapshots.slice(-1) : snapshots, warnWithin),
    warnWithin,
    notes: notes(snapshots),
  };
}

function byTime(snapshots: readonly Snapshot[]): Snapshot[] {
  return [...snapshots].sort((a, b) =>
    a.generatedAt < b.generatedAt ? -1 : a.generatedAt > b.generatedAt ? 1 : 0,
  );
}

/** Columns that would be called the same get their day, then their time, then a number. */
function withLabels(snapshots: readonly Snapshot[], kind: Comparison["kind"]): Snapshot[] {
  const day = ({ generatedAt }: Snapshot): string => generatedAt.slice(0, 10);
  const time = ({ generatedAt }: Snapshot): string => generatedAt.slice(0, 16).replace("T", " ");
  const tries: ((one: Snapshot) => string)[] =
    kind === "history"
      ? [day, time]
      : [
          ({ label }) => label,
          (one) => `${one.label} ${day(one)}`,
          (one) => `${one.label} ${time(one)}`,
        ];
  const names = snapshots.map((one) => tries.map((name) => name(one)));
  const counts = tries.map((_, at) => {
    const count = new Map<string, number>();
    for (const own of names) count.set(own[at] ?? "", (count.get(own[at] ?? "") ?? 0) + 1);
    return count;
  });
  const used = new Map<string, number>();
  return snapshots.map((snapshot, index) => {
    const own = names[index] ?? [];
    const at = own.findIndex((name, column) => counts[column]?.get(name) === 1);
    const name = own[at] ?? own.at(-1) ?? snapshot.label;
    const number = (used.get(name) ?? 0) + 1;
    used.set(name, number);
    return { ...snapshot, label: at === -1 ? `${name} (${number})` : name };
  });
}

function matrix(snapshots: readonly Snapshot[]): MatrixTrack[] {
  const tracks = new Map<string, MatrixTrack>();
  const rows = new Map<string, MatrixRow>();
  const blank = (): null[] => snapshots.map(() => null);
  for (const [at, snapshot] of snapshots.entries()) {
    for (const track of snapshot.tracks) {
      const known = tracks.get(track.id) ?? {
        id: track.id,
        title: track.title,
        levels: blank(),
        rows: [],
      };
      tracks.set(track.id, known);
      known.levels[at] = track;
    }
    for (const item of snapshot.capabilities) {
      const known = rows.get(item.id) ?? {
        id: item.id,
        title: item.title,
        level: item.level,
        cells: blank(),
      };
      if (!rows.has(item.id)) tracks.get(item.track)?.rows.push(known);
      rows.set(item.id, known);
      known.cells[at] = item;
    }
  }
  // Another version of the framework may bring a capability late.
  for (const track of tracks.values()) track.rows.sort((a, b) => a.level - b.level);
  return [...tracks.values()];
}

function waiversOf(snapshots: readonly Snapshot[], within: number): Comparison["waivers"] {
  return snapshots
    .flatMap(({ label, waivers }) => waivers.map((waiver) => ({ ...waiver, label })))
    .filter(({ state, daysLeft }) => state !== "unneeded" && daysLeft <= within)
    .sort((a, b) => a.daysLeft - b.daysLeft);
}

function notes(snapshots: readonly Snapshot[]): string[] {
  const frameworks = [...new Set(snapshots.map(({ framework }) => framework))];
  const partly = snapshots.filter(({ capabilities }) =>
    capabilities.some(({ assessed }) => !assessed),
  );
  return [
    ...(frameworks.length > 1
      ? [`The reports follow different frameworks: ${frameworks.join("; ")}.`]
      : []),
    ...(partly.length > 0
      ? [`Left out in part of the reports: ${partly.length} of ${snapshots.length} were limited.`]
      : []),
  ];
}
