import type { Capability, CapabilityId } from "../core/framework.ts";
import type { Profile } from "../core/profile.ts";
import type { Report } from "../core/report.ts";
import type { PriorArt } from "./types.ts";

/** What one profile claims as met and links to. */
export function claimedPriorArt({ registry, claims }: Profile): PriorArt[] {
  return Object.entries(claims ?? {}).flatMap(([capability, claim]): PriorArt[] => {
    const url = claim.evidence?.[0]?.url;
    if (claim.status !== "met" || url === undefined) return [];
    const note = claim.checked ? `claimed, checked ${claim.checked}` : "claimed";
    return [
      {
        capability: capability as CapabilityId,
        registry: registry.name,
        id: registry.id,
        url,
        note,
      },
    ];
  });
}

/** Other registries that have it: the catalogue's first, then what bundled profiles claim, each registry once. */
export function priorArtFor(
  capability: Pick<Capability, "id" | "adopters">,
  bundled: readonly PriorArt[],
  { registry }: Pick<Report, "registry">,
): PriorArt[] {
  const known = capability.adopters.map(
    (adopter): PriorArt => ({ capability: capability.id, ...adopter }),
  );
  const own = new Set([fold(registry.name), fold(registry.id)]);
  const seen = new Set<string>();
  return [...known, ...bundled.filter((one) => one.capability === capability.id)].filter((one) => {
    const names = [one.registry, ...(one.id ? [one.id] : [])].map(fold);
    if (names.some((name) => own.has(name) || seen.has(name))) return false;
    for (const name of names) seen.add(name);
    return true;
  });
}

/** `RubyGems.org` and `rubygems` are one. */
function fold(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.(?:org|io|dev|com)$/, "")
    .replace(/[^a-z0-9]/g, "");
}
