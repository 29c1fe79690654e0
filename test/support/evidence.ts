import type { EvidenceFile } from "../../src/core/evidence.ts";
import type { FactKey, FactRecord, Facts, Gathered } from "../../src/core/facts.ts";
import type { Capability, CapabilityId, Framework } from "../../src/core/framework.ts";
import type { Claim, Profile } from "../../src/core/profile.ts";

/** The day all of these tests run on. */
export const NOW: Date = new Date("2026-11-22T12:00:00Z");

export function makeProfile(parts: Partial<Profile> = {}): Profile {
  return {
    schemaVersion: 1,
    registry: { id: "example", name: "Example", ecosystem: "npm", urls: {} },
    taxonomy: { userAccounts: true, packages: ["accepts-built"] },
    ...parts,
  };
}

export function makeEvidence(
  parts: Partial<EvidenceFile> & { profile?: Profile } = {},
): EvidenceFile {
  const { profile = makeProfile(), ...rest } = parts;
  return {
    schemaVersion: 1,
    tool: { name: "registry-assay", version: "0.0.0-test" },
    framework: { id: "test", version: "0" },
    gatheredAt: NOW.toISOString(),
    offline: false,
    loaded: { profile, name: "example", kind: "file", assumptions: [], positions: {} },
    api: "https://registry.example",
    scope: {},
    adapter: { id: "test", title: "Test", observes: {} },
    exchanges: [],
    facts: [],
    proofs: [],
    ...rest,
  };
}

export function makeFact<K extends FactKey>(
  key: K,
  result: Gathered<Facts[K]>,
  parts: Partial<FactRecord<K>> = {},
): FactRecord {
  const fact: FactRecord<K> = {
    id: "f1",
    key,
    method: "passive",
    source: "test",
    result,
    exchanges: [],
    ...parts,
  };
  return fact;
}

export function makeCapability(parts: Partial<Capability> = {}): Capability {
  return {
    id: "general/thing",
    track: "general",
    level: 1,
    title: "Thing",
    summary: "Has the thing.",
    rationale: "",
    threat: "",
    criteria: [{ id: "one", title: "One", required: true }],
    howChecked: "",
    cannotSee: "it is hidden.",
    question: "Has it?",
    remediation: ["Build it."],
    effort: { low: 1, high: 2 },
    references: [],
    adopters: [],
    crosswalk: [],
    ...parts,
  };
}

export function makeFramework(capabilities: Capability[]): Framework {
  return {
    id: "test",
    version: "0",
    title: "Test",
    source: "https://registry.example/framework",
    levels: [],
    tracks: [
      {
        id: "authentication",
        title: "Authentication",
        appliesWhen: { userAccounts: true },
        appliesTo: "repositories with user accounts",
      },
      { id: "general", title: "General", appliesWhen: {}, appliesTo: "all repositories" },
    ],
    capabilities,
  };
}

export function withClaim(id: CapabilityId, claim: Claim, parts: Partial<Profile> = {}): Profile {
  return makeProfile({ ...parts, claims: { [id]: claim } });
}
