import type { Level } from "../core/outcome.ts";
import type { Gate, GateRequirement, ReportCapability, ReportTrack } from "../core/report.ts";
import { isMet, levelWhere, lowest } from "./levels.ts";

/** `--min-level N` or `--min-level TRACK=N`. */
export interface Minimum {
  /** `registry`, or a track id. */
  scope: string;
  minimum: Level;
}

/** Compares levels with what was asked for. Active waivers count as met here, and nowhere else. */
export function judgeGate(tracks: readonly ReportTrack[], minimums: readonly Minimum[]): Gate {
  const requirements = minimums.map((minimum) => judgeRequirement(tracks, minimum));
  const passed = requirements.every(({ state }) => state === "met" || state === "not-applicable");
  return { passed, requirements };
}

function judgeRequirement(
  all: readonly ReportTrack[],
  { scope, minimum }: Minimum,
): GateRequirement {
  const tracks = all.filter(
    (track) => track.applicable && (scope === "registry" || track.id === scope),
  );
  const counts = (capability: ReportCapability): boolean =>
    isMet(capability) || isWaived(capability);
  const level = lowest(tracks.map((track) => levelWhere(track.capabilities, counts)));
  const potentialLevel = lowest(
    tracks.map((track) =>
      levelWhere(track.capabilities, (item) => counts(item) || item.outcome === "unknown"),
    ),
  );
  const needed = tracks
    .flatMap((track) => track.capabilities)
    .filter((capability) => capability.level <= minimum);
  return {
    scope,
    minimum,
    level,
    potentialLevel,
    state: stateOf(level, potentialLevel, minimum),
    blockers: needed
      .filter((capability) => !counts(capability))
      .map((item) => ({ capability: item.id, outcome: item.outcome, message: reason(item) })),
    waived: needed.filter((item) => !isMet(item) && isWaived(item)).map(({ id }) => id),
  };
}

function stateOf(
  level: Level | null,
  potentialLevel: Level | null,
  minimum: Level,
): GateRequirement["state"] {
  if (level === null || potentialLevel === null) return "not-applicable";
  if (level >= minimum) return "met";
  return potentialLevel >= minimum ? "inconclusive" : "not-met";
}

/** A waiver that ran out is why a gate that passed yesterday fails today: it is said first. */
function reason({ waiver, message }: ReportCapability): string {
  if (waiver?.state !== "expired") return message;
  const days = Math.abs(waiver.daysLeft);
  return `The waiver of ${waiver.owner} expired on ${waiver.expires}, ${days} ${days === 1 ? "day" : "days"} ago. ${message}`;
}

function isWaived({ waiver }: ReportCapability): boolean {
  return waiver?.state === "active";
}
