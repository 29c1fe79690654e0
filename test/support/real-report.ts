import { judgeEvidence } from "../../src/audit.ts";
import { frameworks } from "../../checks/catalogue.gen.ts";
import { defineCheck } from "../../src/core/check.ts";
import type { EvidenceFile } from "../../src/core/evidence.ts";
import type { Capability, Framework } from "../../src/core/framework.ts";
import type { Claim, Profile, Waiver } from "../../src/core/profile.ts";
import type { Report } from "../../src/core/report.ts";
import type { Minimum } from "../../src/score/gate.ts";
import { makeEvidence, makeFact, makeProfile, NOW } from "./evidence.ts";

/** What a capability is to come out as. `documented`: met, and its page was read. `none`: no claim at all. */
export type Planned = "met" | "documented" | "partial" | "unmet" | "unchecked" | "none" | "stale";

export const FRAMEWORK: Framework = frameworks[0] as Framework;

export interface Plan {
  /** For every capability that is not named. */
  others?: Planned;
  outcomes?: Record<string, Planned>;
  /** What the registry shows of `general/transparency-log`. */
  log?: "found" | "absent" | "failed";
  waivers?: Waiver[];
  minimums?: Minimum[];
  profile?: Partial<Profile>;
  evidence?: Partial<EvidenceFile>;
}

const CHECKED = "2026-11-01";
const LOG = "general/transparency-log";
const check = defineCheck({
  id: LOG,
  messages: { seen: "The log answers.", missing: "There is no log." },
  observe: {
    checksumLog: (log) =>
      log.state === "found"
        ? { criterion: "event-log", outcome: "met", message: "seen" }
        : { criterion: "event-log", outcome: "unmet", message: "missing" },
  },
});

/** A report as the pipeline builds it: claims with proofs, one observation, waivers, a gate. */
export function realReport(plan: Plan = {}): Report {
  const claims: Record<string, Claim> = {};
  const proofs: EvidenceFile["proofs"] = [];
  for (const [at, capability] of FRAMEWORK.capabilities.entries()) {
    const planned = plan.outcomes?.[capability.id] ?? plan.others ?? "documented";
    if (planned === "none") continue;
    const url = `https://docs.registry.example/${at}`;
    claims[capability.id] = claimFor(capability, planned, url);
    if (planned === "documented" || planned === "unchecked") {
      const state = planned === "documented" ? "verified" : "unchecked";
      proofs.push({ url, says: "we do", state, detail: "503", exchange: `x${at + 10}` });
    }
  }
  const exchanges: EvidenceFile["exchanges"] = proofs.map(({ url, exchange }, at) => ({
    id: exchange ?? `x${at}`,
    method: "GET",
    url,
    status: 200,
    ms: 5,
    bytes: 10,
    digest: `sha256:${"ab".repeat(32)}`,
    requestedBy: ["claim"],
  }));
  const profile = makeProfile({
    claims,
    ...(plan.waivers ? { waivers: plan.waivers } : {}),
    ...plan.profile,
  });
  const facts = plan.log ? [logFact(plan.log)] : [];
  const evidence = makeEvidence({
    profile,
    proofs,
    facts,
    exchanges: [
      ...exchanges,
      ...(plan.log === "failed"
        ? [{ ...logExchange, failure: { reason: "timeout" as const, message: "timed out" } }]
        : [{ ...logExchange, status: 200 }]),
    ],
    framework: { id: FRAMEWORK.id, version: FRAMEWORK.version },
    ...plan.evidence,
  });
  return judgeEvidence(evidence, {
    framework: FRAMEWORK,
    adapters: [],
    checks: [check],
    now: NOW,
    minimums: plan.minimums ?? [],
  });
}

const logExchange = {
  id: "x1",
  method: "GET" as const,
  url: "https://registry.example/log",
  ms: 3,
  bytes: 0,
  requestedBy: ["checksumLog"],
};

function logFact(state: "found" | "absent" | "failed"): EvidenceFile["facts"][number] {
  const result =
    state === "found"
      ? ({ state, value: { subject: "a@1", signed: true } } as const)
      : state === "absent"
        ? ({ state, note: "404" } as const)
        : ({ state, code: "unreachable", message: "timed out" } as const);
  return makeFact("checksumLog", result, { exchanges: ["x1"] });
}

function claimFor(capability: Capability, planned: Planned, url: string): Claim {
  const link = { url, says: "we do" };
  switch (planned) {
    case "documented":
    case "unchecked":
      return { status: "met", checked: CHECKED, evidence: [link] };
    case "stale":
      return { status: "met", checked: "2024-01-01" };
    case "partial":
    case "unmet":
      return { status: planned, checked: CHECKED, reason: "Not built yet." };
    default:
      return { status: "met", checked: CHECKED };
  }
}
