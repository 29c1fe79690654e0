import type { Check } from "../core/check.ts";
import type { EvidenceFile } from "../core/evidence.ts";
import type { FactKey } from "../core/facts.ts";
import type { Capability, CapabilityId, Framework, Taxonomy } from "../core/framework.ts";
import { applies } from "../core/framework.ts";
import { type Outcome, type Strength, strengthRank, type UnknownCode } from "../core/outcome.ts";
import type { ClaimStatus } from "../core/profile.ts";
import type { Contradiction } from "../core/report.ts";
import { claimedOutcome, claimFindings, daysBetween, STALE_AFTER_DAYS } from "./claims.ts";
import {
  type CriterionVerdict,
  combineCriteria,
  type Fallback,
  judgeCriterion,
} from "./criteria.ts";
import { observeFacts, type WeighedFinding } from "./findings.ts";

export interface JudgeOptions {
  now: Date;
  minEvidence?: Strength;
  maxAgeDays?: Partial<Record<Strength, number>>;
}

/** The verdict on one capability with everything it rests on. */
export interface Verdict {
  capability: Capability;
  outcome: Outcome;
  strength: Strength | null;
  code: UnknownCode | null;
  message: string;
  criteria: CriterionVerdict[];
  findings: WeighedFinding[];
  contradiction: Contradiction | null;
  /** The operator's own view, where the profile claims something. */
  claimed: ClaimStatus | null;
  assessed: boolean;
}

/** Judges every capability of the framework. Pure: the evidence and the options decide, nothing else. */
export function judge(
  evidence: EvidenceFile,
  framework: Framework,
  checks: readonly Check[],
  options: JudgeOptions,
): Verdict[] {
  const { taxonomy } = evidence.loaded.profile;
  const tracks = evidence.scope.tracks;
  return framework.capabilities
    .filter((capability) => !tracks || tracks.includes(capability.track))
    .map((capability) => {
      if (!trackApplies(framework, capability.track, taxonomy))
        return notApplicable(capability, evidence);
      const selected = evidence.scope.capabilities;
      if (selected && !selected.includes(capability.id)) return notAssessed(capability, evidence);
      return judgeCapability(capability, evidence, checks, options);
    });
}

function trackApplies(framework: Framework, id: string, taxonomy: Taxonomy): boolean {
  const track = framework.tracks.find((candidate) => candidate.id === id);
  return track !== undefined && applies(track.appliesWhen, taxonomy);
}

function judgeCapability(
  capability: Capability,
  evidence: EvidenceFile,
  checks: readonly Check[],
  options: JudgeOptions,
): Verdict {
  const observed = checks
    .filter((check) => check.id === capability.id)
    .flatMap((check) => observeFacts(capability, check, evidence.facts));
  const findings = [...observed, ...claimed(capability, evidence, options)].map((finding) =>
    setAside(finding, evidence, options),
  );
  const fallback = whyUnknown(capability, evidence, checks);
  const criteria = capability.criteria.map((criterion) =>
    judgeCriterion(criterion, findings, fallback),
  );
  return {
    capability,
    ...combineCriteria(criteria),
    criteria,
    findings,
    contradiction: findContradiction(capability, evidence, criteria),
    claimed: evidence.loaded.profile.claims?.[capability.id]?.status ?? null,
    assessed: true,
  };
}

function claimed(
  capability: Capability,
  evidence: EvidenceFile,
  options: JudgeOptions,
): WeighedFinding[] {
  const { profile, inherited } = evidence.loaded;
  const own = profile.claims?.[capability.id];
  const claim = own ?? inherited?.claims[capability.id];
  if (!claim) return [];
  return claimFindings(capability, claim, {
    now: options.now,
    maxAgeDays: options.maxAgeDays?.declared ?? STALE_AFTER_DAYS,
    proofs: evidence.proofs,
    source: own || !inherited ? "claim" : `claim of ${inherited.from}`,
  });
}

