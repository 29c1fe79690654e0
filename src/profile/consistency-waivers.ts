import type { Waiver } from "../core/profile.ts";
import {
  checkCapability,
  type Reporter,
  type Sound,
  type SoundClaim,
  type SoundProfile,
} from "./consistency-report.ts";
import type { ProfileContext } from "./context.ts";
import { child } from "./problem.ts";

/** Waivers name capabilities that exist, once each, and agree with the claims. */
export function checkWaivers(
  profile: SoundProfile,
  context: ProfileContext,
  report: Reporter,
): void {
  const seen = new Set<string>();
  const today = context.now?.toISOString().slice(0, 10);
  for (const [index, waiver] of (profile.waivers ?? []).entries()) {
    const at = child("/waivers", index);
    if (waiver?.capability === undefined) continue;
    if (!checkCapability(waiver.capability, `${at}/capability`, "value", context, report)) continue;
    if (seen.has(waiver.capability)) {
      report.warn(`${at}/capability`, "value", "A second waiver for this capability", "Keep one.");
    }
    seen.add(waiver.capability);
    const claim = profile.claims?.[waiver.capability];
    checkExpiry(waiver, claim, `${at}/expires`, today, report);
    if (claim?.status === "met") {
      report.warn(
        `${at}/capability`,
        "value",
        "Waived, and claimed as met: one of the two is out of date",
        "Remove the waiver, or correct the claim.",
      );
    }
  }
}

function checkExpiry(
  waiver: Sound<Waiver>,
  claim: SoundClaim | undefined,
  at: string,
  today: string | undefined,
  report: Reporter,
): void {
  if (waiver.expires === undefined) return;
  if (today !== undefined && waiver.expires < today) {
    report.warn(at, "value", "This waiver has run out", "Renew it, or remove it.");
  } else if (claim?.checked !== undefined && waiver.expires < claim.checked) {
    report.warn(
      at,
      "value",
      `This waiver ends before its capability was last checked (${claim.checked})`,
      "One of the two dates is mistyped, or the waiver has run out.",
    );
  }
}
