import type { AuditClock } from "./clock.ts";
import { within } from "./clock.ts";
import type { Dispatchers } from "./dispatchers.ts";
import { ExchangeError, toExchangeError } from "./failures.ts";
import type { Settings } from "./options.ts";
import type { Pacer, Slots } from "./pacing.ts";
import { planRetry } from "./retry.ts";
import { type Rules, staysOnHost } from "./rules.ts";
import { send, type WireAnswer, type WireRequest } from "./send.ts";

/** What all exchanges of one client share. */
export interface Shared {
  settings: Settings;
  rules: Rules;
  clock: AuditClock;
  dispatchers: Dispatchers;
  pacer: Pacer;
  slots: Slots;
  /** Spent so far, by all. */
  spent: { requests: number; bytes: number; kept: number };
}

/** Time on the network and where redirects led; filled while the exchange runs, also when it fails. */
export interface Trace {
  ms: number;
  url: URL;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** One request on the wire, when pace, concurrency and the cap of requests let it. */
async function sendOnce(shared: Shared, request: WireRequest, trace: Trace): Promise<WireAnswer> {
  const { settings, clock, spent } = shared;
  if (spent.requests >= settings.maxRequests) {
    throw new ExchangeError("too-many-requests", `more than ${settings.maxRequests} requests`);
  }
  spent.requests++;
  await shared.pacer.turn(request.url.host, clock.signal);
  const release = await shared.slots.take(clock.signal);
  const start = performance.now();
  try {
    return await within(settings.timeoutMs - trace.ms, clock.signal, async (signal) => {
      const dispatcher = await shared.dispatchers.get(shared.rules.isPrivate(request.url));
      return send(dispatcher, request, { maxBodyBytes: settings.maxBodyBytes, signal });
    });
  } finally {
    trace.ms += performance.now() - start;
    release();
  }
}

/** Repeats a GET or HEAD once when the connection broke, and when 429 or 503 ask for it. */
async function sendWithRetries(
  shared: Shared,
  request: WireRequest,
  trace: Trace,
): Promise<WireAnswer> {
  const safe = request.method === "GET" || request.method === "HEAD";
  let resets = 0;
  for (let retries = 0; ; ) {
    let answer: WireAnswer;
    try {
      answer = await sendOnce(shared, request, trace);
    } catch (thrown) {
      const error = toExchangeError(thrown);
      if (!safe || !error.reset || resets > 0) throw error;
      resets++;
      continue;
    }
    const plan = planRetry({
      method: request.method,
      status: answer.status,
      retryAfter: answer.headers["retry-after"],
      retries,
      now: Date.now(),
      capMs: shared.settings.retryAfterCapMs,
      leftMs: shared.clock.left(),
    });
    if (plan.retry) {
      retries++;
      shared.pacer.hold(request.url.host, plan.wait);
      continue;
    }
    if (answer.status !== 429) return answer;
    throw new ExchangeError("rate-limited", `the server says 429: ${plan.why}`, { status: 429 });
  }
}

/** Where a redirect leads, or undefined when the answer is none. */
function redirectTarget(shared: Shared, request: WireRequest, answer: WireAnswer): URL | undefined {
  const { location } = answer.headers as { location?: string };
  if (!REDIRECTS.has(answer.status) || location === undefined) return undefined;
  const fail = (message: string): never => {
    throw new ExchangeError("redirect", message, { status: answer.status });
  };
  if (request.method === "POST") fail("a POST was redirected");
  if (!URL.canParse(location, request.url.href)) fail("redirected to what is not a URL");
  const target = new URL(location, request.url);
  if (!staysOnHost(request.url, target)) {
    fail(
      `redirected to another origin: ${target.origin === "null" ? target.protocol : target.origin}`,
    );
  }
  try {
    return shared.rules.admit(target.href);
  } catch (error) {
    return fail(`redirected to where we do not go: ${toExchangeError(error).message}`);
  }
}

/** A whole exchange: pacing, retries, redirects. Throws nothing but `ExchangeError`. */
export async function runExchange(
  shared: Shared,
  first: WireRequest,
  trace: Trace,
  followRedirects: boolean,
): Promise<WireAnswer> {
  const { settings, spent } = shared;
  let request = first;
  for (let hops = 0; ; hops++) {
    const answer = await sendWithRetries(shared, request, trace);
    spent.bytes += answer.body.byteLength;
    if (spent.bytes > settings.maxTotalBytes) {
      const message = `all bodies together are larger than ${settings.maxTotalBytes} bytes`;
      throw new ExchangeError("too-large", message, { status: answer.status });
    }
    const target = followRedirects ? redirectTarget(shared, request, answer) : undefined;
    if (target === undefined) return answer;
    if (hops >= settings.maxRedirects) {
      throw new ExchangeError("redirect", `more than ${settings.maxRedirects} redirects`, {
        status: answer.status,
      });
    }
    request = { ...request, url: target };
    trace.url = target;
  }
}
