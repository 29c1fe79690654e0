import { applies } from "../core/framework.ts";
import {
  checkCapability,
  known,
  type Reporter,
  reporter,
  type SoundClaim,
  type SoundProfile,
} from "./consistency-report.ts";
import { checkWaivers } from "./consistency-waivers.ts";
import type { ProfileContext } from "./context.ts";
import { didYouMean } from "./explain.ts";
import type { ParsedText } from "./parse.ts";
import { child, type Problem } from "./problem.ts";
import { suggest } from "./suggest.ts";

/** What no schema can say: ids that must exist, fields that must agree. */
export function checkConsistency(
  profile: SoundProfile,
  parsed: ParsedText,
  context: ProfileContext,
): Problem[] {
  const report = reporter(parsed);
  checkRegistry(profile, context, report);
  checkClaims(profile, context, report);
  checkWaivers(profile, context, report);
  return report.problems;
}

function checkRegistry(profile: SoundProfile, context: ProfileContext, report: Reporter): void {
  const { adapter, urls } = profile.registry ?? {};
  const { adapters, clients } = context;
  if (adapter !== undefined && adapters && !adapters.includes(adapter)) {
    const meant = suggest(adapter, adapters);
    const hint = meant ? didYouMean(meant) : known("adapters", adapters);
    report.error("/registry/adapter", "value", "Unknown adapter", hint, adapter);
  }
  if (adapter !== undefined && !hasAddress(profile)) {
    report.error(
      "/registry/adapter",
      "value",
      `The adapter ${adapter} needs the registry's address`,
      'Add "api: https://…" under registry.urls.',
    );
  }
  if (typeof urls?.api === "object" && adapter !== undefined && adapter !== "npm") {
    report.warn(
      "/registry/urls/api",
      "key",
      `The npm client's address is asked in the protocol of ${adapter}`,
      "Name the address, or use the npm adapter.",
    );
  }
  for (const [index, client] of (profile.clients ?? []).entries()) {
    if (!clients || client === undefined || clients.includes(client)) continue;
    const meant = suggest(client, clients);
    const hint = meant ? didYouMean(meant) : known("clients", clients);
    report.error(child("/clients", index), "value", "Unknown client", hint, client);
  }
  for (const [name, url] of addresses(profile)) {
    if (URL.canParse(url)) continue;
    report.error(name, "value", "Not a valid web address", "Its host or port is malformed.", url);
  }
  checkStaging(profile, report);
}

/** An address that was refused is there all the same, and has its own problem. */
function hasAddress({ registry = {} }: SoundProfile): boolean {
  if (!("urls" in registry)) return false;
  return registry.urls === undefined || "api" in registry.urls;
}

function addresses(profile: SoundProfile): [string, string][] {
  const urls = profile.registry?.urls ?? {};
  const found: [string, unknown][] = Object.entries(urls).map(([key, url]) => [
    child("/registry/urls", key),
    url,
  ]);
  if (profile.staging) found.push(["/staging/url", profile.staging.url]);
  for (const [id, claim] of Object.entries(profile.claims ?? {})) {
    const at = `${child("/claims", id)}/evidence`;
    for (const [index, link] of (claim?.evidence ?? []).entries()) {
      found.push([`${child(at, index)}/url`, link?.url]);
    }
  }
  return found.filter((entry): entry is [string, string] => typeof entry[1] === "string");
}

function checkStaging(profile: SoundProfile, report: Reporter): void {
  const api = profile.registry?.urls?.api;
  const staging = profile.staging?.url;
  if (typeof api !== "string" || staging === undefined) return;
  if (!URL.canParse(api) || !URL.canParse(staging)) return;
  if (new URL(api).host !== new URL(staging).host) return;
  report.warn(
    "/staging/url",
    "value",
    "The staging instance has the same host as the registry itself",
    "An active audit writes to it: name an instance that nobody depends on.",
  );
}

function checkClaims(profile: SoundProfile, context: ProfileContext, report: Reporter): void {
  for (const [id, claim] of Object.entries(profile.claims ?? {})) {
    const at = child("/claims", id);
    if (!checkCapability(id, at, "key", context, report) || !claim) continue;
    checkCriteria(id, claim, at, context, report);
    checkApplies(id, claim, at, profile, context, report);
    const today = context.now?.toISOString().slice(0, 10);
    if (claim.checked !== undefined && today !== undefined && claim.checked > today) {
      report.warn(
        `${at}/checked`,
        "value",
        "This day lies ahead",
        "Write the day of the last look.",
      );
    }
  }
}

function checkCriteria(
  id: string,
  claim: SoundClaim,
  at: string,
  context: ProfileContext,
  report: Reporter,
): void {
  const criteria = context.capabilities?.get(id);
  if (!criteria) return;
  const ids = criteria.map((criterion) => criterion.id);
  const unknown = (criterion: string, pointer: string, on: "key" | "value"): void => {
    const meant = suggest(criterion, ids);
    const hint = meant ? didYouMean(meant) : known("criteria", ids);
    report.error(pointer, on, `${id} has no criterion ${JSON.stringify(criterion)}`, hint);
  };
  for (const [name, status] of Object.entries(claim.criteria ?? {})) {
    const pointer = child(`${at}/criteria`, name);
    const criterion = criteria.find((candidate) => candidate.id === name);
    if (!criterion) unknown(name, pointer, "key");
    else if (criterion.required && contradicts(claim.status, status)) {
      report.warn(
        pointer,
        "key",
        `The claim says ${claim.status}, its required criterion ${name} says ${status}`,
        "The criterion is what counts; the status is probably partial.",
      );
    }
  }
  for (const [index, link] of (claim.evidence ?? []).entries()) {
    if (link?.criterion === undefined || ids.includes(link.criterion)) continue;
    unknown(link.criterion, `${at}/evidence/${index}/criterion`, "value");
  }
}

function contradicts(claim: string | undefined, criterion: string | undefined): boolean {
  if (criterion === undefined) return false;
  return claim === "met" ? criterion !== "met" : claim === "unmet" ? criterion === "met" : false;
}

function checkApplies(
  id: string,
  claim: SoundClaim,
  at: string,
  profile: SoundProfile,
  context: ProfileContext,
  report: Reporter,
): void {
  const track = context.tracks?.find((candidate) => id.startsWith(`${candidate.id}/`));
  const { userAccounts, packages } = profile.taxonomy ?? {};
  if (!track || userAccounts === undefined || !packages?.every((kind) => kind !== undefined))
    return;
  const doesApply = applies(track.appliesWhen, { userAccounts, packages });
  if (!doesApply && claim.status !== undefined && claim.status !== "not-applicable") {
    report.warn(
      at,
      "key",
      `The track ${track.id} does not apply to this registry, so this claim is not judged`,
      `It applies to ${track.appliesTo}: see taxonomy.`,
    );
  }
  if (doesApply && claim.status === "not-applicable") {
    report.warn(
      `${at}/status`,
      "value",
      "This does not take the capability out: it is shown as your view, and judged by evidence",
      "Only the taxonomy decides what applies. A waiver lets a gate pass.",
    );
  }
}
