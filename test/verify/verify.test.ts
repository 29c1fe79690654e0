import { describe, expect, it } from "vitest";
import type { Report, ReportCapability, ReportTrack } from "../../src/core/report.ts";
import { verifyReport } from "../../src/verify/verify.ts";
import { type Plan, realReport } from "../support/real-report.ts";
import { fixture } from "../report/support.ts";

const MIXED: Plan = {
  outcomes: {
    "authentication/totp-mfa": "met",
    "authentication/passwordless": "unmet",
    "authorization/token-prefix": "partial",
    "general/unpublish-policy": "none",
    "cli/dependency-pinning": "stale",
    "cli/sbom-generation": "unchecked",
  },
  log: "absent",
  waivers: [
    {
      capability: "authorization/token-prefix",
      reason: "Being built.",
      owner: "Registry team",
      expires: "2026-12-24",
    },
    {
      capability: "authentication/passwordless",
      reason: "Later.",
      owner: "Registry team",
      expires: "2026-01-01",
    },
  ],
  minimums: [
    { scope: "registry", minimum: 1 },
    { scope: "authentication", minimum: 1 },
  ],
};

describe("a report as it was written", () => {
  it.each<[string, Plan]>([
    ["all documented", {}],
    ["a mixture", MIXED],
    ["nothing claimed", { others: "none" }],
    ["a log that was seen", { log: "found" }],
    ["a log that did not answer", { log: "failed", others: "none" }],
    [
      "no user accounts",
      { profile: { taxonomy: { userAccounts: false, packages: ["source-only"] } } },
    ],
    ["one track", { evidence: { scope: { tracks: ["cli"] } } }],
    ["one capability", { evidence: { scope: { capabilities: ["cli/sbom-generation"] } } }],
  ])("agrees: %s", (_, plan) => {
    const { findings, agrees } = verifyReport(realReport(plan));
    expect(findings).toEqual([]);
    expect(agrees).toBe(true);
  });

  it("agrees after a journey through JSON", () => {
    const report = JSON.parse(JSON.stringify(realReport(MIXED))) as Report;
    expect(verifyReport(report).agrees).toBe(true);
  });
});

