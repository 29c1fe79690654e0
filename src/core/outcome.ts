/** The vocabulary of verdicts. Everything that prints, gates or exports a verdict goes through these lists. */

export const OUTCOMES = ["met", "partial", "unmet", "unknown", "not-applicable"] as const;
/** The verdict on one capability. */
export type Outcome = (typeof OUTCOMES)[number];

/** The verdict on one criterion: like a capability, but applicability was settled before. */
export type CriterionOutcome = "met" | "partial" | "unmet" | "unknown";

export const UNKNOWN_CODES = [
  "not-observable",
  "unreachable",
  "unsupported",
  "check-error",
  "stale-evidence",
] as const;
/** Why an outcome is `unknown`. A failed request is `unreachable`, never `unmet`. */
export type UnknownCode = (typeof UNKNOWN_CODES)[number];

export const STRENGTHS = ["declared", "documented", "observed"] as const;
/** How good the evidence is, weakest first. */
export type Strength = (typeof STRENGTHS)[number];

/** Orders strengths: a larger number is stronger. */
export function strengthRank(strength: Strength): number {
  return STRENGTHS.indexOf(strength);
}

export const METHODS = ["passive", "active", "client", "document", "profile"] as const;
/** How a piece of evidence was come by. `passive`, `active` and `client` are observations. */
export type Method = (typeof METHODS)[number];

/** A maturity level of the Principles. */
export type Level = 0 | 1 | 2 | 3;
