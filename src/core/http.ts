/** The contract of the guarded HTTP client, so that adapters need no import of `src/http`. */

export const FAILURES = [
  "offline",
  "refused",
  "dns",
  "connect",
  "tls",
  "timeout",
  "deadline",
  "too-large",
  "too-many-requests",
  "protocol",
  "redirect",
  "rate-limited",
  "interrupted",
] as const;
/**
 * Why an exchange gave no usable answer. `refused`: our own rules forbid it (host, address, scheme, method, terms);
 * `too-many-requests`: our own cap of requests; `rate-limited`: the server said 429 and waiting did not help.
 */
export type Failure = (typeof FAILURES)[number];

/** One request and what came back, as the evidence file keeps it. Bodies are not kept, their digests are. */
export interface Exchange {
  /** `x1`, `x2`, … in the order of method and URL. */
  id: string;
  method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  url: string;
  /** Where redirects ended, when elsewhere than `url`. */
  finalUrl?: string;
  status?: number;
  contentType?: string;
  /** Wall time in milliseconds, connect to last byte. */
  ms: number;
  /** Size of the body after decompression. */
  bytes: number;
  /** `sha256:` and hex, of the body after decompression. */
  digest?: string;
  /** The probes and claims that asked; one request serves all that ask the same. */
  requestedBy: string[];
  failure?: { reason: Failure; message: string };
}

/** Header names are lower case; repeated headers are joined by a comma and a space. */
export type Headers = Readonly<Record<string, string>>;

export interface HttpAnswer {
  ok: true;
  status: number;
  headers: Headers;
  /** Whole body, decompressed. Empty for HEAD. */
  body: Uint8Array;
  /** Invalid UTF-8 becomes U+FFFD. */
  text(): string;
  /**
   * Parses the body as JSON. Objects have no prototype; depth and duplicate keys are limited.
   * Null when it is not JSON or breaks a limit, never a throw.
   */
  json(): unknown;
  exchange: Exchange;
}

export interface HttpFailure {
  ok: false;
  reason: Failure;
  message: string;
  exchange: Exchange;
}

/** Every HTTP status is an answer; a failure is an exchange that gave none. */
export type HttpResult = HttpAnswer | HttpFailure;

export interface RequestOptions {
  accept?: string;
  /** Who asks, for the transcript: a probe or claim id. */
  by: string;
  headers?: Record<string, string>;
  /** Follow redirects on the same host. Default true; false returns the 3xx itself. */
  followRedirects?: boolean;
}

/** Passive half: GET, HEAD, and POSTs that an adapter has named as read-only. */
export interface HttpClient {
  get(url: string, options: RequestOptions): Promise<HttpResult>;
  head(url: string, options: RequestOptions): Promise<HttpResult>;
  /** Refused unless the adapter lists the path in `readOnlyPosts`. */
  post(
    url: string,
    body: { contentType: string; text: string },
    options: RequestOptions,
  ): Promise<HttpResult>;
}
