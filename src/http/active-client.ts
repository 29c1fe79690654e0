import type { ActiveClient, ActiveRequest } from "../core/active.ts";
import type { Exchange, HttpResult } from "../core/http.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { resolveBySystem } from "./addresses.ts";
import { createAuditClock, within } from "./clock.ts";
import { createDispatchers, type Dispatchers } from "./dispatchers.ts";
import { ExchangeError, toExchangeError } from "./failures.ts";
import { parseJson } from "./json.ts";
import { createPacer, type Pace } from "./pacing.ts";
import { redactUrl } from "./redact.ts";
import { admitHeaders } from "./rules.ts";
import type { Secrets } from "./secrets.ts";
import { send, type WireAnswer, type WireRequest } from "./send.ts";

export interface ActiveClientOptions {
  /** Base address of the staging instance; nothing outside its origin is ever asked. */
  target: string;
  userAgent: string;
  secrets: Secrets;
  /** One request, connect to last byte, in milliseconds. */
  timeoutMs: number;
  /** Requests in all, over all phases. */
  maxRequests: number;
  pace?: Pace;
  env?: Readonly<Record<string, string | undefined>>;
}

export interface ActiveConnection {
  /** A client for one asker. Its requests end with the signal. */
  bind(by: string, signal: AbortSignal): ActiveClient;
  /** In the order of sending. Ids are empty. */
  exchanges(): Exchange[];
  requests(): number;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 5 * 1024 * 1024;
const MAX_JSON_DEPTH = 64;

/**
 * The way to a staging instance. Unlike the passive client it writes, and remembers nothing: the same request twice is
 * sent twice, and none is sent again by itself.
 */
export function createActiveConnection(options: ActiveClientOptions): ActiveConnection {
  const { secrets, timeoutMs, maxRequests, env = process.env } = options;
  const base = new URL(options.target);
  const pacer = createPacer(options.pace ?? { burst: 20, perSecond: 40 });
  const dispatchers = createDispatchers({ resolve: resolveBySystem, timeoutMs, env });
  const exchanges: Exchange[] = [];

  function admit(path: string): URL {
    const prefix = base.pathname.replace(/\/+$/, "");
    const absolute = /^https?:/i.test(path);
    const address = absolute ? path : `${base.origin}${prefix}${path}`;
    if (!(absolute || path.startsWith("/")) || !URL.canParse(address))
      throw new ExchangeError("refused", "not an address on the staging instance");
    const url = new URL(address);
    url.hash = "";
    if (url.origin !== base.origin || url.username !== "" || url.password !== "")
      throw new ExchangeError("refused", "an address outside the staging instance");
    return url;
  }

  async function exchangeOf(
    request: ActiveRequest,
    exchange: Exchange,
    signal: AbortSignal,
  ): Promise<WireAnswer> {
    const url = admit(request.path);
    if (exchanges.length > maxRequests)
      throw new ExchangeError("too-many-requests", `more than ${maxRequests} requests`);
    const clock = createAuditClock(signal);
    try {
      await pacer.turn(url.host, clock.signal);
      const start = performance.now();
      try {
        return await within(timeoutMs, clock.signal, async (inner) =>
          sendOnce(dispatchers, wireRequest(request, url, options.userAgent), inner),
        );
      } finally {
        exchange.ms = Math.round(performance.now() - start);
      }
    } finally {
      clock.stop();
    }
  }

  async function ask(request: ActiveRequest, by: string, signal: AbortSignal): Promise<HttpResult> {
    hideCredentials(request, secrets);
    const { method } = request;
    const exchange: Exchange = { id: "", method, url: "", ms: 0, bytes: 0, requestedBy: [by] };
    exchanges.push(exchange);
    try {
      exchange.url = secrets.redact(redactUrl(admit(request.path)));
      const answer = await exchangeOf(request, exchange, signal);
      return record(exchange, answer, secrets);
    } catch (thrown) {
      const { reason, message: raw } = toExchangeError(thrown);
      const message = secrets.redact(raw);
      exchange.failure = { reason, message };
      if (exchange.url === "") exchange.url = "(not a URL)";
      return { ok: false, reason, message, exchange };
    }
  }

  return {
    bind: (by, signal) => ({ send: (request) => ask(request, by, signal) }),
    exchanges: () => exchanges,
    requests: () => exchanges.length,
    close: () => dispatchers.close(),
  };
}

async function sendOnce(
  dispatchers: Dispatchers,
  request: WireRequest,
  signal: AbortSignal,
): Promise<WireAnswer> {
  // The operator named this address in the profile, so it may be a private one.
  const dispatcher = await dispatchers.get(true);
  return send(dispatcher, request, { maxBodyBytes: MAX_BODY_BYTES, signal });
}

function wireRequest(request: ActiveRequest, url: URL, userAgent: string): WireRequest {
  const { method, auth, json, bytes } = request;
  const headers = admitHeaders({
    accept: "application/json",
    ...(auth && { authorization: authorization(auth) }),
    ...(json !== undefined && { "content-type": "application/json" }),
    ...(bytes && { "content-type": bytes.contentType }),
    ...request.headers,
  });
  headers["user-agent"] = userAgent;
  headers["accept-encoding"] = "gzip, br";
  const wire: WireRequest = { method, url, headers, ownConnection: true };
  if (json !== undefined) wire.body = JSON.stringify(json);
  else if (bytes) wire.body = bytes.data;
  return wire;
}

function authorization(auth: NonNullable<ActiveRequest["auth"]>): string {
  return "bearer" in auth ? `Bearer ${auth.bearer}` : `Basic ${basic(auth)}`;
}

function basic(auth: { username: string; password: string }): string {
  return Buffer.from(`${auth.username}:${auth.password}`).toString("base64");
}

function hideCredentials({ auth }: ActiveRequest, secrets: Secrets): void {
  if (!auth) return;
  if ("bearer" in auth) return secrets.hide(auth.bearer);
  secrets.hide(auth.password);
  secrets.hide(basic(auth));
}

function record(exchange: Exchange, answer: WireAnswer, secrets: Secrets): HttpResult {
  const { status, headers, body } = answer;
  const text = (): string => new TextDecoder().decode(body);
  exchange.status = status;
  const type = headers["content-type"];
  if (type !== undefined) exchange.contentType = secrets.redact(sanitizeText(type, 200));
  exchange.bytes = body.byteLength;
  // A digest over a known text with one short secret in it would let a reader try candidates.
  if (!secrets.leaks(text())) exchange.digest = answer.digest;
  return {
    ok: true,
    status,
    headers,
    body,
    text,
    json: () => parseJson(text(), MAX_JSON_DEPTH) ?? null,
    exchange,
  };
}
