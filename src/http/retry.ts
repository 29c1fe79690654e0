/** Waits when a server says 429 or 503 and names no time. */
const UNNAMED_WAIT_MS = { 429: 1000, 503: 500 } as const;
/** Tries after the first when the server names a time, and when it does not. */
const RETRIES = { named: 2, unnamed: 1 } as const;

/** `Retry-After` as milliseconds from now; undefined when absent or unreadable (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? "";
  if (/^\d{1,15}$/.test(text)) return Number(text) * 1000;
  if (!/^[A-Z][a-z]{2,8},? .* GMT$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

export interface RetryQuestion {
  method: string;
  status: number;
  retryAfter: string | undefined;
  /** Retries made before. */
  retries: number;
  /** Epoch milliseconds. */
  now: number;
  /** The longest wait we accept. */
  capMs: number;
  /** What is left of the audit's time. */
  leftMs: number;
}

/** What to do with a 429 or 503. `wait` is in milliseconds, `why` is for the transcript. */
export type RetryPlan = { retry: true; wait: number } | { retry: false; why: string };

export function planRetry(question: RetryQuestion): RetryPlan {
  const { method, status, retries, capMs, leftMs } = question;
  if (status !== 429 && status !== 503) return { retry: false, why: "the status asks for none" };
  if (method !== "GET" && method !== "HEAD") {
    return { retry: false, why: `a ${method} is never repeated` };
  }
  const named = retryAfterMs(question.retryAfter, question.now);
  if (retries >= (named === undefined ? RETRIES.unnamed : RETRIES.named)) {
    return { retry: false, why: `it still says so after ${retries + 1} tries` };
  }
  const wait = named ?? Math.min(UNNAMED_WAIT_MS[status], capMs);
  if (wait > capMs) {
    return { retry: false, why: `it asks to wait ${Math.ceil(wait / 1000)} s, longer than we do` };
  }
  if (wait >= leftMs) return { retry: false, why: "the wait it asks for ends after the deadline" };
  return { retry: true, wait };
}
