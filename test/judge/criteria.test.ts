import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CriterionOutcome, Strength } from "../../src/core/outcome.ts";
import { strengthRank } from "../../src/core/outcome.ts";
import { combineCriteria, judgeCriterion } from "../../src/judge/criteria.ts";
import type { WeighedFinding } from "../../src/judge/findings.ts";

const FALLBACK = { code: "not-observable", message: "Nobody knows." } as const;
const one = { id: "one", title: "One", required: true };

function finding(
  outcome: WeighedFinding["outcome"],
  strength: Strength = "observed",
  parts: Partial<WeighedFinding> = {},
): WeighedFinding {
  const message = `${strength} says ${outcome}`;
  return { outcome, strength, message, method: "passive", source: "test", exchanges: [], ...parts };
}

describe("judgeCriterion", () => {
  it.each<[string, WeighedFinding[], CriterionOutcome, Strength | null]>([
    ["nothing at all", [], "unknown", null],
    ["a note decides nothing", [finding("note")], "unknown", null],
    ["a failed look decides nothing", [finding("unknown")], "unknown", null],
    ["the only evidence decides", [finding("met", "declared")], "met", "declared"],
    [
      "stronger beats weaker, downwards",
      [finding("met", "declared"), finding("unmet")],
      "unmet",
      "observed",
    ],
    [
      "stronger beats weaker, upwards",
      [finding("unmet", "declared"), finding("met")],
      "met",
      "observed",
    ],
    ["of two observations the worse", [finding("met"), finding("unmet")], "unmet", "observed"],
    ["partial is worse than met", [finding("met"), finding("partial")], "partial", "observed"],
    [
      "a failed look leaves the claim standing",
      [finding("unknown"), finding("met", "documented")],
      "met",
      "documented",
    ],
    [
      "what is set aside does not count",
      [finding("met", "declared", { setAside: { code: "stale-evidence", why: "old" } })],
      "unknown",
      null,
    ],
  ])("%s", (_, findings, outcome, strength) => {
    expect(judgeCriterion(one, findings, FALLBACK)).toMatchObject({ outcome, strength });
  });

  it("names the reason that says most when nothing is known", () => {
    const verdict = judgeCriterion(
      one,
      [finding("unknown", "observed", { code: "unreachable", message: "No answer." })],
      FALLBACK,
    );
    expect(verdict).toMatchObject({ code: "unreachable", message: "No answer." });
    expect(judgeCriterion(one, [], FALLBACK)).toMatchObject({ code: "not-observable" });
  });

  it("applies a finding without criterion to required criteria only", () => {
    const optional = { id: "two", title: "Two", required: false };
    expect(judgeCriterion(optional, [finding("met")], FALLBACK).outcome).toBe("unknown");
    expect(
      judgeCriterion(optional, [finding("met", "observed", { criterion: "two" })], FALLBACK)
        .outcome,
    ).toBe("met");
  });
});

describe("combineCriteria", () => {
  const M: CriterionOutcome = "met";
  it.each<[string, CriterionOutcome[], string]>([
    ["all met", ["met", "met"], M],
    ["some met, some unmet", ["met", "unmet"], "partial"],
    ["all unmet", ["unmet", "unmet"], "unmet"],
    ["none unmet, some unknown", ["met", "unknown"], "unknown"],
    ["all unknown", ["unknown", "unknown"], "unknown"],
    ["unmet and unknown: nothing could make it met", ["unmet", "unknown"], "unmet"],
    ["met, unmet and unknown", ["met", "unmet", "unknown"], "partial"],
    ["a partial criterion", ["partial"], "partial"],
  ])("%s", (_, outcomes, expected) => {
    expect(combineCriteria(outcomes.map((outcome) => verdict(outcome))).outcome).toBe(expected);
  });

  it("never counts optional criteria", () => {
    expect(combineCriteria([verdict("met"), verdict("unmet", "observed", false)]).outcome).toBe(M);
  });

  it("a met capability is as strong as its weakest required criterion", () => {
    const combined = combineCriteria([verdict("met", "observed"), verdict("met", "declared")]);
    expect(combined.strength).toBe("declared");
  });

  it("is met only when every required criterion is, whatever else is there", () => {
    const outcomes = fc.array(
      fc.record({
        outcome: fc.constantFrom<CriterionOutcome>("met", "partial", "unmet", "unknown"),
        strength: fc.constantFrom<Strength>("declared", "documented", "observed"),
        required: fc.boolean(),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(outcomes, (given) => {
        const required = given.filter((item) => item.required);
        if (required.length === 0) return;
        const combined = combineCriteria(
          given.map((item) => verdict(item.outcome, item.strength, item.required)),
        );
        expect(combined.outcome === "met").toBe(required.every((item) => item.outcome === "met"));
        expect(combined.outcome === "unknown").toBe(combined.code !== null);
        if (combined.outcome === "met") {
          const weakest = Math.min(...required.map((item) => strengthRank(item.strength)));
          expect(strengthRank(combined.strength ?? "declared")).toBe(weakest);
        }
      }),
    );
  });
});

function verdict(outcome: CriterionOutcome, strength: Strength = "observed", required = true) {
  return {
    criterion: { ...one, required },
    outcome,
    strength: outcome === "unknown" ? null : strength,
    code: outcome === "unknown" ? ("not-observable" as const) : null,
    message: outcome,
    deciding: [],
  };
}
