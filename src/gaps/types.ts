import type { CapabilityId, Relation } from "../core/framework.ts";
import type { CriterionOutcome, Level, Outcome, Strength, UnknownCode } from "../core/outcome.ts";
import type { Gap } from "../core/report.ts";
import type { WorkKind } from "../core/work.ts";

/** A registry that has the capability already. */
export interface PriorArt {
  capability: CapabilityId;
  registry: string;
  /** Id of its profile, where it comes from one. */
  id?: string;
  url: string;
  note?: string;
}

/** A control of another framework that closing the gap also serves. The mapping is ours. */
export interface ServedStandard {
  framework: string;
  title: string;
  version?: string;
  url: string;
  control: string;
  relation: Relation;
}

/** `TBD`: nobody has estimated it. `Ask`: the owner names it on request. */
export type Cost = "TBD" | "Ask" | { low: number; high: number; currency: string | null };

/** What people know of one gap and no audit can; an entry of the overlay file. */
export interface OverlayEntry {
  owner?: string;
  contact?: string;
  cost?: number | "TBD" | "Ask";
  tracking?: string;
  /** The amount that is secured, or whether all of it is. */
  funded?: number | boolean;
  sponsors?: string[];
  status?: "planning" | "in-progress" | "done";
  risks?: string;
  text?: string;
}

/** What an application asks about the applicant. */
export interface Proposal {
  title?: string;
  website?: string;
  contact?: string;
  teams?: string;
  abstract?: string;
  experience?: string;
  otherFunding?: string;
  ecosystem?: string;
}

/** Fields of an overlay that may have several lines. */
export const LONG_FIELDS: ReadonlySet<string> = new Set([
  "text",
  "risks",
  "abstract",
  "experience",
  "otherFunding",
  "ecosystem",
]);

/** `gaps.yml`, after validation against `schemas/gaps-overlay.schema.json`. */
export interface Overlay {
  schemaVersion: 1;
  /** Per person-week. */
  rate?: number;
  currency?: string;
  proposal?: Proposal;
  gaps: Readonly<Record<string, OverlayEntry>>;
}

export interface GapSelection {
  /** Gaps of capabilities above this level are left out. */
  toLevel: Level;
  tracks?: readonly string[];
  capabilities?: readonly string[];
  overlay?: Overlay;
  /** What one person-week costs; wins over the overlay's. */
  rate?: number;
  currency?: string;
  /** What bundled profiles claim as met, beside what the catalogue names. */
  priorArt?: readonly PriorArt[];
}

/** One gap as work that can be funded. The fields of `Gap` mean what they mean there. */
export interface WorkItem extends Gap {
  /** From 1. */
  order: number;
  trackTitle: string;
  /** The level of its track that is out of reach without it. */
  needed: { track: string; level: Level };
  statusQuo: {
    message: string;
    criteria: { id: string; title: string; required: boolean; outcome: CriterionOutcome }[];
    evidence: { message: string; strength: Strength; url: string | null; checked: string | null }[];
  };
  proposal: string;
  impact: string;
  threat: string;
  deliverables: string[];
  acceptance: {
    /** The counted criteria that are not met yet. */
    criteria: { id: string; title: string }[];
    command: string;
    levelCommand: string;
  };
  kinds: WorkKind[];
  effortNote: string | null;
  cost: Cost;
  /** `open`: not met today. `listed`: its own item of this list. */
  dependsOn: { capability: CapabilityId; title: string; open: boolean; listed: boolean }[];
  priorArt: PriorArt[];
  standards: ServedStandard[];
  overlay: OverlayEntry;
}

export interface Milestone {
  track: string;
  trackTitle: string;
  level: Exclude<Level, 0>;
  /** Every applicable capability of that track and level, met ones too. */
  capabilities: {
    id: CapabilityId;
    title: string;
    outcome: Outcome;
    code: UnknownCode | null;
    criteria: { id: string; title: string; required: boolean; outcome: CriterionOutcome }[];
  }[];
  met: number;
  items: WorkItem[];
}

/** The work to a level, with what every template needs of the report it came from. */
export interface WorkList {
  registry: { id: string; name: string; ecosystem: string; url: string | null };
  framework: { title: string; version: string; url: string | null };
  /** Day of the evidence. */
  date: string;
  /** What to name on a command line; `PROFILE` where the name could not stand there as it is. */
  profile: string;
  toLevel: Level;
  level: Level | null;
  items: WorkItem[];
  /** Grouped by track and level, lowest level first; only those with an open item. */
  milestones: Milestone[];
  /** Notes of frameworks that are mapped to. */
  standardNotes: { title: string; note: string }[];
  proposal: Proposal;
  currency: string | null;
}
