import { describe, expect, it } from "vitest";
import { defineCheck } from "../../src/core/check.ts";
import type { EvidenceFile } from "../../src/core/evidence.ts";
import type { Claim } from "../../src/core/profile.ts";
import { type JudgeOptions, judge, type Verdict } from "../../src/judge/judge.ts";
import {
  makeCapability,
  makeEvidence,
  makeFact,
  makeFramework,
  makeProfile,
  NOW,
  withClaim,
} from "../support/evidence.ts";

const ID = "general/thing";
const check = defineCheck({
  id: ID,
  messages: { seen: "Seen in {subject}.", missing: "Looked for, and not there." },
  observe: {
    checksumLog: (log) =>
      log.state === "found"
        ? { outcome: "met", message: "seen", args: { subject: log.value.subject } }
        : { outcome: "unmet", message: "missing" },
  },
});
const found = makeFact("checksumLog", { state: "found", value: { subject: "a@1", signed: true } });
const absent = makeFact("checksumLog", { state: "absent", note: "no log" });
const failed = makeFact("checksumLog", {
  state: "failed",
  code: "unreachable",
  message: "No answer.",
});

function verdict(evidence: EvidenceFile, options: Partial<JudgeOptions> = {}): Verdict {
  const [only] = judge(evidence, makeFramework([makeCapability()]), [check], {
    now: NOW,
    ...options,
  });
  if (!only) throw new Error("one capability gives one verdict");
  return only;
}

function claimed(claim: Claim, parts: Partial<EvidenceFile> = {}): EvidenceFile {
  return makeEvidence({ profile: withClaim(ID, claim), ...parts });
}

const LINK = { url: "https://docs.registry.example/thing", says: "we have the thing" };

describe("judging observations", () => {
  it("sees met, unmet and unknown", () => {
    expect(verdict(makeEvidence({ facts: [found] }))).toMatchObject({
      outcome: "met",
      strength: "observed",
      message: "Seen in a@1.",
    });
    expect(verdict(makeEvidence({ facts: [absent] }))).toMatchObject({ outcome: "unmet" });
    expect(verdict(makeEvidence({ facts: [failed] }))).toMatchObject({
      outcome: "unknown",
      code: "unreachable",
      message: "No answer.",
    });
  });

  it("turns a check that throws into unknown/check-error", () => {
    const broken = { ...found, result: { state: "found", value: null } } as unknown as typeof found;
    expect(verdict(makeEvidence({ facts: [broken] }))).toMatchObject({
      outcome: "unknown",
      code: "check-error",
    });
  });

  it("shows a second client beside, without counting it", () => {
    const beside = { ...absent, beside: true };
    const result = verdict(makeEvidence({ facts: [found, beside] }));
    expect(result.outcome).toBe("met");
    expect(result.findings.map(({ outcome, beside: its }) => [outcome, its])).toEqual([
      ["met", undefined],
      ["note", "unmet"],
    ]);
    const missing = { ...failed, beside: true };
    expect(verdict(makeEvidence({ facts: [found, missing] })).outcome).toBe("met");
  });

  it("says why it knows nothing", () => {
    expect(verdict(makeEvidence({ adapter: null }))).toMatchObject({ code: "unsupported" });
    const seen = verdict(makeEvidence());
    expect(seen).toMatchObject({ code: "not-observable" });
    expect(seen.message).toBe("No claim declares it. It cannot be observed from outside.");
    const observes = { [ID]: { extent: "yes" as const, note: "By its log." } };
    const adapter = { id: "test", title: "Test", observes };
    expect(verdict(makeEvidence({ adapter, offline: true }))).toMatchObject({
      code: "unreachable",
    });
  });
});

