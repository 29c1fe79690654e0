import type { ActiveContext } from "../core/active.ts";
import type { Guessing } from "../core/active-facts.ts";
import type { HttpAnswer, HttpResult } from "../core/http.ts";

export interface GuessPlan {
  /** `PUT /-/user` */
  where: string;
  attempts: number;
  /** Sends the right secret. Called before and after. */
  right(turn: "before" | "after"): Promise<HttpResult>;
  /** Sends the n-th wrong one, of the same length and classes as the right one. */
  wrong(n: number): Promise<HttpResult>;
  /** Does the answer show that the secret was right? */
  accepted(answer: HttpAnswer): boolean;
}

const LOCKED =
  /\b(too many|rate.?limit|try again later|temporarily|locked|blocked|throttl|captcha)\b/i;

/**
 * Wrong secrets in a row between two right ones. Ends at the first sign of a limit. Without a right one that works there
 * is nothing to guess, and no wrong one is sent.
 */
export async function guess(context: ActiveContext, plan: GuessPlan): Promise<Guessing> {
  const done = (result: HttpResult): Guessing["control"] => {
    const trial = context.judge(result);
    if (!result.ok) return trial;
    if (plan.accepted(result)) return { ...trial, did: "allowed" };
    return { ...trial, did: trial.did === "allowed" ? "denied" : trial.did };
  };
  const first = await plan.right("before");
  const control = done(first);
  const guessing: Guessing = {
    where: plan.where,
    control,
    tries: 0,
    processed: 0,
    limitedAt: null,
    limited: null,
    firstMs: 0,
    lastMs: 0,
    after: control,
    headers: first.ok ? limits(first) : {},
  };
  if (control.did !== "allowed") return guessing;

  const times: number[] = [];
  for (let n = 1; n <= plan.attempts; n++) {
    const result = await plan.wrong(n);
    guessing.tries = n;
    if (!result.ok) break;
    guessing.headers = { ...guessing.headers, ...limits(result) };
    if (isLimit(context, result)) {
      guessing.limitedAt = n;
      guessing.limited = context.judge(result);
      break;
    }
    if (wasProcessed(result) && !plan.accepted(result)) guessing.processed++;
    times.push(result.exchange.ms);
  }
  const quarter = Math.max(1, Math.floor(times.length / 4));
  guessing.firstMs = median(times.slice(0, quarter));
  guessing.lastMs = median(times.slice(-quarter));
  guessing.after = done(await plan.right("after"));
  return guessing;
}

/** Wrong, and worked on: not turned away unread. A 400 or 422 is about the form of the input. */
function wasProcessed({ status }: HttpAnswer): boolean {
  return (status >= 200 && status < 300) || status === 401 || status === 403 || status === 404;
}

function isLimit(context: ActiveContext, answer: HttpAnswer): boolean {
  const { status } = answer;
  if (status === 429 || status === 423) return true;
  if (status < 400 || status >= 500) return false;
  return "retry-after" in answer.headers || LOCKED.test(context.words(answer));
}

function limits({ headers, status }: HttpAnswer): Guessing["headers"] {
  const limit = headers["x-ratelimit-limit"] ?? headers["ratelimit-limit"];
  const remaining = headers["x-ratelimit-remaining"] ?? headers["ratelimit-remaining"];
  const retryAfter = status >= 400 ? headers["retry-after"] : undefined;
  return {
    ...(limit !== undefined && { limit: limit.slice(0, 60) }),
    ...(remaining !== undefined && { remaining: remaining.slice(0, 60) }),
    ...(retryAfter !== undefined && { retryAfter: retryAfter.slice(0, 60) }),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
