import type { ActiveRun } from "./active.ts";
import type { Observability } from "./adapter.ts";
import type { FactRecord } from "./facts.ts";
import type { CapabilityId } from "./framework.ts";
import type { Exchange } from "./http.ts";
import type { LoadedProfile } from "./profile.ts";

/**
 * What became of checking one evidence link of a claim.
 * `verified`: the page contains the phrase. `stale`: page or phrase is gone. `unchecked`: the page could not be reached
 * (network, 403, 429, a bot wall, offline). `not-fetched`: its host's terms forbid automated access.
 */
export type ProofState = "verified" | "stale" | "unchecked" | "not-fetched";

export interface ProofRecord {
  url: string;
  says: string;
  state: ProofState;
  /** One line for people: what was seen, or why not. */
  detail: string;
  exchange?: string;
}

/** How an active audit of the staging instance went; its facts and exchanges stand with the others. */
export type ActiveSummary = Pick<
  ActiveRun,
  "runId" | "target" | "requests" | "left" | "stopped" | "journal"
>;

/** Restricts a run to some tracks or capabilities. */
export interface Scope {
  tracks?: string[];
  capabilities?: CapabilityId[];
}

/**
 * Everything that judging needs and nothing else; `--save-evidence` writes it, `--from-evidence` judges it again.
 * It holds no secrets and no bodies.
 */
export interface EvidenceFile {
  schemaVersion: 1;
  tool: { name: string; version: string };
  framework: { id: string; version: string };
  /** ISO time at which gathering began; the run's date, unless `--now` says otherwise. */
  gatheredAt: string;
  offline: boolean;
  loaded: LoadedProfile;
  /** Resolved base address of the API, or null when no adapter ran. */
  api: string | null;
  scope: Scope;
  adapter: {
    id: string;
    title: string;
    observes: Partial<Record<CapabilityId, Observability>>;
  } | null;
  exchanges: Exchange[];
  facts: FactRecord[];
  proofs: ProofRecord[];
  /** Only after `--active`. */
  active?: ActiveSummary;
}
