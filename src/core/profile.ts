import type { CapabilityId, Taxonomy } from "./framework.ts";

export type ClaimStatus = "met" | "partial" | "unmet" | "not-applicable";

export interface EvidenceLink {
  url: string;
  /** A phrase of at most eight words that the page must still contain. */
  says: string;
  /** The criterion this link shows; left out, it stands for the whole claim. */
  criterion?: string;
}

/** What the profile declares for one capability. */
export interface Claim {
  status: ClaimStatus;
  criteria?: Record<string, "met" | "partial" | "unmet">;
  reason?: string;
  /** ISO date on which somebody last looked. */
  checked?: string;
  evidence?: EvidenceLink[];
}

export interface Waiver {
  capability: CapabilityId;
  reason: string;
  owner: string;
  /** ISO date; the waiver holds up to and including that day. */
  expires: string;
  compensating?: string;
}

export interface RegistryUrls {
  web?: string;
  api?: string | { from: "npm-config" };
  docs?: string;
  /** The feed of registry events, where it is not at the protocol's usual place. */
  changes?: string;
  /** Go: checksum database, index of new versions and vulnerability database, beside the proxy at `api`. */
  sumdb?: string;
  index?: string;
  vulndb?: string;
}

/** A profile as written, after validation against `schemas/profile.schema.json`. */
export interface Profile {
  schemaVersion: 1;
  registry: {
    id: string;
    name: string;
    ecosystem: string;
    adapter?: string;
    urls?: RegistryUrls;
  };
  taxonomy: Taxonomy;
  samples?: string[];
  clients?: string[];
  /** Facts about the registry that other public services hold. */
  listings?: {
    /** Its secret type in GitHub's list of secret-scanning patterns. */
    githubSecretType?: string;
    /** Ids of malicious-package advisories of this registry in the OSV database. */
    osvMalware?: string[];
  };
  claims?: Record<CapabilityId, Claim>;
  waivers?: Waiver[];
  staging?: {
    url: string;
    /** Names of environment variables, never values. */
    credentials?: { username?: string; password?: string; token?: string };
  };
}

/** Where a value stands in its file, 1-based. */
export interface Position {
  line: number;
  column: number;
}

/** A profile with where it came from. */
export interface LoadedProfile {
  profile: Profile;
  /** As the user named it: a path, a bundled name or a URL. */
  name: string;
  kind: "file" | "bundled" | "url" | "none";
  /** What was assumed rather than read, for the report to say. */
  assumptions: string[];
  /** Position of each claim and waiver by JSON pointer, for messages and SARIF. */
  positions: Record<string, Position>;
  /** Claims of the account provider's own profile, by capability. */
  inherited?: { from: string; claims: Record<CapabilityId, Claim> };
}
