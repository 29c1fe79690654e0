import type { ProbeContext } from "../../core/adapter.ts";
import type { Gathered } from "../../core/facts.ts";
import type { Failure, HttpAnswer, HttpFailure, RequestOptions } from "../../core/http.ts";
import { alike, baselineUrl, isHtml, randomName } from "./baseline.ts";

export type Failed = Extract<Gathered<never>, { state: "failed" }>;
export type Absent = Extract<Gathered<never>, { state: "absent" }>;

export function found<T>(value: T, note?: string): Gathered<T> {
  return note === undefined ? { state: "found", value } : { state: "found", value, note };
}

export function absent(note: string): Absent {
  return { state: "absent", note };
}

export function failed(code: Failed["code"], message: string): Failed {
  return { state: "failed", code, message };
}

export interface AskOptions {
  accept?: string;
  /** Sends this instead of a GET; the adapter must list the path in `readOnlyPosts`. */
  post?: { contentType: string; text: string };
  /** What is asked for, to end the sentence "… has no WHAT": `list of signing keys`. */
  what: string;
}

/**
 * Asks one address and reads its answer.
 *
 * `read` gets every 2xx answer and returns null when it does not have the documented shape. Whatever is not a
 * documented answer is settled here, against a random path of the same shape where the answer alone proves nothing
 * (a 400, a page for everything). Absence is only ever concluded from an answer that says so.
 */
export async function ask<T>(
  context: ProbeContext,
  url: string,
  read: (answer: HttpAnswer) => Gathered<T> | null,
  options: AskOptions,
): Promise<Gathered<T>> {
  const request: RequestOptions = {
    by: context.by,
    ...(options.accept !== undefined && { accept: options.accept }),
  };
  const result = options.post
    ? await context.http.post(url, options.post, request)
    : await context.http.get(url, request);
  if (!result.ok) return fromFailure(result);
  const host = new URL(url).host;
  if (result.status >= 200 && result.status < 300) {
    const value = read(result);
    if (value && !(value.state === "found" && isHtml(result))) return value;
  }
  return fromStatus(result, host, options.what) ?? compare(context, url, result, request, options);
}

/** An exchange without an answer. Our own rules make a thing unobservable, all else makes it unreachable. */
export function fromFailure(failure: HttpFailure): Failed {
  const code = UNASKED.has(failure.reason) ? "not-observable" : "unreachable";
  return failed(code, failure.message);
}

const UNASKED: ReadonlySet<Failure> = new Set(["refused"]);

/** Statuses that settle the question by themselves. 501 and 451 are servers' ways to say "not offered here". */
export function fromStatus(answer: HttpAnswer, host: string, what: string): Absent | Failed | null {
  const { status } = answer;
  if (status === 401 || status === 403 || status === 407)
    return failed("not-observable", `${host} asks for credentials (${status}) for its ${what}.`);
  if (status === 404 || status === 410 || status === 405)
    return absent(`${host} has no ${what} (${status}).`);
  if (status === 501 || status === 451)
    return absent(`${host} says that it does not offer a ${what} (${status}).`);
  if (
    status === 503 &&
    /\bnot (yet )?(supported|implemented|available|enabled)\b/i.test(head(answer))
  )
    return absent(`${host} says that a ${what} is not supported (503).`);
  if (status === 429 || status >= 500 || status < 200)
    return failed("unreachable", `${host} answered ${status} for its ${what}.`);
  if (status >= 300 && status < 400)
    return failed("unreachable", `${host} leads elsewhere (${status}) for its ${what}.`);
  return null;
}

/** A 400, or a 2xx of another shape: absent if a path that cannot exist is answered alike, undecided otherwise. */
async function compare(
  context: ProbeContext,
  url: string,
  answer: HttpAnswer,
  request: RequestOptions,
  options: AskOptions,
): Promise<Absent | Failed> {
  const host = new URL(url).host;
  const odd = `${host} answered ${answer.status} for its ${options.what}, not in the documented shape`;
  // A POST to an address we made up is not known to change nothing, so it has no baseline.
  if (options.post) return failed("not-observable", `${odd}.`);
  const baseline = await context.http.get(baselineUrl(url, randomName(context)), request);
  if (!baseline.ok) return failed("unreachable", `${odd}, and a random path gave no answer.`);
  if (alike(answer, baseline))
    return absent(
      `${host} has no ${options.what}: the address answers like an unknown one (${answer.status}).`,
    );
  return failed("not-observable", `${odd}.`);
}

function head(answer: HttpAnswer): string {
  return answer.text().slice(0, 2000);
}

/** Of several places for one thing, the first that has it; absent only when every place said so. */
export function firstFound<T>(results: readonly Gathered<T>[]): Gathered<T> {
  const best =
    results.find((result) => result.state === "found") ??
    results.find((result) => result.state === "failed");
  if (best) return best;
  const notes = results.map((result) => (result.state === "absent" ? result.note : ""));
  return notes.length > 0
    ? absent([...new Set(notes)].join(" "))
    : failed("not-observable", "There is no address to ask.");
}
