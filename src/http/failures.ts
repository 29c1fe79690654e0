import type { Failure } from "../core/http.ts";
import { sanitizeText } from "../core/sanitize.ts";

/** Thrown and caught inside `src/http` only; callers of the client get an `HttpFailure`. */
export class ExchangeError extends Error {
  readonly reason: Failure;
  /** The last status seen, when the server did answer. */
  readonly status: number | undefined;
  /** The connection broke, so that a GET may be tried once more. */
  readonly reset: boolean;

  constructor(
    reason: Failure,
    message: string,
    options: { status?: number | undefined; reset?: boolean; cause?: unknown } = {},
  ) {
    super(sanitizeText(message, 500), "cause" in options ? { cause: options.cause } : undefined);
    this.name = "ExchangeError";
    this.reason = reason;
    this.status = options.status;
    this.reset = options.reset ?? false;
  }
}

const REASONS: Readonly<Record<string, Failure>> = {
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  EAI_NODATA: "dns",
  EAI_NONAME: "dns",
  ECONNREFUSED: "connect",
  ECONNRESET: "connect",
  ECONNABORTED: "connect",
  EHOSTUNREACH: "connect",
  ENETUNREACH: "connect",
  EADDRNOTAVAIL: "connect",
  EPIPE: "connect",
  EACCES: "connect",
  EPERM: "connect",
  ETIMEDOUT: "timeout",
  EPROTO: "tls",
  UND_ERR_CONNECT_TIMEOUT: "timeout",
  UND_ERR_HEADERS_TIMEOUT: "timeout",
  UND_ERR_BODY_TIMEOUT: "timeout",
  UND_ERR_HEADERS_OVERFLOW: "too-large",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "protocol",
  UND_ERR_SOCKET: "connect",
  // undici asserts some properties of what a server sends.
  ERR_ASSERTION: "protocol",
  // Only a proxy that refuses the tunnel ends here: our own aborts are told apart before.
  UND_ERR_ABORTED: "connect",
  UND_ERR_PRX_TLS: "tls",
  UND_ERR_INVALID_ARG: "refused",
};

const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|HOSTNAME_MISMATCH$)/;

function reasonOf(code: string): Failure | undefined {
  const known = REASONS[code];
  if (known !== undefined) return known;
  if (TLS_CODE.test(code)) return "tls";
  if (/^(?:HPE_|Z_|ERR__ERROR_|ERR_BROTLI_|ERR_STREAM_PREMATURE_CLOSE$)/.test(code)) {
    return "protocol";
  }
  return undefined;
}

const RESET_CODES: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE"]);

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

/** An error that wraps others (happy eyeballs, a socket error) says less than what it wraps. */
function innermost(error: Error): Error {
  let current = error;
  for (let depth = 0; depth < 5; depth++) {
    const many: unknown[] = current instanceof AggregateError ? current.errors : [];
    const known = current.name === "HTTPParserError" || reasonOf(codeOf(current)) !== undefined;
    if (current instanceof ExchangeError || (known && many.length === 0)) return current;
    const inner = many[0] ?? current.cause;
    if (!(inner instanceof Error)) return current;
    current = inner;
  }
  return current;
}

/**
 * Names what went wrong on the wire. `answered` is the status when headers had arrived: a connection that ends after
 * them broke its own promise of a body, which is a fault of protocol and not of the network.
 */
export function toExchangeError(thrown: unknown, answered?: number): ExchangeError {
  if (thrown instanceof ExchangeError) return thrown;
  const outer = thrown instanceof Error ? thrown : new Error(String(thrown));
  const error = innermost(outer);
  if (error instanceof ExchangeError) return error;
  const code = codeOf(error);
  // undici gives one code to connections that end and to answers it cannot make sense of.
  const closed = code === "UND_ERR_SOCKET" && error.message === "other side closed";
  const misbehaved =
    error.name === "HTTPParserError" ||
    (code === "UND_ERR_SOCKET" && (answered !== undefined || !closed));
  const fallback = answered === undefined ? "connect" : "protocol";
  const reason = misbehaved ? "protocol" : (reasonOf(code) ?? fallback);
  if (code === "ERR_ASSERTION") {
    return new ExchangeError("protocol", "the answer is not HTTP", { cause: outer });
  }
  const named = code === "" || error.message.includes(code);
  const message = named ? error.message : `${error.message} (${code})`;
  return new ExchangeError(reason, message, {
    status: answered,
    reset: closed || RESET_CODES.has(code),
    cause: outer,
  });
}
