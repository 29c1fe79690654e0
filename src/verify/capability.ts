import type { Capability } from "../core/framework.ts";
import type { Contradiction, Report, ReportCapability, ReportTrack } from "../core/report.ts";
import { type CriterionVerdict, combineCriteria, judgeCriterion } from "../judge/criteria.ts";
import { checkEvidence, weigh } from "./evidence.ts";
import type { Compare } from "./finding.ts";

/** Evidence to criteria to outcome, once more. */
export function checkCapability(
  item: ReportCapability,
  track: ReportTrack,
  entry: Capability | undefined,
  report: Report,
  compare: Compare,
): void {
  if (entry) checkEntry(item, entry, track.applicable && item.assessed, compare);
  if (!track.applicable) return checkUnjudged(item, "not-applicable", null, compare);
  const scope = report.scope.capabilities;
  compare(item.id, "assessed", item.assessed, !scope || scope.includes(item.id));
  if (!item.assessed) return checkUnjudged(item, "unknown", "unsupported", compare);

  checkEvidence(item, report, compare);
  const findings = weigh(item, report);
  const verdicts = item.criteria.map((criterion): CriterionVerdict => {
    const verdict = judgeCriterion(criterion, findings, {
      code: criterion.code ?? "not-observable",
      message: criterion.message,
    });
    const where = `${item.id}#${criterion.id}`;
    compare(where, "outcome", criterion.outcome, verdict.outcome);
    compare(where, "strength", criterion.strength, verdict.strength);
    compare(where, "code", criterion.code !== null, verdict.outcome === "unknown");
    // Which of the codes it was cannot be told from a report; that there is one can.
    return { ...verdict, code: verdict.outcome === "unknown" ? criterion.code : null };
  });
  if (!verdicts.some(({ criterion }) => criterion.required)) {
    // Where the framework is known, its list of criteria has been compared already.
    if (!entry) compare(item.id, "criteria", "none that is required", "at least one");
    return;
  }
  const combined = combineCriteria(verdicts);
  compare(item.id, "outcome", item.outcome, combined.outcome);
  compare(item.id, "strength", item.strength, combined.strength);
  compare(item.id, "code", item.code, combined.code);
  checkContradiction(item, verdicts, compare);
}

/** Levels and criteria are the framework's, not the report's. */
function checkEntry(
  item: ReportCapability,
  entry: Capability,
  judged: boolean,
  compare: Compare,
): void {
  compare(item.id, "level", item.level, entry.level);
  // What was not judged lists none. What was judged and lists none would have nothing that its outcome follows from.
  if (!judged && item.criteria.length === 0) return;
  const list = (criteria: readonly { id: string; required: boolean }[]): string =>
    criteria.map(({ id, required }) => `${id}${required ? "" : " (optional)"}`).join(", ") ||
    "none";
  compare(item.id, "criteria", list(item.criteria), list(entry.criteria));
}

function checkUnjudged(
  item: ReportCapability,
  outcome: "not-applicable" | "unknown",
  code: "unsupported" | null,
  compare: Compare,
): void {
  compare(item.id, "outcome", item.outcome, outcome);
  compare(item.id, "strength", item.strength, null);
  compare(item.id, "code", item.code, code);
}

function checkContradiction(
  item: ReportCapability,
  verdicts: readonly CriterionVerdict[],
  compare: Compare,
): void {
  const expected = verdicts.flatMap(({ criterion, outcome, strength }): Found[] => {
    if (strength !== "observed" || (outcome !== "unmet" && outcome !== "partial")) return [];
    const claimed = item.evidence.some(
      (piece) =>
        piece.source === "claim" && piece.outcome === "met" && piece.criterion === criterion.id,
    );
    return claimed ? [{ criterion: criterion.id, observed: outcome }] : [];
  })[0];
  const { contradiction } = item;
  const said = contradiction && {
    criterion: contradiction.criterion,
    observed: contradiction.observed,
  };
  compare(item.id, "contradiction", said, expected ?? null);
}

type Found = Pick<Contradiction, "criterion" | "observed">;