function setAside(
  finding: WeighedFinding,
  evidence: EvidenceFile,
  options: JudgeOptions,
): WeighedFinding {
  if (finding.setAside || finding.outcome === "unknown" || finding.outcome === "note") {
    return finding;
  }
  const { minEvidence, maxAgeDays } = options;
  if (minEvidence && strengthRank(finding.strength) < strengthRank(minEvidence)) {
    const why = `only ${finding.strength}, and --min-evidence asks for ${minEvidence}`;
    return { ...finding, setAside: { code: "not-observable", why } };
  }
  const limit = maxAgeDays?.[finding.strength];
  if (finding.strength !== "declared" && limit !== undefined) {
    const days = daysBetween(evidence.gatheredAt.slice(0, 10), options.now);
    if (days > limit) {
      const why = `gathered ${days} days ago, and --max-age allows ${limit}`;
      return { ...finding, setAside: { code: "stale-evidence", why } };
    }
  }
  return finding;
}

/** The reason to give when there is no evidence at all. */
function whyUnknown(
  capability: Capability,
  evidence: EvidenceFile,
  checks: readonly Check[],
): Fallback {
  const claims = evidence.loaded.profile.claims;
  const noClaim = claims && Object.hasOwn(claims, capability.id) ? "" : "No claim declares it. ";
  const { adapter } = evidence;
  if (readsClients(capability.id, checks) && !wasLookedFor(capability.id, evidence, checks)) {
    const why = evidence.offline ? " (--offline)" : "";
    return {
      code: "not-observable",
      message: `${noClaim}No package-manager client was run${why}.`,
    };
  }
  if (!adapter) {
    const message = `${noClaim}No adapter was named that could observe it.`;
    return { code: "unsupported", message };
  }
  const coverage = adapter.observes[capability.id];
  if (!coverage) {
    return { code: "not-observable", message: `${noClaim}It cannot be observed from outside.` };
  }
  if (evidence.offline && !wasLookedFor(capability.id, evidence, checks)) {
    return { code: "unreachable", message: `${noClaim}The registry was not asked: --offline.` };
  }
  const message = `${noClaim}What was seen does not decide it: ${coverage.note}.`;
  return { code: "not-observable", message };
}

function readsClients(id: CapabilityId, checks: readonly Check[]): boolean {
  return factsOf(id, checks).some((key) => key.startsWith("client"));
}

function factsOf(id: CapabilityId, checks: readonly Check[]): FactKey[] {
  return checks
    .filter((check) => check.id === id)
    .flatMap((check) => Object.keys(check.observe) as FactKey[]);
}

function wasLookedFor(id: CapabilityId, evidence: EvidenceFile, checks: readonly Check[]): boolean {
  const keys = factsOf(id, checks);
  return evidence.facts.some((fact) => keys.includes(fact.key));
}

function findContradiction(
  capability: Capability,
  evidence: EvidenceFile,
  criteria: readonly CriterionVerdict[],
): Contradiction | null {
  const claim = evidence.loaded.profile.claims?.[capability.id];
  if (!claim) return null;
  for (const { criterion, outcome, strength, message } of criteria) {
    if (strength !== "observed" || (outcome !== "unmet" && outcome !== "partial")) continue;
    if (claimedOutcome(claim, criterion) !== "met") continue;
    return { criterion: criterion.id, claimed: "met", observed: outcome, message };
  }
  return null;
}

function notApplicable(capability: Capability, evidence: EvidenceFile): Verdict {
  const message = "The track does not apply to this kind of repository.";
  return { ...withoutEvidence(capability, evidence), outcome: "not-applicable", message };
}

function notAssessed(capability: Capability, evidence: EvidenceFile): Verdict {
  const message = "Not assessed in this run (--capability).";
  const left = withoutEvidence(capability, evidence);
  return { ...left, outcome: "unknown", code: "unsupported", message, assessed: false };
}

function withoutEvidence(
  capability: Capability,
  evidence: EvidenceFile,
): Omit<Verdict, "outcome" | "message"> {
  return {
    capability,
    strength: null,
    code: null,
    criteria: [],
    findings: [],
    contradiction: null,
    claimed: evidence.loaded.profile.claims?.[capability.id]?.status ?? null,
    assessed: true,
  };
}
