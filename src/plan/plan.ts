import type { Adapter } from "../core/adapter.ts";
import type { Check } from "../core/check.ts";
import type { Scope } from "../core/evidence.ts";
import type { FactKey } from "../core/facts.ts";
import { applies, type CapabilityId, type Framework } from "../core/framework.ts";
import type { LoadedProfile } from "../core/profile.ts";

/** An evidence link to fetch, and the claim it belongs to. */
export interface PlannedLink {
  url: string;
  says: string;
  /** `claim:authentication/totp-mfa` */
  by: string;
}

/** What has to be gathered to judge what applies. Nothing else is asked of anybody's server. */
export interface Plan {
  capabilities: CapabilityId[];
  /** For the adapter's probes. */
  facts: FactKey[];
  /** For running clients. */
  clientFacts: FactKey[];
  /** For active probes. */
  activeFacts: FactKey[];
  links: PlannedLink[];
}

/** Decides what to gather: which capabilities apply, which facts their checks read, which links their claims rest on. */
export function planAssessment(
  loaded: LoadedProfile,
  framework: Framework,
  checks: readonly Check[],
  adapter: Adapter | null,
  scope: Scope,
): Plan {
  const { taxonomy, claims } = loaded.profile;
  const applicable = new Set(
    framework.tracks
      .filter(({ id, appliesWhen }) => inScope(scope.tracks, id) && applies(appliesWhen, taxonomy))
      .map(({ id }) => id),
  );
  const capabilities = framework.capabilities
    .filter(({ id, track }) => applicable.has(track) && inScope(scope.capabilities, id))
    .map(({ id }) => id);

  const wanted = checks
    .filter(({ id }) => capabilities.includes(id))
    .flatMap(({ observe }) => Object.keys(observe) as FactKey[]);
  const keys = [...new Set(wanted)].sort();
  const facts = keys.filter((key) => adapter?.probes[key] !== undefined);
  const clientFacts = keys.filter((key) => key.startsWith("client"));
  const activeFacts = keys.filter((key) => !clientFacts.includes(key));

  const links = capabilities.flatMap((id) => {
    const claim = claims?.[id] ?? loaded.inherited?.claims[id];
    return (claim?.evidence ?? []).map(({ url, says }) => ({ url, says, by: `claim:${id}` }));
  });
  return { capabilities, facts, clientFacts, activeFacts, links };
}

function inScope(selected: readonly string[] | undefined, id: string): boolean {
  return selected === undefined || selected.includes(id);
}
