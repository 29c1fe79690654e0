import { AssayError, EXIT_CODES } from "../core/errors.ts";
import type { CapabilityId } from "../core/framework.ts";
import type { Level, Outcome } from "../core/outcome.ts";
import type { Report, ReportCapability, ReportTrack } from "../core/report.ts";
import { isMet, levelWhere, lowest } from "./levels.ts";

/** A level that is lower than it was. */
export interface LevelChange {
  /** `registry`, or a track id. */
  scope: string;
  measure: "level" | "verifiedLevel";
  from: Level;
  /** Null: the track no longer applies. */
  to: Level | null;
}

/** A capability that is not as good as it was. */
export interface OutcomeChange {
  capability: CapabilityId;
  from: Outcome;
  to: Outcome;
  /** Why, in the words of the current report. */
  message: string;
}

export interface Changes {
  levels: LevelChange[];
  outcomes: OutcomeChange[];
}

export interface Regressions {
  /** `inconclusive`: something is worse only because it is not known any more. */
  state: "none" | "inconclusive" | "regressed";
  /** What got worse, whatever the unknowns may be. */
  regressed: Changes;
  /** What is not known any more, and could still be as good as it was. */
  inconclusive: Changes;
  /** What could not be compared, in sentences. */
  notes: string[];
  base: { generatedAt: string };
}

/**
 * What got worse from one report of a registry to the next (`--no-regress`). An outcome that is unknown now, because a
 * request failed or a declaration went stale, has not got worse: it is inconclusive. Throws `AssayError` for reports of
 * different registries.
 */
export function regressions(base: Report, current: Report): Regressions {
  if (base.registry.id !== current.registry.id) {
    throw new AssayError(
      "input",
      `The base report is about ${base.registry.id}, and this run about ${current.registry.id}.`,
      { hint: "Give --no-regress a report of the same registry." },
    );
  }
  const regressed: Changes = { levels: [], outcomes: [] };
  const inconclusive: Changes = { levels: [], outcomes: [] };
  const notes: string[] = [];
  compareOutcomes(base, current, regressed, inconclusive);
  compareLevels(base, current, regressed, inconclusive, notes);
  const some = ({ levels, outcomes }: Changes): boolean => levels.length + outcomes.length > 0;
  const state = some(regressed) ? "regressed" : some(inconclusive) ? "inconclusive" : "none";
  return { state, regressed, inconclusive, notes, base: { generatedAt: base.generatedAt } };
}

/** 0, 1 or 3, as the table of exit codes has them. */
export function regressionExitCode({ state }: Pick<Regressions, "state">): number {
  if (state === "regressed") return EXIT_CODES.gateNotMet.code;
  return state === "inconclusive" ? EXIT_CODES.inconclusive.code : EXIT_CODES.done.code;
}

/** The worse of two exit codes of one audit: what is certain before what is inconclusive. */
export function worseExitCode(a: number, b: number): number {
  const order = [EXIT_CODES.done.code, EXIT_CODES.inconclusive.code, EXIT_CODES.gateNotMet.code];
  const rank = (code: number): number => {
    const at = (order as number[]).indexOf(code);
    return at === -1 ? order.length : at;
  };
  return rank(a) >= rank(b) ? a : b;
}

const RANK: Readonly<Partial<Record<Outcome, number>>> = { met: 2, partial: 1, unmet: 0 };

function compareOutcomes(
  base: Report,
  current: Report,
  regressed: Changes,
  inconclusive: Changes,
): void {
  const now = new Map(all(current).map((item) => [item.id, item]));
  for (const before of all(base)) {
    const after = now.get(before.id);
    const had = RANK[before.outcome];
    // What this run left out says nothing; what was not known or was unmet cannot fall.
    if (!after?.assessed || had === undefined || had === 0) continue;
    const { outcome: to, message } = after;
    const change = { capability: before.id, from: before.outcome, to, message };
    const has = RANK[to];
    if (has === undefined) inconclusive.outcomes.push(change);
    else if (has < had) regressed.outcomes.push(change);
  }
}

function compareLevels(
  base: Report,
  current: Report,
  regressed: Changes,
  inconclusive: Changes,
  notes: string[],
): void {
  const [was, is] = [base.framework, current.framework];
  if (was.id !== is.id || was.version !== is.version) {
    notes.push(
      `Levels are not compared: the base follows ${was.id} ${was.version}, this run ${is.id} ${is.version}.`,
    );
    return;
  }
  if (base.settings.minEvidence !== current.settings.minEvidence) {
    notes.push(
      `The base was judged with --min-evidence ${base.settings.minEvidence ?? "declared"}, this run with ${current.settings.minEvidence ?? "declared"}.`,
    );
  }
  const put = (change: LevelChange, couldBe: Level | null): void => {
    const certain = change.to !== null && couldBe !== null && couldBe < change.from;
    (certain ? regressed : inconclusive).levels.push(change);
  };
  let complete = true;
  for (const before of base.tracks) {
    const after = current.tracks.find(({ id }) => id === before.id);
    if (!after || !wasWhole(before) || !wasWhole(after)) {
      complete = false;
      notes.push(`The level of ${before.id} is not compared: one of the runs was limited.`);
      continue;
    }
    compareScope(before.id, before, after, couldBeOf(after, before), put);
  }
  const added = current.tracks.some(({ id }) => !base.tracks.some((track) => track.id === id));
  if (!complete || added) {
    notes.push("The registry's level is not compared: the runs did not look at the same tracks.");
    return;
  }
  const couldBe = {
    level: current.potentialLevel,
    verifiedLevel: lowest(
      current.tracks
        .filter(({ applicable }) => applicable)
        .map(
          (track) =>
            couldBeOf(
              track,
              base.tracks.find(({ id }) => id === track.id),
            ).verifiedLevel,
        ),
    ),
  };
  compareScope("registry", base, current, couldBe, put);
}

type Scope = Pick<Report, "level" | "verifiedLevel">;

function compareScope(
  scope: string,
  before: Scope,
  after: Scope,
  couldBe: Scope,
  put: (change: LevelChange, couldBe: Level | null) => void,
): void {
  for (const measure of ["level", "verifiedLevel"] as const) {
    const [from, to] = [before[measure], after[measure]];
    if (from === null || (to !== null && to >= from)) continue;
    // A taxonomy that makes a track go away hides its level: somebody has to look.
    put({ scope, measure, from, to }, couldBe[measure]);
  }
}

/** The highest levels that the unknowns, and proofs that could not be looked at this time, leave open. */
function couldBeOf(track: ReportTrack, before: ReportTrack | undefined): Scope {
  const open = (item: ReportCapability): boolean => {
    if (item.outcome === "unknown") return true;
    if (!isMet(item)) return false;
    if (item.strength !== "declared") return true;
    const then = before?.capabilities.find(({ id }) => id === item.id);
    return wasVerified(then) && !isProofGone(item);
  };
  return {
    level: track.potentialLevel,
    verifiedLevel: track.applicable ? levelWhere(track.capabilities, open) : null,
  };
}

function wasVerified(item: ReportCapability | undefined): boolean {
  return item !== undefined && isMet(item) && item.strength !== "declared";
}

/** The page was read, and it no longer says so: that is known, unlike a page that could not be read. */
function isProofGone(item: ReportCapability): boolean {
  return item.evidence.some(({ proof }) => proof === "stale");
}

function wasWhole(track: ReportTrack): boolean {
  return track.capabilities.every(({ assessed }) => assessed);
}

function all(report: Report): ReportCapability[] {
  return report.tracks.flatMap(({ capabilities }) => capabilities);
}
