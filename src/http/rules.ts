import { isPublicAddress, literalAddress } from "./addresses.ts";
import { ExchangeError } from "./failures.ts";
import type { ForbiddenHost, HttpClientOptions, ReadOnlyPost } from "./options.ts";

/** What may be asked of whom. */
export interface Rules {
  allow(host: string): void;
  /** Parses a URL, or throws `refused` when it may not be fetched. The fragment is gone from the result. */
  admit(raw: string): URL;
  /** Throws `refused` unless an adapter named this POST as read-only. */
  admitPost(url: URL): void;
  /** Is it an origin that may be a private address? */
  isPrivate(url: URL): boolean;
}

const MAX_URL = 8_192;

/** Set by the client itself, or able to change where a request goes or where it ends. */
const RESERVED_HEADERS: ReadonlySet<string> = new Set([
  "accept-encoding",
  "connection",
  "content-length",
  "expect",
  "host",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);

/** The caller's headers in lower case, or a throw of `refused`. */
export function admitHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const admitted: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (RESERVED_HEADERS.has(lower)) {
      throw new ExchangeError("refused", `the header ${lower} is the client's own`);
    }
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(lower) || /[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw new ExchangeError("refused", "a request header has a character that may not be sent");
    }
    admitted[lower] = value;
  }
  return admitted;
}

function matchesPost(post: ReadOnlyPost, url: URL): boolean {
  // A pattern without the flags g and y keeps no state between calls; the whole path must match, anchored or not.
  const pattern = new RegExp(`^(?:${post.path.source})$`, post.path.flags.replace(/[gy]/g, ""));
  return post.origin === url.origin && pattern.test(url.pathname);
}

export function createRules(
  options: Pick<
    HttpClientOptions,
    "allowedHosts" | "privateOrigins" | "readOnlyPosts" | "forbiddenHosts"
  >,
): Rules {
  const allowed = new Set(options.allowedHosts.map((host) => host.toLowerCase()));
  const privates = new Set(
    options.privateOrigins.map((origin) => (URL.canParse(origin) ? new URL(origin).origin : "")),
  );
  const forbidden = new Map<string, ForbiddenHost>();
  for (const entry of options.forbiddenHosts ?? []) forbidden.set(entry.host.toLowerCase(), entry);

  function isPrivate(url: URL): boolean {
    return privates.has(url.origin);
  }

  function refuse(message: string): never {
    throw new ExchangeError("refused", message);
  }

  return {
    isPrivate,
    allow(host) {
      allowed.add(host.toLowerCase());
    },
    admit(raw) {
      if (raw.length > MAX_URL) refuse(`the URL is longer than ${MAX_URL} characters`);
      if (!URL.canParse(raw)) refuse("not a URL");
      const url = new URL(raw);
      url.hash = "";
      if (url.protocol !== "https:" && url.protocol !== "http:") {
        refuse(`the scheme ${url.protocol} is not fetched`);
      }
      if (url.username !== "" || url.password !== "") {
        refuse("the URL has a user name or password in it");
      }
      const terms = forbidden.get(url.hostname) ?? forbidden.get(url.host);
      if (terms !== undefined) refuse(`${url.hostname} is never fetched: ${terms.why}`);
      if (isPrivate(url)) return url;
      // `host` has no port when it is the scheme's own, which is just how the list is written.
      if (!allowed.has(url.host) && !allowed.has(`${url.hostname}:${url.port || 443}`)) {
        refuse(`${url.host} is not a host that the profile or the adapter names`);
      }
      if (url.protocol === "http:") refuse("plain http, and not an address the profile names");
      const address = literalAddress(url);
      if (address !== undefined && !isPublicAddress(address)) {
        refuse(`${address} is not a public address, and the profile does not name it`);
      }
      // A proxy resolves names itself, so this one is caught before it gets there.
      if (/(?:^|\.)localhost\.?$/.test(url.hostname)) refuse(`${url.hostname} is this machine`);
      return url;
    },
    admitPost(url) {
      if (!options.readOnlyPosts.some((post) => matchesPost(post, url))) {
        refuse("a POST that no adapter names as read-only");
      }
    },
  };
}

/**
 * May a redirect be followed? Within the origin, or from http to https of the same host on the usual ports.
 */
export function staysOnHost(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true;
  const upgrade = from.protocol === "http:" && to.protocol === "https:";
  return upgrade && from.hostname === to.hostname && from.port === "" && to.port === "";
}
