import type { Outcome } from "../core/outcome.ts";
import { strengthRank } from "../core/outcome.ts";
import type { CapabilityState, Levels, Snapshot } from "./snapshot.ts";

export const CHANGE_KINDS = [
  "fell",
  "rose",
  "stale",
  "lost",
  "found",
  "weaker",
  "stronger",
  "applicability",
] as const;
/**
 * `lost`: known before, unknown now. `stale`: lost, or about to be, because evidence is too old or its page no longer
 * says so. `found`: unknown before, known now not to be met.
 */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface Change {
  kind: ChangeKind;
  /** Null: not in that report. */
  before: CapabilityState | null;
  after: CapabilityState;
}

export interface LevelChange {
  /** `registry` or a track id. */
  scope: string;
  title: string;
  before: Levels;
  after: Levels;
}

/** What happened between two reports of one registry. */
export interface Step {
  /** Indexes of the snapshots. */
  from: number;
  to: number;
  levels: LevelChange[];
  changes: Change[];
  contradictions: { appeared: CapabilityState[]; resolved: CapabilityState[] };
}

export function stepBetween(snapshots: readonly Snapshot[], from: number, to: number): Step {
  const before = snapshots[from] as Snapshot;
  const after = snapshots[to] as Snapshot;
  const pairs = pair(before, after);
  const assessed = pairs.filter(([old, now]) => now.assessed && old?.assessed !== false);
  return {
    from,
    to,
    levels: levelChanges(before, after),
    changes: assessed
      .flatMap(([old, now]): Change[] => {
        const kind = kindOf(old, now);
        return kind ? [{ kind, before: old, after: now }] : [];
      })
      .sort((a, b) => CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind)),
    contradictions: {
      appeared: assessed
        .filter(([old, now]) => now.contradiction && !old?.contradiction)
        .map(([, now]) => now),
      resolved: assessed
        .filter(([old, now]) => old?.contradiction && !now.contradiction)
        .map(([, now]) => now),
    },
  };
}

function pair(
  before: Snapshot,
  after: Snapshot,
): (readonly [CapabilityState | null, CapabilityState])[] {
  const old = new Map(before.capabilities.map((item) => [item.id, item]));
  return after.capabilities.map((item) => [old.get(item.id) ?? null, item] as const);
}

const RANK: Readonly<Partial<Record<Outcome, number>>> = { unmet: 0, partial: 1, met: 2 };

function kindOf(before: CapabilityState | null, after: CapabilityState): ChangeKind | undefined {
  // A capability that another version of the framework added has no past.
  if (!before) return undefined;
  const [was, is] = [before.outcome, after.outcome];
  if ((was === "not-applicable") !== (is === "not-applicable")) return "applicability";
  if (is === "unknown" && was !== "unknown")
    return after.code === "stale-evidence" ? "stale" : "lost";
  if (is === "unknown") {
    return after.code === "stale-evidence" && before.code !== "stale-evidence"
      ? "stale"
      : undefined;
  }
  if (was === "unknown") return is === "met" ? "rose" : "found";
  const [low, high] = [RANK[was], RANK[is]];
  if (low !== undefined && high !== undefined && low !== high) return high > low ? "rose" : "fell";
  if ((after.ageing && !before.ageing) || (after.staleProof && !before.staleProof)) return "stale";
  if (!before.strength || !after.strength) return undefined;
  const stronger = strengthRank(after.strength) - strengthRank(before.strength);
  return stronger === 0 ? undefined : stronger > 0 ? "stronger" : "weaker";
}

function levelChanges(before: Snapshot, after: Snapshot): LevelChange[] {
  const tracks = after.tracks.flatMap((track) => {
    const old = before.tracks.find(({ id }) => id === track.id);
    return old ? [{ scope: track.id, title: track.title, before: old, after: track }] : [];
  });
  return [{ scope: "registry", title: "Registry", before, after }, ...tracks]
    .map(({ scope, title, before: old, after: now }) => ({
      scope,
      title,
      before: levels(old),
      after: levels(now),
    }))
    .filter(
      (change) =>
        change.before.level !== change.after.level ||
        change.before.verifiedLevel !== change.after.verifiedLevel ||
        change.before.potentialLevel !== change.after.potentialLevel,
    );
}

function levels({ level, verifiedLevel, potentialLevel }: Levels): Levels {
  return { level, verifiedLevel, potentialLevel };
}
