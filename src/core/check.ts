import type { FactKey, Facts } from "./facts.ts";
import type { CapabilityId } from "./framework.ts";

/** What a check may conclude from one fact. `note` is shown and never counted. */
export interface Finding<M extends string = string> {
  /** The criterion it speaks of; left out, it speaks of every required one. */
  criterion?: string;
  outcome: "met" | "partial" | "unmet" | "unknown" | "note";
  /** Which of the check's messages says why. */
  message: M;
  /** Values for the `{placeholders}` of that message. */
  args?: Record<string, string | number>;
}

/** A fact that was looked for; a failed look never reaches a check. */
export type Seen<T> =
  | { state: "found"; value: T; note?: string }
  | { state: "absent"; note: string };

/**
 * Judges one capability. Pure: the same facts give the same findings, nothing else is read.
 * For each fact it needs, a function from what was seen to findings.
 */
export interface Check<M extends string = string> {
  id: CapabilityId;
  /** Plain sentences with `{placeholders}`, for the report. */
  messages: Readonly<Record<M, string>>;
  observe: {
    readonly [K in FactKey]?: (seen: Seen<Facts[K]>) => Finding<M> | readonly Finding<M>[];
  };
}

/** Types a check: messages used must exist, facts read must be declared. */
export function defineCheck<const M extends string>(check: Check<M>): Check {
  return check;
}
