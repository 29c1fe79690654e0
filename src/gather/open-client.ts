import type { Adapter } from "../core/adapter.ts";
import type { Profile } from "../core/profile.ts";
import type { PlannedLink } from "../plan/plan.ts";
import { createHttpClient, type GuardedClient } from "../http/client.ts";
import { VERSION } from "../version.ts";
import { TERMS } from "./terms.ts";

export interface ClientInput {
  profile: Profile;
  adapter: Adapter | null;
  api: string | null;
  links: readonly PlannedLink[];
  /** Ends the whole audit. */
  deadline: AbortSignal;
  options: { timeoutMs?: number; concurrency?: number };
}

export const USER_AGENT: string = `assay/${VERSION} (registry security audit; npm package registry-assay)`;

/** The guarded client for one audit: it may talk to the hosts that profile and adapter name, and to no other. */
export function openClient(input: ClientInput): GuardedClient {
  const { profile, adapter, api, links, deadline, options } = input;
  const { urls } = profile.registry;
  const own = [api, ...Object.values(urls ?? {})].filter((url) => typeof url === "string");
  return createHttpClient({
    allowedHosts: [
      ...(adapter?.hosts ?? []),
      ...own.map((url) => new URL(url).host),
      ...links.map(({ url }) => new URL(url).host),
    ],
    // Only what the profile's author wrote as the registry's own address may be private or unencrypted.
    privateOrigins: own.map((url) => new URL(url).origin),
    readOnlyPosts:
      adapter && api !== null
        ? adapter.readOnlyPosts.map((post) => ({ ...post, origin: new URL(api).origin }))
        : [],
    forbiddenHosts: TERMS,
    userAgent: USER_AGENT,
    deadline,
    ...(options.timeoutMs ? { timeoutMs: options.timeoutMs } : {}),
    ...(options.concurrency ? { concurrency: options.concurrency } : {}),
  });
}
