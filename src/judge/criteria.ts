import type { Criterion } from "../core/framework.ts";
import {
  type CriterionOutcome,
  type Outcome,
  type Strength,
  strengthRank,
  type UnknownCode,
} from "../core/outcome.ts";
import type { WeighedFinding } from "./findings.ts";
import { sentences } from "./sentences.ts";

/** What one criterion came to. */
export interface CriterionVerdict {
  criterion: Criterion;
  outcome: CriterionOutcome;
  strength: Strength | null;
  code: UnknownCode | null;
  message: string;
  /** The findings that decided. */
  deciding: WeighedFinding[];
}

const WORST_FIRST: readonly CriterionOutcome[] = ["unmet", "partial", "met"];

/** The reason that says most comes first, when several things kept us from knowing. */
const CODE_ORDER: readonly UnknownCode[] = [
  "check-error",
  "stale-evidence",
  "unreachable",
  "unsupported",
  "not-observable",
];

export interface Fallback {
  code: UnknownCode;
  message: string;
}

/** The strongest evidence decides; of two pieces equally strong that differ, the worse. */
export function judgeCriterion(
  criterion: Criterion,
  findings: readonly WeighedFinding[],
  fallback: Fallback,
): CriterionVerdict {
  const relevant = findings.filter((finding) =>
    finding.criterion === undefined ? criterion.required : finding.criterion === criterion.id,
  );
  const definite = relevant.filter(
    (finding) => !finding.setAside && finding.outcome !== "unknown" && finding.outcome !== "note",
  );
  if (definite.length === 0) return unknownCriterion(criterion, relevant, fallback);
  const rank = Math.max(...definite.map((finding) => strengthRank(finding.strength)));
  const strongest = definite.filter((finding) => strengthRank(finding.strength) === rank);
  const outcome =
    WORST_FIRST.find((worst) => strongest.some((finding) => finding.outcome === worst)) ?? "met";
  const deciding = strongest.filter((finding) => finding.outcome === outcome);
  return {
    criterion,
    outcome,
    strength: deciding[0]?.strength ?? null,
    code: null,
    message: sentences(deciding.map((finding) => finding.message)),
    deciding,
  };
}

function unknownCriterion(
  criterion: Criterion,
  relevant: readonly WeighedFinding[],
  fallback: Fallback,
): CriterionVerdict {
  const reasons = relevant.flatMap((finding): Fallback[] => {
    if (finding.setAside) {
      return [{ code: finding.setAside.code, message: `Set aside: ${finding.setAside.why}.` }];
    }
    return finding.outcome === "unknown"
      ? [{ code: finding.code ?? "not-observable", message: finding.message }]
      : [];
  });
  const code =
    CODE_ORDER.find((candidate) => reasons.some((reason) => reason.code === candidate)) ??
    fallback.code;
  const messages = reasons.filter((reason) => reason.code === code).map(({ message }) => message);
  const message = messages.length > 0 ? sentences(messages) : fallback.message;
  return { criterion, outcome: "unknown", strength: null, code, message, deciding: [] };
}

export interface CombinedVerdict {
  outcome: Exclude<Outcome, "not-applicable">;
  strength: Strength | null;
  code: UnknownCode | null;
  message: string;
}

/** Required criteria to one outcome. Optional ones are shown and never counted. */
export function combineCriteria(verdicts: readonly CriterionVerdict[]): CombinedVerdict {
  const required = verdicts.filter(({ criterion }) => criterion.required);
  const of = (outcome: CriterionOutcome): CriterionVerdict[] =>
    required.filter((verdict) => verdict.outcome === outcome);
  const [met, partial, unmet, unknown] = [of("met"), of("partial"), of("unmet"), of("unknown")];

  if (met.length === required.length) {
    const weakest = Math.min(...met.map(({ strength }) => strengthRank(strength ?? "declared")));
    const strength = met.find(
      (verdict) => strengthRank(verdict.strength ?? "declared") === weakest,
    );
    return {
      outcome: "met",
      strength: strength?.strength ?? null,
      code: null,
      message: sentences(met.map(({ message }) => message)),
    };
  }
  const against = [...unmet, ...partial];
  if (against.length > 0) {
    // One criterion known to fail keeps the capability from being met, whatever the unknown ones turn out to be.
    const outcome = partial.length > 0 || met.length > 0 ? "partial" : "unmet";
    const strength = against
      .map((verdict) => verdict.strength ?? "declared")
      .sort((a, b) => strengthRank(b) - strengthRank(a))[0];
    return {
      outcome,
      strength: strength ?? null,
      code: null,
      message: sentences(against.map(({ message }) => message)),
    };
  }
  const code =
    CODE_ORDER.find((candidate) => unknown.some((verdict) => verdict.code === candidate)) ??
    "not-observable";
  return {
    outcome: "unknown",
    strength: null,
    code,
    message: sentences(unknown.map(({ message }) => message)),
  };
}
