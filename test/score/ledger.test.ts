import { describe, expect, it } from "vitest";
import type { Claim, Waiver } from "../../src/core/profile.ts";
import type { ReportWaiver } from "../../src/core/report.ts";
import { judgeGate } from "../../src/score/gate.ts";
import { ledger, ledgerWarning } from "../../src/score/ledger.ts";
import { makeProfile, NOW } from "../support/evidence.ts";
import { fixture } from "../report/support.ts";

const waiver = (expires: string): Waiver => ({
  capability: "cli/sbom-generation",
  reason: "later",
  owner: "tools",
  expires,
});
const options = { now: NOW, warnWithin: 30 };

describe("the ledger", () => {
  it.each([
    ["2026-11-21", "expired", -1],
    ["2026-11-22", "ending", 0],
    ["2026-12-22", "ending", 30],
    ["2026-12-23", "active", 31],
  ])("a waiver until %s is %s", (expires, state, daysLeft) => {
    const [entry] = ledger({ profile: makeProfile({ waivers: [waiver(expires)] }) }, options);
    expect(entry).toMatchObject({
      kind: "waiver",
      state,
      daysLeft,
      until: expires,
      owner: "tools",
    });
  });

  it.each([
    [undefined, "undated", null, null],
    ["2025-11-21", "stale", -1, "2026-11-21"],
    ["2025-11-22", "ending", 0, "2026-11-22"],
    ["2025-12-23", "ageing", 31, "2026-12-23"],
    ["2026-05-26", "fresh", 185, "2027-05-26"],
  ])("a claim checked %s is %s", (checked, state, daysLeft, until) => {
    const claim: Claim = { status: "met", ...(checked ? { checked } : {}) };
    const [entry] = ledger(
      { profile: makeProfile({ claims: { "general/thing": claim } }) },
      options,
    );
    expect(entry).toMatchObject({ kind: "claim", says: "met", state, daysLeft, until });
  });

  it("obeys --max-age, shows whose claims are inherited, and puts trouble first", () => {
    const profile = makeProfile({
      waivers: [waiver("2027-06-01"), waiver("2026-01-01")],
      claims: {
        "general/fresh": { status: "met", checked: "2026-11-20" },
        "general/old": { status: "met", checked: "2026-08-01" },
      },
    });
    const claims = {
      "general/fresh": { status: "met" as const },
      "authentication/totp-mfa": { status: "met" as const, checked: "2026-11-01" },
    };
    const entries = ledger(
      { profile, inherited: { from: "github", claims } },
      { ...options, maxAgeDays: 100 },
    );
    expect(entries.map(({ kind, capability, state }) => `${kind} ${capability} ${state}`)).toEqual([
      "waiver cli/sbom-generation expired",
      "waiver cli/sbom-generation active",
      "claim general/old stale",
      "claim of github authentication/totp-mfa fresh",
      "claim general/fresh fresh",
    ]);
    expect(ledgerWarning(entries, 30)).toBe(
      "1 waiver expired, and no gate counts them; 1 claim too old to count.",
    );
    expect(ledgerWarning([], 30)).toBeNull();
  });
});

describe("a gate with an expired waiver", () => {
  it("fails with a line that names it; an active one lets it pass", () => {
    const report = structuredClone(fixture("mixed"));
    const [cli] = report.tracks.filter(({ id }) => id === "cli");
    const item = cli?.capabilities.find(({ id }) => id === "cli/reachability-analysis");
    if (!cli || !item) throw new Error("fixture");
    const gateWith = (state: ReportWaiver["state"]) => {
      item.waiver = { ...waiver("2026-10-31"), capability: item.id, state, daysLeft: -20 };
      return judgeGate([cli], [{ scope: "cli", minimum: 3 }]);
    };
    const expired = gateWith("expired");
    expect(expired.passed).toBe(false);
    expect(expired.requirements[0]?.blockers[0]?.message).toMatch(
      /^The waiver of tools expired on 2026-10-31, 20 days ago\. /,
    );
    expect(gateWith("active")).toMatchObject({
      passed: true,
      requirements: [{ waived: ["cli/reachability-analysis"] }],
    });
  });
});
