import type {
  Exchange,
  Failure,
  HttpAnswer,
  HttpFailure,
  HttpResult,
  RequestOptions,
} from "../core/http.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { resolveBySystem } from "./addresses.ts";
import { createAuditClock } from "./clock.ts";
import { createDispatchers } from "./dispatchers.ts";
import { runExchange, type Shared, type Trace } from "./exchange.ts";
import { ExchangeError, toExchangeError } from "./failures.ts";
import { parseJson } from "./json.ts";
import { keep, type Kept } from "./keep.ts";
import { createLedger } from "./ledger.ts";
import { DEFAULTS, type GuardedClient, type HttpClientOptions, type Settings } from "./options.ts";
import { createPacer, createSlots } from "./pacing.ts";
import { reclaim } from "./reclaim.ts";
import { redactUrl } from "./redact.ts";
import { admitHeaders, createRules } from "./rules.ts";
import type { WireAnswer, WireRequest } from "./send.ts";

export type {
  ForbiddenHost,
  GuardedClient,
  HttpClientOptions,
  ReadOnlyPost,
} from "./options.ts";

interface Asked {
  method: WireRequest["method"];
  url: string;
  options: RequestOptions;
  body?: { contentType: string; text: string };
}

/** Requests with the same key would get the same answer. */
function keyOf(asked: Asked): string {
  const { accept, headers = {}, followRedirects = true } = asked.options;
  const sorted = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const url = URL.canParse(asked.url) ? new URL(asked.url) : undefined;
  if (url !== undefined) url.hash = "";
  const { contentType, text } = asked.body ?? {};
  const parts = [url?.href ?? asked.url, accept, sorted, followRedirects, contentType, text];
  return JSON.stringify([asked.method, ...parts]);
}

function failed(exchange: Exchange, reason: Failure, message: string): HttpFailure {
  exchange.failure = { reason, message };
  return { ok: false, reason, message, exchange };
}

function answered(
  exchange: Exchange,
  { status, headers }: Pick<WireAnswer, "status" | "headers">,
  kept: Kept["read"],
  maxJsonDepth: number,
): HttpAnswer {
  const text = (): string => new TextDecoder().decode(kept());
  return {
    ok: true,
    status,
    headers,
    get body() {
      return kept();
    },
    text,
    json: () => {
      reclaim(kept().byteLength * 4);
      return parseJson(text(), maxJsonDepth) ?? null;
    },
    exchange,
  };
}

function wireRequest(asked: Asked, url: URL, userAgent: string): WireRequest {
  const headers = admitHeaders({
    accept: asked.options.accept ?? "*/*",
    ...asked.options.headers,
    ...(asked.body === undefined ? {} : { "content-type": asked.body.contentType }),
  });
  headers["user-agent"] = userAgent;
  headers["accept-encoding"] = "gzip, br";
  const request: WireRequest = { method: asked.method, url, headers };
  if (asked.body !== undefined) request.body = asked.body.text;
  return request;
}

/** The only way out to the network. Nothing that a network or a server does makes it throw. */
export function createHttpClient(options: HttpClientOptions): GuardedClient {
  const { deadline, onExchange, env = process.env, ...rest } = options;
  const settings: Settings = { ...DEFAULTS, resolve: resolveBySystem, ...rest };
  const { resolve, timeoutMs, maxJsonDepth, maxKeptBytes } = settings;
  const rules = createRules(settings);
  const ledger = createLedger();
  const shared: Shared = {
    settings,
    rules,
    clock: createAuditClock(deadline),
    dispatchers: createDispatchers({ resolve, timeoutMs, env }),
    pacer: createPacer(settings.pace),
    slots: createSlots(settings.concurrency),
    spent: { requests: 0, bytes: 0, kept: 0 },
  };

  async function exchangeOf(asked: Asked, exchange: Exchange, trace: Trace): Promise<WireAnswer> {
    if (settings.offline) throw new ExchangeError("offline", "the run is offline");
    const url = rules.admit(asked.url);
    if (asked.method === "POST") rules.admitPost(url);
    trace.url = url;
    const request = wireRequest(asked, url, settings.userAgent);
    return runExchange(shared, request, trace, asked.options.followRedirects ?? true);
  }

  async function run(asked: Asked, exchange: Exchange): Promise<HttpResult> {
    const trace: Trace = { ms: 0, url: new URL("about:blank") };
    let result: HttpResult;
    try {
      const answer = await exchangeOf(asked, exchange, trace);
      exchange.status = answer.status;
      const type = answer.headers["content-type"];
      if (type !== undefined) exchange.contentType = sanitizeText(type, 200);
      exchange.bytes = answer.body.byteLength;
      exchange.digest = answer.digest;
      result = answered(exchange, answer, keepWithinLimit(answer), maxJsonDepth);
    } catch (thrown) {
      const error = toExchangeError(thrown);
      if (error.status !== undefined) exchange.status = error.status;
      result = failed(exchange, error.reason, error.message);
    }
    exchange.ms = Math.round(trace.ms);
    const finalUrl = redactUrl(trace.url);
    if (trace.url.protocol !== "about:" && finalUrl !== exchange.url) exchange.finalUrl = finalUrl;
    onExchange?.(exchange);
    return result;
  }

  function keepWithinLimit({ body, status }: WireAnswer): Kept["read"] {
    const { bytes, read } = keep(body);
    shared.spent.kept += bytes;
    if (shared.spent.kept <= maxKeptBytes) return read;
    const message = `all bodies together take more than ${maxKeptBytes} bytes of memory`;
    throw new ExchangeError("too-large", message, { status });
  }

  function ask(asked: Asked): Promise<HttpResult> {
    const { by } = asked.options;
    return ledger.ask(keyOf(asked), by, () => {
      const url = redactUrl(asked.url);
      const { method } = asked;
      const exchange: Exchange = { id: "", method, url, ms: 0, bytes: 0, requestedBy: [] };
      return { exchange, result: run(asked, exchange) };
    });
  }

  return {
    get: (url, request) => ask({ method: "GET", url, options: request }),
    head: (url, request) => ask({ method: "HEAD", url, options: request }),
    post: (url, body, request) => ask({ method: "POST", url, options: request, body }),
    allow: (host) => rules.allow(host),
    exchanges: () => ledger.sealed(),
    async close() {
      shared.clock.stop();
      await shared.dispatchers.close();
    },
  };
}
