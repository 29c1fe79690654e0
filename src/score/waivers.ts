import type { Waiver } from "../core/profile.ts";
import type { Outcome } from "../core/outcome.ts";
import type { ReportWaiver } from "../core/report.ts";
import { daysBetween } from "../judge/claims.ts";

/** Where a waiver stands on the day of the run. It holds up to and including its date. */
export function waiverState(waiver: Waiver, outcome: Outcome | undefined, now: Date): ReportWaiver {
  const daysLeft = -daysBetween(waiver.expires, now);
  return {
    capability: waiver.capability,
    reason: waiver.reason,
    owner: waiver.owner,
    expires: waiver.expires,
    ...(waiver.compensating ? { compensating: waiver.compensating } : {}),
    state: stateOf(outcome, daysLeft),
    daysLeft,
  };
}

function stateOf(outcome: Outcome | undefined, daysLeft: number): ReportWaiver["state"] {
  if (outcome === undefined || outcome === "met" || outcome === "not-applicable") return "unneeded";
  return daysLeft >= 0 ? "active" : "expired";
}
