import { describe, expect, it } from "vitest";
import { frameworks } from "../../checks/catalogue.gen.ts";
import { checks } from "../../checks/index.gen.ts";
import type { EvidenceFile, ProofState } from "../../src/core/evidence.ts";
import type { Capability, Framework } from "../../src/core/framework.ts";
import { UNKNOWN_CODES } from "../../src/core/outcome.ts";
import type { Claim } from "../../src/core/profile.ts";
import { judge, type Verdict } from "../../src/judge/judge.ts";
import { makeEvidence, NOW, withClaim } from "../support/evidence.ts";

/** Every capability of the newest framework, seen met, partial, unmet and unknown: no id is forgotten by judging. */

const URL = "https://registry.example/policy";
const SAYS = "a phrase of it";

function newest(): Framework {
  const framework = frameworks.at(-1);
  if (!framework) throw new Error("there is no framework");
  return framework;
}

const framework = newest();
const rows = framework.capabilities.map((capability) => ({ id: capability.id, capability }));

function judgeOne(capability: Capability, parts: Parameters<typeof makeEvidence>[0]): Verdict {
  const evidence: EvidenceFile = makeEvidence({
    adapter: null,
    scope: { capabilities: [capability.id] },
    ...parts,
  });
  const verdicts = judge(evidence, framework, checks, { now: NOW });
  const verdict = verdicts.find((one) => one.capability.id === capability.id);
  if (!verdict) throw new Error(`no verdict on ${capability.id}`);
  return verdict;
}

function judgeClaim(capability: Capability, claim: Claim, proof?: ProofState): Verdict {
  return judgeOne(capability, {
    profile: withClaim(capability.id, { checked: "2026-11-01", ...claim }),
    proofs: proof ? [{ url: URL, says: SAYS, state: proof, detail: "as the test says" }] : [],
  });
}

const required = (capability: Capability) => capability.criteria.filter((one) => one.required);

it("has the 32 capabilities of the Principles", () => {
  expect(rows).toHaveLength(32);
});

describe.each(rows)("$id", ({ capability }) => {
  it("is met by a claim, declared until its page proves it", () => {
    const claim: Claim = { status: "met", evidence: [{ url: URL, says: SAYS }] };
    expect(judgeClaim(capability, claim)).toMatchObject({ outcome: "met", strength: "declared" });
    expect(judgeClaim(capability, claim, "verified")).toMatchObject({
      outcome: "met",
      strength: "documented",
    });
    for (const state of ["stale", "unchecked", "not-fetched"] as const) {
      expect(judgeClaim(capability, claim, state)).toMatchObject({
        outcome: "met",
        strength: "declared",
      });
    }
  });

  it("is unmet by a claim", () => {
    const verdict = judgeClaim(capability, { status: "unmet", reason: "not built" });
    expect(verdict).toMatchObject({ outcome: "unmet", strength: "declared", code: null });
  });

  it("is partial by a claim", () => {
    const verdict = judgeClaim(capability, { status: "partial", reason: "half of it" });
    expect(verdict.outcome).toBe("partial");
  });

  it("is partial when one required criterion of several is not met, and met without an optional one", () => {
    const [first, ...others] = required(capability);
    if (!first) throw new Error("no required criterion");
    const one = judgeClaim(capability, {
      status: "met",
      reason: "one is missing",
      criteria: { [first.id]: "unmet" },
    });
    expect(one.outcome).toBe(others.length > 0 ? "partial" : "unmet");
    const optional = capability.criteria.filter((criterion) => !criterion.required);
    const without = judgeClaim(capability, {
      status: "met",
      criteria: Object.fromEntries(optional.map(({ id }) => [id, "unmet" as const])),
    });
    expect(without.outcome).toBe("met");
  });

  it("is unknown without a claim, after a stale one, and whatever the operator thinks of its applicability", () => {
    const { outcome, code } = judgeOne(capability, {});
    expect(outcome).toBe("unknown");
    expect(UNKNOWN_CODES).toContain(code);
    const old: Claim = { status: "met", checked: "2025-01-01" };
    expect(judgeClaim(capability, old)).toMatchObject({
      outcome: "unknown",
      code: "stale-evidence",
    });
    const aside: Claim = { status: "not-applicable", reason: "not for us" };
    expect(judgeClaim(capability, aside)).toMatchObject({
      outcome: "unknown",
      claimed: "not-applicable",
    });
  });

  it("is not applicable only by the taxonomy", () => {
    const applies = framework.tracks.find(({ id }) => id === capability.track)?.appliesWhen;
    const profile = {
      ...withClaim(capability.id, { status: "met", checked: "2026-11-01" }),
      taxonomy: { userAccounts: false, packages: ["source-only" as const] },
    };
    const always = Object.keys(applies ?? {}).length === 0;
    expect(judgeOne(capability, { profile }).outcome).toBe(always ? "met" : "not-applicable");
  });
});
