import type { Taxonomy } from "../core/framework.ts";
import type { Level, Outcome, Strength, UnknownCode } from "../core/outcome.ts";
import type {
  GateRequirement,
  Report,
  ReportCapability,
  ReportTrack,
  ReportWaiver,
} from "../core/report.ts";

/** The words that every human-readable format uses for the same thing. They expect a report from `cleanStrings`. */

export const OUTCOME_WORDS: Readonly<Record<Outcome | "note", string>> = {
  met: "met",
  partial: "partial",
  unmet: "unmet",
  unknown: "unknown",
  "not-applicable": "n/a",
  note: "note",
};

export const CODE_WORDS: Readonly<Record<UnknownCode, string>> = {
  "not-observable": "not observable",
  unreachable: "unreachable",
  unsupported: "unsupported",
  "check-error": "check error",
  "stale-evidence": "stale evidence",
};

export const GATE_WORDS: Readonly<Record<GateRequirement["state"], string>> = {
  met: "met",
  "not-met": "not met",
  inconclusive: "inconclusive",
  "not-applicable": "n/a",
};

const PACKAGE_WORDS = {
  "accepts-built": "accepts built packages",
  "builds-for-users": "builds packages for its users",
  "source-only": "hosts source code only",
} as const;

/** As a list: `user accounts; accepts built packages`. */
export function taxonomyWords({ taxonomy }: Report): string {
  const keeper = taxonomy.accountProvider ? `, kept by ${taxonomy.accountProvider}` : "";
  const accounts = taxonomy.userAccounts ? `user accounts${keeper}` : "no user accounts";
  return [accounts, ...packageWords(taxonomy)].join("; ");
}

/** The end of a sentence: `has user accounts and accepts built packages`. */
export function taxonomySentence(taxonomy: Taxonomy): string {
  const keeper = taxonomy.accountProvider ? ` (kept by ${taxonomy.accountProvider})` : "";
  const accounts = taxonomy.userAccounts ? `has user accounts${keeper}` : "has no user accounts";
  return `${accounts} and ${packageWords(taxonomy).join(", ")}`;
}

function packageWords(taxonomy: Taxonomy): string[] {
  return taxonomy.packages.map((kind) => PACKAGE_WORDS[kind]);
}

export function levelWords(level: Level | null): string {
  return level === null ? "n/a" : `level ${level}`;
}

export function verifiedWords(level: Level | null): string {
  return `verified ${level ?? "n/a"}`;
}

type Levels = Pick<ReportTrack, "level" | "potentialLevel">;

/** How many unknowns stand between a level and its potential. */
export function openUnknowns(
  levels: Levels,
  capabilities: readonly Pick<ReportCapability, "outcome" | "level">[],
): number {
  const top = levels.potentialLevel ?? 0;
  return capabilities.filter((item) => item.outcome === "unknown" && item.level <= top).length;
}

/** `could be up to 3: 2 unknown`, or why it could not be more. */
export function potentialWords(levels: Levels, unknowns: number): string {
  if (levels.level === null || levels.potentialLevel === null) return "potential n/a";
  if (levels.potentialLevel > levels.level)
    return `could be up to ${levels.potentialLevel}: ${unknowns} unknown`;
  return levels.level === 3 ? "potential 3" : `potential ${levels.potentialLevel}`;
}

export function strengthWords(strength: Strength | null, none: string): string {
  return strength ?? none;
}

/** What a reader must know beside the outcome: waived, contradicted, ageing, inherited, left out. */
export function capabilityNotes(item: ReportCapability): string[] {
  const notes: string[] = [];
  if (item.contradiction) notes.push("claim contradicted");
  if (!item.assessed) notes.push("not in this run");
  if (item.outcome === "unknown" && item.code && item.assessed) notes.push(CODE_WORDS[item.code]);
  if (item.waiver?.state === "active") notes.push(`waived until ${item.waiver.expires}`);
  if (item.waiver?.state === "expired") notes.push("waiver expired");
  if (item.claimed === "not-applicable") notes.push("operator says n/a");
  const deciding = item.evidence.filter(
    (piece) =>
      !piece.setAside && piece.strength === item.strength && piece.outcome === item.outcome,
  );
  if (deciding.some(({ age }) => age === "ageing")) notes.push("ageing");
  const inherited = deciding.find(({ source }) => source.startsWith("claim of "));
  if (inherited && deciding.every(({ source }) => source.startsWith("claim of ")))
    notes.push(`inherited from ${inherited.source.slice("claim of ".length)}`);
  return notes;
}

export function waiverWords(waiver: ReportWaiver): string {
  const days = Math.abs(waiver.daysLeft);
  const unit = days === 1 ? "day" : "days";
  if (waiver.state === "expired") return `expired ${days} ${unit} ago`;
  return waiver.state === "active" ? `${days} ${unit} left` : "not needed";
}

/** `2026-11-20 14:03 UTC`; anything that is not a time is shown as it is. */
export function timeWords(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** What narrowed or shaped this run, in sentences; empty for an ordinary one. */
export function settingsWords(report: Report): string[] {
  const { settings, scope } = report;
  const lines: string[] = [];
  const limited = [...(scope.tracks ?? []), ...(scope.capabilities ?? [])];
  if (limited.length > 0) lines.push(`Limited to ${limited.map((id) => id).join(", ")}.`);
  if (settings.minEvidence && settings.minEvidence !== "declared")
    lines.push(`Evidence weaker than ${settings.minEvidence} is set aside.`);
  for (const [strength, days] of Object.entries(settings.maxAgeDays))
    lines.push(`Evidence that is ${strength} and older than ${days} days is set aside.`);
  const judged = settings.now.slice(0, 10);
  if (judged !== report.generatedAt.slice(0, 10)) lines.push(`Judged as of ${judged}.`);
  return lines;
}

export function gateWords(gate: NonNullable<Report["gate"]>): string {
  if (gate.passed) return "met";
  return gate.requirements.some(({ state }) => state === "not-met") ? "not met" : "inconclusive";
}

/** Why a requirement of the gate is where it is, in one sentence. */
export function requirementWords(requirement: GateRequirement): string {
  const { state, level, potentialLevel, minimum } = requirement;
  if (state === "not-applicable") return "the track does not apply";
  const at = `at level ${level}`;
  if (state === "met") return requirement.waived.length > 0 ? `${at}, waivers counted as met` : at;
  return state === "inconclusive"
    ? `${at}, but the unknowns could still make it ${potentialLevel}`
    : `${at}, and no unknown could make it ${minimum}`;
}