describe("judging claims", () => {
  it("sees met, partial, unmet and unknown", () => {
    const link = { evidence: [LINK] };
    expect(verdict(claimed({ status: "met", ...link })).outcome).toBe("met");
    expect(verdict(claimed({ status: "partial", reason: "half", ...link })).outcome).toBe(
      "partial",
    );
    expect(verdict(claimed({ status: "unmet", reason: "none", ...link })).outcome).toBe("unmet");
    expect(verdict(makeEvidence()).outcome).toBe("unknown");
  });

  it.each([
    ["verified", "documented"],
    ["stale", "declared"],
    ["unchecked", "declared"],
    ["not-fetched", "declared"],
  ] as const)("a %s link makes the claim %s", (state, strength) => {
    const proofs = [{ ...LINK, state, detail: "so it is" }];
    const result = verdict(claimed({ status: "met", evidence: [LINK] }, { proofs }));
    expect(result).toMatchObject({ outcome: "met", strength });
    expect(result.findings[0]?.claim?.proof).toBe(state);
  });

  it("a stale link outweighs a verified one, an unreachable link does not", () => {
    const other = { ...LINK, url: "https://docs.registry.example/other" };
    const claim: Claim = { status: "met", evidence: [LINK, other] };
    const ok = { ...LINK, state: "verified" as const, detail: "" };
    const stale = [ok, { ...other, state: "stale" as const, detail: "page gone" }];
    expect(verdict(claimed(claim, { proofs: stale })).strength).toBe("declared");
    const blocked = [ok, { ...other, state: "unchecked" as const, detail: "403" }];
    expect(verdict(claimed(claim, { proofs: blocked })).strength).toBe("documented");
  });

  it("an old declaration is unknown/stale-evidence, unless its page still says so today", () => {
    const old: Claim = { status: "met", checked: "2025-11-01", evidence: [LINK] };
    expect(verdict(claimed(old))).toMatchObject({ outcome: "unknown", code: "stale-evidence" });
    const proofs = [{ ...LINK, state: "verified" as const, detail: "" }];
    expect(verdict(claimed(old, { proofs }))).toMatchObject({
      outcome: "met",
      strength: "documented",
    });
    expect(verdict(claimed(old), { maxAgeDays: { declared: 400 } }).outcome).toBe("met");
  });

  it.each([
    ["2026-11-01", undefined],
    ["2026-05-25", "ageing"],
    ["2025-11-22", "ageing"],
    ["2025-11-21", "stale"],
    [undefined, "undated"],
  ] as const)("looked at on %s: %s", (checked, age) => {
    const claim: Claim = { status: "met", ...(checked ? { checked } : {}) };
    expect(verdict(claimed(claim)).findings[0]?.claim?.age).toBe(age);
  });

  it("a not-applicable claim is a note and changes nothing", () => {
    const claim: Claim = { status: "not-applicable", reason: "we think so" };
    const result = verdict(claimed(claim, { facts: [absent] }));
    expect(result).toMatchObject({
      outcome: "unmet",
      contradiction: null,
      claimed: "not-applicable",
    });
  });

  it("an observation contradicts a claim, and wins", () => {
    const result = verdict(claimed({ status: "met" }, { facts: [absent] }));
    expect(result).toMatchObject({
      outcome: "unmet",
      strength: "observed",
      contradiction: { criterion: "one", claimed: "met", observed: "unmet" },
    });
  });

  it("inherits the account provider's claims, and says so", () => {
    const evidence = makeEvidence();
    evidence.loaded.inherited = { from: "github", claims: { [ID]: { status: "met" } } };
    const result = verdict(evidence);
    expect(result.outcome).toBe("met");
    expect(result.findings[0]?.source).toBe("claim of github");
  });
});

describe("setting evidence aside", () => {
  it("by strength: what rests on it alone is unknown", () => {
    const evidence = claimed({ status: "unmet", reason: "no" });
    expect(verdict(evidence, { minEvidence: "observed" })).toMatchObject({ outcome: "unknown" });
    expect(verdict(makeEvidence({ facts: [absent] }), { minEvidence: "observed" }).outcome).toBe(
      "unmet",
    );
  });

  it("by age: old observations too", () => {
    const evidence = makeEvidence({ facts: [found], gatheredAt: "2026-10-01T00:00:00Z" });
    expect(verdict(evidence, { maxAgeDays: { observed: 30 } })).toMatchObject({
      outcome: "unknown",
      code: "stale-evidence",
    });
    expect(verdict(evidence, { maxAgeDays: { observed: 60 } }).outcome).toBe("met");
  });
});

describe("applicability", () => {
  it("is decided by the taxonomy alone", () => {
    const capability = makeCapability({ id: "authentication/thing", track: "authentication" });
    const profile = makeProfile({
      taxonomy: { userAccounts: false, packages: ["source-only"] },
      claims: { "authentication/thing": { status: "met" } },
    });
    const [result] = judge(makeEvidence({ profile }), makeFramework([capability]), [], {
      now: NOW,
    });
    expect(result).toMatchObject({ outcome: "not-applicable", findings: [] });
  });
});
