import { createHash } from "node:crypto";
import type {
  Exchange,
  Failure,
  HttpClient,
  HttpResult,
  RequestOptions,
} from "../../src/core/http.ts";

export interface PlainHttpOptions {
  /** Sends requests for an origin to another one, so that probes of public hosts meet a stub. */
  rewrite?: Record<string, string>;
  /** Origins that answer with this failure instead of being asked. */
  failures?: Record<string, Failure>;
}

export interface PlainHttp extends HttpClient {
  exchanges: Exchange[];
}

/** A test-only client over `fetch` that speaks to loopback and nothing else. None of the guards of the real one. */
export function createPlainHttp(options: PlainHttpOptions = {}): PlainHttp {
  const exchanges: Exchange[] = [];
  const running = new Map<string, Promise<HttpResult>>();

  async function send(
    method: "GET" | "HEAD" | "POST",
    url: string,
    request: RequestOptions,
    body?: { contentType: string; text: string },
  ): Promise<HttpResult> {
    const exchange: Exchange = {
      id: `x${exchanges.length + 1}`,
      method,
      url,
      ms: 0,
      bytes: 0,
      requestedBy: [request.by],
    };
    exchanges.push(exchange);
    const fail = (reason: Failure, message: string): HttpResult => {
      exchange.failure = { reason, message };
      return { ok: false, reason, message, exchange };
    };
    const { origin } = new URL(url);
    const planned = options.failures?.[origin];
    if (planned) return fail(planned, `planned failure: ${planned}`);
    const target = url.replace(origin, options.rewrite?.[origin] ?? origin);
    if (new URL(target).hostname !== "127.0.0.1") return fail("refused", `not loopback: ${origin}`);
    let response: Response;
    let bytes: Uint8Array;
    try {
      response = await fetch(target, {
        method,
        redirect: "manual",
        headers: {
          accept: request.accept ?? "*/*",
          ...(body ? { "content-type": body.contentType } : {}),
          ...request.headers,
        },
        ...(body ? { body: body.text } : {}),
      });
      bytes = new Uint8Array(await response.arrayBuffer());
    } catch (error) {
      return fail("connect", String(error));
    }
    exchange.status = response.status;
    exchange.bytes = bytes.length;
    exchange.contentType = response.headers.get("content-type") ?? "";
    exchange.digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
    const location = response.headers.get("location");
    if (location !== null && response.status >= 300 && response.status < 400) {
      const next = new URL(location, target);
      if (request.followRedirects !== false) {
        if (next.origin !== new URL(target).origin)
          return fail("redirect", `redirected to ${next.origin}`);
        return send(method, next.href, request, body);
      }
    }
    const text = new TextDecoder().decode(bytes);
    return {
      ok: true,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: bytes,
      text: () => text,
      json: () => parseJson(text),
      exchange,
    };
  }

  return {
    exchanges,
    get(url, request) {
      const { accept = "", followRedirects = true, headers = {} } = request;
      const key = `${url} ${accept} ${followRedirects} ${JSON.stringify(headers)}`;
      const known = running.get(key);
      if (known) return known;
      const result = send("GET", url, request);
      running.set(key, result);
      return result;
    },
    head: (url, request) => send("HEAD", url, request),
    post: (url, body, request) => send("POST", url, request, body),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (_key, value: unknown) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.assign(Object.create(null), value)
        : value,
    );
  } catch {
    return null;
  }
}