function capability(report: Report, id: string): ReportCapability {
  const found = report.tracks.flatMap(({ capabilities }) => capabilities).find((c) => c.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

function track(report: Report, id: string): ReportTrack {
  const found = report.tracks.find((item) => item.id === id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

describe("tampering is seen", () => {
  it.each<[string, (report: Report) => void, string]>([
    ["the registry's level", (r) => Object.assign(r, { level: 3 }), "registry"],
    ["the verified level", (r) => Object.assign(r, { verifiedLevel: 3 }), "registry"],
    [
      "a track's level",
      (r) => Object.assign(track(r, "authentication"), { level: 3 }),
      "authentication",
    ],
    [
      "a track's blockers",
      (r) => Object.assign(track(r, "authorization"), { blockers: [] }),
      "authorization",
    ],
    [
      "a track that is said not to apply",
      (r) => Object.assign(track(r, "cli"), { applicable: false }),
      "cli",
    ],
    [
      "an outcome",
      (r) => Object.assign(capability(r, "authentication/passwordless"), { outcome: "met" }),
      "authentication/passwordless",
    ],
    [
      "a strength",
      (r) => Object.assign(capability(r, "authentication/totp-mfa"), { strength: "observed" }),
      "authentication/totp-mfa",
    ],
    [
      "the level of a capability",
      (r) => Object.assign(capability(r, "authorization/token-prefix"), { level: 3 }),
      "authorization/token-prefix",
    ],
    [
      "a criterion made optional",
      (r) => {
        for (const item of capability(r, "authentication/passwordless").criteria)
          item.required = false;
      },
      "authentication/passwordless",
    ],
    [
      "criteria taken away, with all that follows from them",
      (r) => {
        Object.assign(capability(r, "authentication/passwordless"), {
          criteria: [],
          outcome: "met",
          code: null,
          strength: "observed",
        });
        r.summary.met += 1;
        r.summary.unmet -= 1;
        r.gaps = r.gaps.filter((gap) => gap.capability !== "authentication/passwordless");
      },
      "authentication/passwordless",
    ],
    [
      "a criterion's outcome",
      (r) => {
        for (const item of capability(r, "authentication/passwordless").criteria)
          item.outcome = "met";
      },
      "authentication/passwordless#",
    ],
    [
      "a declaration called observed",
      (r) => {
        for (const item of capability(r, "authentication/totp-mfa").evidence)
          item.strength = "observed";
      },
      "authentication/totp-mfa evidence",
    ],
    [
      "an observation set aside",
      (r) => {
        for (const item of capability(r, "general/transparency-log").evidence)
          if (item.strength === "observed") item.setAside = "never mind";
      },
      "general/transparency-log evidence",
    ],
    [
      "a stale claim that counts again",
      (r) => {
        for (const item of capability(r, "cli/dependency-pinning").evidence) delete item.setAside;
      },
      "cli/dependency-pinning evidence",
    ],
    [
      "an observation without an answer",
      (r) => {
        for (const item of r.exchanges) if (item.id === "x1") delete item.status;
      },
      "general/transparency-log evidence",
    ],
    [
      "evidence of an exchange that is not there",
      (r) => Object.assign(r, { exchanges: [] }),
      "general/transparency-log evidence",
    ],
    [
      "a contradiction hidden",
      (r) => Object.assign(capability(r, "general/transparency-log"), { contradiction: null }),
      "general/transparency-log",
    ],
    [
      "a capability left out",
      (r) => track(r, "authorization").capabilities.splice(0, 1),
      "authorization",
    ],
    ["a track left out", (r) => r.tracks.splice(0, 1), "registry"],
    ["the summary", (r) => Object.assign(r.summary, { met: 32 }), "summary"],
    ["a gap left out", (r) => r.gaps.splice(0, 1), "gaps"],
    ["the gate", (r) => Object.assign(r.gate ?? {}, { passed: true }), "gate"],
    [
      "a gate's state",
      (r) => Object.assign(r.gate?.requirements[0] ?? {}, { state: "met" }),
      "gate registry",
    ],
    [
      "an expired waiver revived",
      (r) => Object.assign(r.waivers[1] ?? {}, { state: "active" }),
      "waiver 2",
    ],
    [
      "a waiver that the profile does not hold",
      (r) =>
        Object.assign(capability(r, "general/transparency-log"), {
          waiver: { ...(r.waivers[0] as object), capability: "general/transparency-log" },
        }),
      "general/transparency-log",
    ],
  ])("%s", (_, tamper, where) => {
    const report = structuredClone(realReport(MIXED));
    tamper(report);
    const { agrees, findings } = verifyReport(report);
    expect(agrees).toBe(false);
    expect(findings.map((finding) => finding.where).some((at) => at.startsWith(where))).toBe(true);
  });
});

describe("what cannot be recomputed", () => {
  it("says so for a framework that is not known", () => {
    const report = structuredClone(realReport(MIXED));
    report.framework.version = "9";
    const { agrees, notes } = verifyReport(report);
    expect(agrees).toBe(true);
    expect(notes).toHaveLength(1);
  });

  it("takes no verdict that rests on no criterion, also of a framework that is not known", () => {
    const report = structuredClone(realReport(MIXED));
    report.framework.version = "9";
    capability(report, "authentication/passwordless").criteria = [];
    const { findings } = verifyReport(report);
    expect(findings.map(({ message }) => message)).toContain(
      "criteria of authentication/passwordless is none that is required in the report, and its evidence gives at least one.",
    );
  });

  it("finds nothing observed or documented in a run that was offline", () => {
    const report = structuredClone(realReport(MIXED));
    report.settings.offline = true;
    const { agrees, findings } = verifyReport(report);
    expect(agrees).toBe(false);
    expect(findings[0]?.message).toMatch(/the run was offline: nothing could be seen or fetched/);
  });

  it.each(["mixed", "hostile", "all-unknown", "not-applicable"] as const)(
    "does not throw for the hand-made %s",
    (name) => {
      expect(() => verifyReport(fixture(name))).not.toThrow();
    },
  );
});
