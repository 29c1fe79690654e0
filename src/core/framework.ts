import type { Level } from "./outcome.ts";

/** `track/name`, for example `authentication/totp-mfa`. Ids are public and stable for ever. */
export type CapabilityId = `${string}/${string}`;

export const PACKAGE_KINDS = ["accepts-built", "builds-for-users", "source-only"] as const;
export type PackageKind = (typeof PACKAGE_KINDS)[number];

/** The Principles' taxonomy of a repository: what it is decides which tracks apply. */
export interface Taxonomy {
  userAccounts: boolean;
  /** One or more; a registry may accept built packages and build others. */
  packages: PackageKind[];
  /** Whose accounts they are, when an identity provider keeps them (`github`). */
  accountProvider?: string;
}

/** A condition over the taxonomy; every named field must hold. Empty means always. */
export interface AppliesWhen {
  userAccounts?: boolean;
  /** Holds when the repository does at least one of these. */
  packages?: PackageKind[];
}

export interface Track {
  id: string;
  title: string;
  appliesWhen: AppliesWhen;
  /** The condition in words, printed where the track does not apply. */
  appliesTo: string;
}

export interface Criterion {
  id: string;
  title: string;
  /** Optional criteria ("if possible", "should strive") are shown and never counted. */
  required: boolean;
}

export interface Link {
  title: string;
  url: string;
}

export type Relation = "equivalent" | "broader" | "supports";

/** One control of another framework that this capability maps to. The mapping is ours, not the framework's. */
export interface CrosswalkEntry {
  framework: string;
  control: string;
  /** `broader`: theirs asks more than ours. */
  relation: Relation;
}

/** Everything we know about one capability, in our own words; the catalogue entry. */
export interface Capability {
  id: CapabilityId;
  track: string;
  level: Exclude<Level, 0>;
  title: string;
  /** One sentence. */
  summary: string;
  /** Why it matters. */
  rationale: string;
  /** What happens to a registry without it. */
  threat: string;
  criteria: Criterion[];
  /** How `assay` can tell, in words. */
  howChecked: string;
  /** What no outside observer can see. */
  cannotSee: string;
  /** The question that `assay init --interview` asks. */
  question: string;
  remediation: string[];
  /** Person-weeks for a registry of ordinary size. */
  effort: { low: number; high: number; note?: string };
  references: Link[];
  adopters: { registry: string; url: string; note?: string }[];
  crosswalk: CrosswalkEntry[];
}

/** A version of the Principles as data. */
export interface Framework {
  id: string;
  version: string;
  title: string;
  source: string;
  levels: { level: Level; title: string; summary: string }[];
  tracks: Track[];
  /** In the order of the text: by track, then level. */
  capabilities: Capability[];
}

/** Does the condition hold for this taxonomy? */
export function applies(when: AppliesWhen, taxonomy: Taxonomy): boolean {
  if (when.userAccounts !== undefined && when.userAccounts !== taxonomy.userAccounts) return false;
  if (when.packages && !when.packages.some((kind) => taxonomy.packages.includes(kind)))
    return false;
  return true;
}
