import type { ActiveProtocol } from "./active.ts";
import type { FactKey, Facts, Gathered } from "./facts.ts";
import type { CapabilityId, Taxonomy } from "./framework.ts";
import type { HttpClient } from "./http.ts";
import type { Profile } from "./profile.ts";

/** What a probe is given. It sees the guarded client only, already bound to the probe's name. */
export interface ProbeContext {
  http: HttpClient;
  profile: Profile;
  /** Base address of the registry's API, without a trailing slash. */
  api: string;
  /** Names from the profile's `samples`, or the adapter's defaults. Never empty. */
  samples: readonly string[];
  /** Who asks, to pass as `by`. */
  by: string;
  /** The run's time; a probe never reads the clock itself. */
  now: Date;
}

/** Looks for one fact. Throws only on a programming error. */
export interface Probe<K extends FactKey = FactKey> {
  /** The requests it makes, for `--plan` and the docs: `GET {api}/-/npm/v1/keys`. */
  requests: readonly string[];
  /** Where the shape of the answer is documented. */
  source: string;
  run(context: ProbeContext): Promise<Gathered<Facts[K]>>;
}

export type Extent = "yes" | "partly" | "no";

/** How far an adapter can observe a capability, and what limits it. Feeds the README's table. */
export interface Observability {
  extent: Exclude<Extent, "no">;
  note: string;
}

/** How to ask one registry protocol. A plain object; one folder each. */
export interface Adapter {
  id: string;
  title: string;
  /** Package-URL type of its ecosystem. */
  ecosystem: string;
  /** The taxonomy assumed when a bare URL is audited. */
  usualTaxonomy: Taxonomy;
  /** Names to ask about when the profile gives no samples. */
  usualSamples: readonly string[];
  /** Hosts besides the API's own that its probes may ask. */
  hosts: readonly string[];
  /** POSTs that change nothing on the server, as path patterns, each with the reason we may send them. */
  readOnlyPosts: readonly { path: RegExp; why: string }[];
  /** Capabilities it can observe; a missing key means it cannot. */
  observes: Readonly<Partial<Record<CapabilityId, Observability>>>;
  probes: { readonly [K in FactKey]?: Probe<K> };
  /** The half that writes, for `--active` and staging instances only. Loaded when asked for. */
  active?: () => Promise<ActiveProtocol>;
  /**
   * Does this server speak the protocol? Used by `assay init URL` and for bare URLs.
   * `maybe`: nothing speaks against it. Failures to reach it are for the caller to see in the exchanges.
   */
  detect(http: HttpClient, api: string): Promise<{ answer: "yes" | "maybe" | "no"; why: string }>;
}
