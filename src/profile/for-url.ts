import type { Adapter } from "../core/adapter.ts";
import type { LoadedProfile } from "../core/profile.ts";

/**
 * The profile assumed for a registry of which only the address is known. `assumptions` says in words what was not
 * read anywhere.
 */
export function profileForUrl(
  url: string,
  adapter: Pick<Adapter, "id" | "title" | "ecosystem" | "usualTaxonomy">,
): LoadedProfile {
  const api = new URL(url);
  api.username = "";
  api.password = "";
  api.search = "";
  api.hash = "";
  const address = api.href.replace(/\/+$/, "");
  const { userAccounts, packages } = adapter.usualTaxonomy;
  return {
    profile: {
      schemaVersion: 1,
      registry: {
        id: idFromHost(api.host),
        name: api.host,
        ecosystem: adapter.ecosystem,
        adapter: adapter.id,
        urls: { api: address },
      },
      taxonomy: structuredClone(adapter.usualTaxonomy),
    },
    name: address,
    kind: "url",
    assumptions: [
      `No profile was given: the usual taxonomy of a registry that speaks ${adapter.title} is assumed (${userAccounts ? "has" : "no"} user accounts; packages: ${packages.join(", ")}).`,
      "Nothing is claimed, so only what can be observed from outside is judged.",
    ],
    positions: {},
  };
}

/** `registry.example:4873` becomes `registry-example-4873`. */
function idFromHost(host: string): string {
  const id = host
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, "");
  return id || "registry";
}
