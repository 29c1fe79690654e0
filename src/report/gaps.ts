import type { Level } from "../core/outcome.ts";
import type { Gap, Report } from "../core/report.ts";

export interface GapSelection {
  /** Gaps of capabilities above this level are left out. */
  toLevel: Level;
}

/**
 * The gaps to close on the way to a level, in the order that raises a level soonest. What is known to be missing comes
 * before what is unknown; within each, what blocks a track's next level, then the lower level, then the smaller effort.
 */
export function selectGaps(report: Report, { toLevel }: GapSelection): Gap[] {
  return (
    report.gaps
      .filter(({ level }) => level <= toLevel)
      // The sort is stable: what ties keeps the framework's order.
      .sort(
        (a, b) =>
          Number(isUnknown(a)) - Number(isUnknown(b)) ||
          Number(b.blocks) - Number(a.blocks) ||
          a.level - b.level ||
          a.effort.low + a.effort.high - (b.effort.low + b.effort.high),
      )
  );
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
  const low = definite.reduce((sum, { effort }) => sum + effort.low, 0);
  const high = definite.reduce((sum, { effort }) => sum + effort.high, 0);
  const size = definite.length === 0 ? "" : ` (${effortWords({ low, high })})`;
  return `${definite.length} to close${size}, ${gaps.length - definite.length} to establish`;
}
