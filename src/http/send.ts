import type { Dispatcher } from "undici";
import type { Headers } from "../core/http.ts";
import { type ReadBody, readBody } from "./body.ts";
import { ExchangeError, toExchangeError } from "./failures.ts";

/** One request on the wire. */
export interface WireRequest {
  method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  url: URL;
  headers: Record<string, string>;
  body?: string | Uint8Array;
  /** Not to be sent on a connection that the server may be closing at this moment. */
  ownConnection?: true;
}

export interface WireAnswer extends ReadBody {
  status: number;
  headers: Headers;
}

function flatHeaders(raw: Record<string, string | string[] | undefined>): Headers {
  const flat = Object.setPrototypeOf({}, null) as Record<string, string>;
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) {
      flat[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : value;
    }
  }
  return flat;
}

/** Sends one request and reads its whole answer. Throws nothing but `ExchangeError`. */
export async function send(
  dispatcher: Dispatcher,
  request: WireRequest,
  options: { maxBodyBytes: number; signal: AbortSignal },
): Promise<WireAnswer> {
  const { signal, maxBodyBytes } = options;
  let answered: number | undefined;
  try {
    const response = await dispatcher.request({
      origin: request.url.origin,
      path: request.url.pathname + request.url.search,
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      ...(request.ownConnection ? { reset: true } : {}),
      signal,
    });
    const { body, statusCode: status } = response;
    // The stream may fail when nobody reads it any more.
    body.on("error", () => undefined);
    try {
      if (status < 100 || status > 599) {
        throw new ExchangeError("protocol", `${status} is not an HTTP status`);
      }
      answered = status;
      const headers = flatHeaders(response.headers);
      const bodyless = request.method === "HEAD" || status === 204 || status === 304;
      const read = await readBody(body, bodyless ? {} : headers, {
        maxBytes: maxBodyBytes,
        signal,
      });
      return { status, headers, ...read };
    } finally {
      body.destroy();
    }
  } catch (error) {
    throw toExchangeError(signal.aborted ? signal.reason : error, answered);
  }
}
