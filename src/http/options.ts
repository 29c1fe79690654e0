import type { Exchange, HttpClient } from "../core/http.ts";
import type { Resolve } from "./addresses.ts";
import type { Pace } from "./pacing.ts";

/** A POST that an adapter says changes nothing on the server. */
export interface ReadOnlyPost {
  /** Scheme, host and port, as `URL.origin` spells it. */
  origin: string;
  /** Must match the whole path for the POST to be sent. */
  path: RegExp;
  why: string;
}

/** A host whose terms forbid automated access. */
export interface ForbiddenHost {
  host: string;
  why: string;
}

export interface HttpClientOptions {
  /** Hosts that may be asked: `host` for the scheme's own port, `host:port` for another. */
  allowedHosts: readonly string[];
  /**
   * Origins that the profile itself names and that may be a private address or plain http. They count as allowed
   * hosts too.
   */
  privateOrigins: readonly string[];
  readOnlyPosts: readonly ReadOnlyPost[];
  /** Goes before everything else, also before `allow()`. */
  forbiddenHosts?: readonly ForbiddenHost[];
  userAgent: string;
  /** Time on the network that one exchange may take, its redirects and retries included. Default 10 000. */
  timeoutMs?: number;
  /** End of the whole audit: milliseconds from now, or a signal. A signal other than a timeout means `interrupted`. */
  deadline?: number | AbortSignal;
  /** Requests in flight at a time. Default 8. */
  concurrency?: number;
  /** Requests on the wire in all, redirects and retries included. Default 200. */
  maxRequests?: number;
  /** Decompressed size of one body. Default 3 MiB. */
  maxBodyBytes?: number;
  /** Decompressed size of all bodies. Default 256 MiB. */
  maxTotalBytes?: number;
  /** What all bodies take in memory, packed where that helps; kept for those who ask the same again. Default 12 MiB. */
  maxKeptBytes?: number;
  /** Default 5. */
  maxRedirects?: number;
  /** Default 64. */
  maxJsonDepth?: number;
  /** The longest `Retry-After` that is obeyed. Default 10 000. */
  retryAfterCapMs?: number;
  /** Default: 8 at once, then 20 a second, per host. */
  pace?: Pace;
  /** Every call answers `offline`; nothing is loaded or resolved. */
  offline?: boolean;
  /** Told of each exchange when it has ended. */
  onExchange?: (exchange: Exchange) => void;
  /** How names become addresses. Default: the system's resolver. */
  resolve?: Resolve;
  /** Where proxy settings are read from. Default: the process's environment. */
  env?: Readonly<Record<string, string | undefined>>;
}

export interface GuardedClient extends HttpClient {
  /** Lets one more host be asked: one that a claim links to. */
  allow(host: string): void;
  /**
   * All exchanges in the order of method and URL, with ids `x1`, `x2`, … assigned in that order. `HttpResult.exchange`
   * is the same object as in this list, and its id is empty until this is called. Call it when gathering has ended.
   */
  exchanges(): Exchange[];
  /** Ends what is in flight and closes all sockets, so that the process can exit. */
  close(): Promise<void>;
}

/** Options with a default. */
type Defaulted =
  | "forbiddenHosts"
  | "timeoutMs"
  | "concurrency"
  | "maxRequests"
  | "maxBodyBytes"
  | "maxTotalBytes"
  | "maxKeptBytes"
  | "maxRedirects"
  | "maxJsonDepth"
  | "retryAfterCapMs"
  | "pace"
  | "offline";

export type Settings = Required<Omit<HttpClientOptions, "deadline" | "onExchange" | "env">>;

const MIB = 1024 * 1024;

export const DEFAULTS: Required<Pick<HttpClientOptions, Defaulted>> = {
  forbiddenHosts: [],
  timeoutMs: 10_000,
  concurrency: 8,
  maxRequests: 200,
  maxBodyBytes: 3 * MIB,
  maxTotalBytes: 256 * MIB,
  maxKeptBytes: 12 * MIB,
  maxRedirects: 5,
  maxJsonDepth: 64,
  retryAfterCapMs: 10_000,
  pace: { burst: 8, perSecond: 20 },
  offline: false,
};
