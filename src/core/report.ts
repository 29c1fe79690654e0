import type { ActiveSummary, ProofState, Scope } from "./evidence.ts";
import type { CapabilityId, Link, Taxonomy } from "./framework.ts";
import type { Exchange } from "./http.ts";
import type { LoadedProfile } from "./profile.ts";
import type { CriterionOutcome, Level, Method, Outcome, Strength, UnknownCode } from "./outcome.ts";

/** One piece of evidence behind a verdict, whether or not it decided. */
export interface ReportEvidence {
  method: Method;
  strength: Strength;
  /** What this piece alone says. `note`: shown, not counted. */
  outcome: CriterionOutcome | "note";
  /** The criterion it speaks of; absent, it speaks of every required one. */
  criterion?: string;
  message: string;
  /** Adapter, driver, plugin, `claim`, or `claim of PROVIDER` for inherited ones. */
  source: string;
  url?: string;
  /** Exchange ids in `exchanges`. */
  exchanges?: string[];
  /** For claims: the phrase looked for and what became of it. */
  says?: string;
  proof?: ProofState;
  /** ISO date on which somebody last looked (claims). */
  checked?: string;
  age?: "ageing" | "stale" | "undated";
  /** For a client beside the official one: what it alone would have come to. Shown, not counted. */
  beside?: CriterionOutcome;
  /** Why it was not counted: `--min-evidence`, `--max-age`. */
  setAside?: string;
}

export interface ReportCriterion {
  id: string;
  title: string;
  required: boolean;
  outcome: CriterionOutcome;
  strength: Strength | null;
  code: UnknownCode | null;
  message: string;
}

/** The claim says met, an observation says otherwise; the observation won. */
export interface Contradiction {
  criterion: string | null;
  claimed: "met";
  observed: "partial" | "unmet";
  message: string;
}

export interface ReportWaiver {
  capability: CapabilityId;
  reason: string;
  owner: string;
  expires: string;
  compensating?: string;
  /** `unneeded`: the capability is met or its track does not apply. */
  state: "active" | "expired" | "unneeded";
  /** Whole days until it expires, negative afterwards. */
  daysLeft: number;
}

export interface ReportCapability {
  id: CapabilityId;
  title: string;
  level: Level;
  outcome: Outcome;
  strength: Strength | null;
  code: UnknownCode | null;
  /** Why, in one or two sentences. */
  message: string;
  criteria: ReportCriterion[];
  evidence: ReportEvidence[];
  contradiction: Contradiction | null;
  waiver: ReportWaiver | null;
  /** The operator's own view, where the profile claims something. */
  claimed: "met" | "partial" | "unmet" | "not-applicable" | null;
  /** False when `--capability` left it out of this run; its outcome is then `unknown`. */
  assessed: boolean;
}

export interface ReportTrack {
  id: string;
  title: string;
  applicable: boolean;
  /** The rule that decided applicability, with the taxonomy's answer. */
  why: string;
  level: Level | null;
  verifiedLevel: Level | null;
  potentialLevel: Level | null;
  /** Capabilities that keep the track from its next level. */
  blockers: CapabilityId[];
  /** Capabilities met above the track's level. */
  heldAbove: CapabilityId[];
  capabilities: ReportCapability[];
}

export interface Gap {
  capability: CapabilityId;
  track: string;
  level: Level;
  title: string;
  outcome: "unmet" | "partial" | "unknown";
  code: UnknownCode | null;
  why: string;
  remediation: string[];
  /** Person-weeks. */
  effort: { low: number; high: number };
  references: Link[];
  /** Does it keep its track from the next level? */
  blocks: boolean;
}

export interface GateRequirement {
  /** `registry` or a track id. */
  scope: string;
  minimum: Level;
  /** Level with active waivers counted as met. Null: the track does not apply. */
  level: Level | null;
  potentialLevel: Level | null;
  state: "met" | "not-met" | "inconclusive" | "not-applicable";
  /** Why it is not met: capabilities at or below the minimum. */
  blockers: { capability: CapabilityId; outcome: Outcome; message: string }[];
  /** Capabilities that count as met only because of a waiver. */
  waived: CapabilityId[];
}

export interface Gate {
  passed: boolean;
  requirements: GateRequirement[];
}

/** Where the profile stands, so that a result can be shown at the line that it is about. */
export type ReportProfile = Pick<LoadedProfile, "name" | "kind" | "positions">;

/** The source of truth: every other format renders from it. Schema: `schemas/report.schema.json`. */
export interface Report {
  schemaVersion: 1;
  tool: { name: string; version: string };
  framework: { id: string; version: string; title: string };
  registry: { id: string; name: string; ecosystem: string; url: string | null };
  taxonomy: Taxonomy;
  /** The run's time, from the evidence; ISO 8601. */
  generatedAt: string;
  /** The lowest of the applicable tracks. Null when none applies. */
  level: Level | null;
  verifiedLevel: Level | null;
  potentialLevel: Level | null;
  tracks: ReportTrack[];
  gaps: Gap[];
  gate: Gate | null;
  summary: { met: number; partial: number; unmet: number; unknown: number; notApplicable: number };
  /** What was assumed rather than declared: the adapter's usual taxonomy, for a bare URL. */
  assumptions: string[];
  scope: Scope;
  /** The settings that shaped the verdicts. */
  settings: {
    profile: string;
    adapter: string | null;
    offline: boolean;
    minEvidence: Strength | null;
    maxAgeDays: Partial<Record<Strength, number>>;
    now: string;
  };
  /** Optional, so that a report saved without it can still be read. */
  profile?: ReportProfile;
  waivers: ReportWaiver[];
  /** Hosts or addresses that gave no answer, with the reason. */
  unreachable: { url: string; reason: string }[];
  nextStep: { message: string; command: string | null };
  exchanges: Exchange[];
  /** How the active audit went, after `--active`. */
  active?: ActiveSummary;
}
