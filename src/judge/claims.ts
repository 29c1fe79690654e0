import type { ProofRecord, ProofState } from "../core/evidence.ts";
import type { Capability, Criterion } from "../core/framework.ts";
import type { CriterionOutcome, Strength } from "../core/outcome.ts";
import type { Claim } from "../core/profile.ts";
import type { WeighedFinding } from "./findings.ts";

/** A declaration older than this is shown as ageing. Days. */
export const AGEING_AFTER_DAYS = 180;
/** A declaration older than this no longer counts, unless `--max-age` says otherwise. Days. */
export const STALE_AFTER_DAYS = 365;

export interface ClaimContext {
  now: Date;
  /** Days after which a declaration no longer counts. */
  maxAgeDays: number;
  proofs: readonly ProofRecord[];
  /** `claim`, or whose profile it was inherited from. */
  source: string;
}

/** Turns a claim into one finding per criterion it speaks of. A `not-applicable` claim is a note: only the taxonomy decides. */
export function claimFindings(
  capability: Capability,
  claim: Claim,
  context: ClaimContext,
): WeighedFinding[] {
  const age = claimAge(claim, context);
  if (claim.status === "not-applicable") {
    const message = `The operator considers this not applicable: ${claim.reason ?? "no reason given"}`;
    return [{ ...declared(claim, context, age), outcome: "note", message }];
  }
  return capability.criteria.flatMap((criterion) => {
    const outcome = claimedOutcome(claim, criterion);
    return outcome === "unknown" ? [] : [criterionFinding(claim, criterion, outcome, context, age)];
  });
}

/** What the claim says of one criterion; `unknown` where it says nothing. */
export function claimedOutcome(claim: Claim, criterion: Criterion): CriterionOutcome {
  const own = claim.criteria?.[criterion.id];
  if (own) return own;
  if (!criterion.required || claim.status === "not-applicable") return "unknown";
  // "partial" with some criteria spelled out says nothing of the others.
  if (claim.status === "partial" && claim.criteria) return "unknown";
  return claim.status;
}

function criterionFinding(
  claim: Claim,
  criterion: Criterion,
  outcome: CriterionOutcome,
  context: ClaimContext,
  age: Age,
): WeighedFinding {
  const proof = bestProof(claim, criterion, context.proofs);
  const base = declared(claim, context, age);
  const strength: Strength = proof?.state === "verified" ? "documented" : "declared";
  const finding: WeighedFinding = {
    ...base,
    criterion: criterion.id,
    outcome,
    strength,
    method: strength === "documented" ? "document" : "profile",
    message: describe(claim, outcome, proof),
    exchanges: proof?.exchange ? [proof.exchange] : [],
    claim: {
      ...base.claim,
      ...(proof ? { url: proof.url, says: proof.says, proof: proof.state } : {}),
    },
  };
  // A page that was read today and still says so is fresh, whenever somebody last looked.
  if (strength === "declared" && age.days !== null && age.days > context.maxAgeDays) {
    finding.setAside = {
      code: "stale-evidence",
      why: `declared ${age.days} days ago, and declarations count for ${context.maxAgeDays} days`,
    };
  }
  return finding;
}

const PROOF_ORDER: readonly ProofState[] = ["stale", "verified", "unchecked", "not-fetched"];

/** A page that no longer says it outweighs one that does; a page that could not be read weighs least. */
function bestProof(
  claim: Claim,
  criterion: Criterion,
  proofs: readonly ProofRecord[],
): ProofRecord | undefined {
  const links = (claim.evidence ?? []).filter(
    (link) => link.criterion === undefined || link.criterion === criterion.id,
  );
  const found = links.map(
    (link): ProofRecord =>
      proofs.find((proof) => proof.url === link.url && proof.says === link.says) ?? {
        url: link.url,
        says: link.says,
        state: "unchecked",
        detail: "this link was not checked in that run",
      },
  );
  return found.sort((a, b) => PROOF_ORDER.indexOf(a.state) - PROOF_ORDER.indexOf(b.state))[0];
}

function describe(claim: Claim, outcome: CriterionOutcome, proof: ProofRecord | undefined): string {
  const reason = claim.reason ?? `The profile says ${outcome}.`;
  if (!proof) return `${reason} (no link given)`;
  switch (proof.state) {
    case "verified":
      return reason;
    case "stale":
      return `${reason} (stale proof: ${proof.detail})`;
    case "unchecked":
      return `${reason} (proof unchecked: ${proof.detail})`;
    case "not-fetched":
      return `${reason} (proof not fetched: ${proof.detail})`;
  }
}

interface Age {
  days: number | null;
  state?: "ageing" | "stale" | "undated";
}

function claimAge(claim: Claim, context: ClaimContext): Age {
  if (!claim.checked) return { days: null, state: "undated" };
  const days = daysBetween(claim.checked, context.now);
  if (days > context.maxAgeDays) return { days, state: "stale" };
  if (days > AGEING_AFTER_DAYS) return { days, state: "ageing" };
  return { days };
}

/** Whole days from an ISO date to a time; negative when the date lies ahead. */
export function daysBetween(date: string, now: Date): number {
  const day = 24 * 60 * 60 * 1000;
  const today = Date.parse(now.toISOString().slice(0, 10));
  return Math.round((today - Date.parse(date)) / day);
}

function declared(
  claim: Claim,
  context: ClaimContext,
  age: Age,
): Pick<WeighedFinding, "strength" | "method" | "source" | "exchanges"> & {
  claim: NonNullable<WeighedFinding["claim"]>;
} {
  return {
    strength: "declared",
    method: "profile",
    source: context.source,
    exchanges: [],
    claim: {
      ...(claim.checked ? { checked: claim.checked } : {}),
      ...(age.state ? { age: age.state } : {}),
    },
  };
}
