import type { ChangeKind, Step } from "../../compare/changes.ts";
import type { Comparison } from "../../compare/compare.ts";
import type { CapabilityState, Levels, WaiverState } from "../../compare/snapshot.ts";
import type { Strength } from "../../core/outcome.ts";
import { CODE_WORDS, OUTCOME_WORDS } from "../words.ts";

/** Words that every format of a comparison uses for the same thing. */

export const KIND_WORDS: Readonly<Record<ChangeKind, string>> = {
  rose: "Rose",
  fell: "Fell",
  stale: "Went stale",
  lost: "No longer known",
  found: "Found to be missing",
  weaker: "Weaker evidence",
  stronger: "Stronger evidence",
  applicability: "Applies differently",
};

export const SHORT_STRENGTH: Readonly<Record<Strength, string>> = {
  declared: "dec",
  documented: "doc",
  observed: "obs",
};

export function titleOf({ kind, snapshots }: Comparison): string {
  const names = [...new Set(snapshots.map(({ registry }) => registry.name))];
  if (kind === "history") return `${names[0] ?? ""} over time`;
  return names.length <= 6 ? names.join(", ") : `${names.length} registries side by side`;
}

export function periodOf({ snapshots }: Comparison): string {
  const days = snapshots.map(({ generatedAt }) => generatedAt.slice(0, 10)).sort();
  const [first, last] = [days[0] ?? "", days.at(-1) ?? ""];
  const when = first === last ? first : `${first} to ${last}`;
  return `${snapshots.length} ${snapshots.length === 1 ? "report" : "reports"}, ${when}`;
}

/** `met, declared`; `unknown, stale evidence`. */
export function stateWords({ outcome, strength, code }: CapabilityState): string {
  const why = outcome === "unknown" ? (code ? CODE_WORDS[code] : "") : (strength ?? "");
  return why ? `${OUTCOME_WORDS[outcome]}, ${why}` : OUTCOME_WORDS[outcome];
}

/** The same with what stands beside it: `met, declared, ageing`. */
export function changeWords(state: CapabilityState): string {
  return [stateWords(state), ...stateNotes(state)].join(", ");
}

/** What stands beside a state: waived, contradicted, ageing, left out. */
export function stateNotes(state: CapabilityState): string[] {
  return [
    ...(state.contradiction ? ["claim contradicted"] : []),
    ...(state.waived ? ["waived"] : []),
    ...(state.ageing ? ["ageing"] : []),
    ...(state.staleProof ? ["stale proof"] : []),
    ...(state.assessed ? [] : ["not in this run"]),
  ];
}

export function levelText(level: number | null): string {
  return level === null ? "n/a" : String(level);
}

export function levelsText({ level, verifiedLevel, potentialLevel }: Levels): string {
  if (level === null) return "n/a";
  return `${level} (verified ${levelText(verifiedLevel)}, potential ${levelText(potentialLevel)})`;
}

export function waiverText({ state, daysLeft }: WaiverState): string {
  const days = Math.abs(daysLeft);
  const unit = days === 1 ? "day" : "days";
  return state === "expired" ? `expired ${days} ${unit} ago` : `${days} ${unit} left`;
}

/** `2 rose, 1 fell`, or that nothing did. */
export function stepCounts({ changes, contradictions }: Step): string {
  const counts = (Object.keys(KIND_WORDS) as ChangeKind[]).flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${KIND_WORDS[kind].toLowerCase()}`];
  });
  const { appeared, resolved } = contradictions;
  return (
    [
      ...counts,
      ...(appeared.length > 0 ? [`${appeared.length} newly contradicted`] : []),
      ...(resolved.length > 0 ? [`${resolved.length} no longer contradicted`] : []),
    ].join(", ") || "nothing changed"
  );
}

/** The step that sums a history up; null for a matrix or a single report. */
export function summaryStep({ whole, steps }: Comparison): Step | null {
  return whole ?? steps[0] ?? null;
}
