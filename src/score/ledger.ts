import type { Claim, LoadedProfile } from "../core/profile.ts";
import { AGEING_AFTER_DAYS, daysBetween, STALE_AFTER_DAYS } from "../judge/claims.ts";

/**
 * `expired`, `stale`: no longer counts. `ending`: stops counting within the warning window. `undated`: counts, and
 * nobody knows for how long it has been true.
 */
export type LedgerState =
  | "expired"
  | "stale"
  | "ending"
  | "undated"
  | "ageing"
  | "active"
  | "fresh";

/** One thing that a verdict or a gate rests on without having been seen. */
export interface LedgerEntry {
  /** `waiver`, `claim`, or `claim of PROVIDER`. */
  kind: string;
  capability: string;
  /** What the claim says; `waived` for a waiver. */
  says: string;
  state: LedgerState;
  /** Last day on which it counts; null for what is undated. */
  until: string | null;
  daysLeft: number | null;
  checked: string | null;
  owner: string | null;
  reason: string;
}

export interface LedgerOptions {
  now: Date;
  /** Days before its end from which an entry is `ending`. */
  warnWithin: number;
  /** Days for which a declaration counts. */
  maxAgeDays?: number;
}

/** Waivers and declared claims of a profile in one list, what needs a look first. Pure. */
export function ledger(
  { profile, inherited }: Pick<LoadedProfile, "profile" | "inherited">,
  options: LedgerOptions,
): LedgerEntry[] {
  const waivers = (profile.waivers ?? []).map((waiver): LedgerEntry => {
    const daysLeft = 0 - daysBetween(waiver.expires, options.now);
    return {
      kind: "waiver",
      capability: waiver.capability,
      says: "waived",
      state: daysLeft < 0 ? "expired" : daysLeft <= options.warnWithin ? "ending" : "active",
      until: waiver.expires,
      daysLeft,
      checked: null,
      owner: waiver.owner,
      reason: waiver.reason,
    };
  });
  const own = claims(profile.claims ?? {}, "claim", options);
  // A claim of one's own replaces the provider's.
  const others = Object.entries(inherited?.claims ?? {}).filter(
    ([id]) => !profile.claims?.[id as never],
  );
  const provider = claims(Object.fromEntries(others), `claim of ${inherited?.from ?? ""}`, options);
  return [...sorted(waivers), ...sorted([...own, ...provider])];
}

function claims(
  all: Readonly<Record<string, Claim>>,
  kind: string,
  options: LedgerOptions,
): LedgerEntry[] {
  const maxAge = options.maxAgeDays ?? STALE_AFTER_DAYS;
  return Object.entries(all).map(([capability, claim]): LedgerEntry => {
    const { checked = null, status, reason = "" } = claim;
    const age = checked === null ? null : daysBetween(checked, options.now);
    return {
      kind,
      capability,
      says: status,
      state: age === null ? "undated" : claimState(age, maxAge, options.warnWithin),
      until: checked === null ? null : addDays(checked, maxAge),
      daysLeft: age === null ? null : maxAge - age,
      checked,
      owner: null,
      reason,
    };
  });
}

function claimState(age: number, maxAge: number, warnWithin: number): LedgerState {
  if (age > maxAge) return "stale";
  if (maxAge - age <= warnWithin) return "ending";
  return age > AGEING_AFTER_DAYS ? "ageing" : "fresh";
}

const ORDER: readonly LedgerState[] = [
  "expired",
  "stale",
  "ending",
  "undated",
  "ageing",
  "active",
  "fresh",
];

function sorted(entries: readonly LedgerEntry[]): LedgerEntry[] {
  return [...entries].sort(
    (a, b) =>
      ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || (a.daysLeft ?? 0) - (b.daysLeft ?? 0),
  );
}

function addDays(date: string, days: number): string {
  const day = 24 * 60 * 60 * 1000;
  return new Date(Date.parse(date) + days * day).toISOString().slice(0, 10);
}

/** What needs a look, in one sentence; null when nothing does. */
export function ledgerWarning(entries: readonly LedgerEntry[], warnWithin: number): string | null {
  const count = (state: LedgerState, kind: "waiver" | "claim"): number =>
    entries.filter(
      (entry) => entry.state === state && (entry.kind === "waiver") === (kind === "waiver"),
    ).length;
  const parts: [number, string][] = [
    [count("expired", "waiver"), "expired, and no gate counts them"],
    [count("ending", "waiver"), `ending within ${warnWithin} days`],
    [count("stale", "claim"), "too old to count"],
    [count("ending", "claim"), `too old to count within ${warnWithin} days`],
    [count("undated", "claim"), "without a date"],
  ];
  const words = parts.flatMap(([number, text], at) => {
    if (number === 0) return [];
    const one = at < 2 ? "waiver" : "claim";
    return [`${number} ${one}${number === 1 ? "" : "s"} ${text}`];
  });
  return words.length === 0 ? null : `${words.join("; ")}.`;
}
