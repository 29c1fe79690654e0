import { createHash } from "node:crypto";
import type { ProbeContext } from "../../core/adapter.ts";
import type { HttpAnswer } from "../../core/http.ts";

/**
 * A name that exists nowhere. It is the same for the whole run, so that probes share their baselines, and differs
 * between runs, so that no server can prepare for it.
 */
export function randomName(context: Pick<ProbeContext, "api" | "now">): string {
  const seed = `${context.api} ${context.now.toISOString()}`;
  return `assay-${createHash("sha256").update(seed).digest("hex").slice(0, 12)}`;
}

/**
 * An address of the same shape that nobody serves: the last segment becomes a random name, and keeps its file ending
 * and its `@version`. `/.well-known/security.txt` gives `/.well-known/assay-0123456789ab.txt`.
 */
export function baselineUrl(url: string, name: string): string {
  const parsed = new URL(url);
  const segments = parsed.pathname.split("/");
  const index = segments.findLastIndex((segment) => segment !== "");
  const last = segments[index] ?? "";
  const version = /@[^@/]*$/.exec(last)?.[0] ?? "";
  const scoped = last.startsWith("@") && last === version;
  const ending = version === "" ? (/\.[a-z]{1,5}$/.exec(last)?.[0] ?? "") : "";
  segments[Math.max(index, 1)] = `${name}${scoped ? "" : version}${ending}`;
  parsed.pathname = segments.join("/");
  return parsed.href;
}

/**
 * Does this answer say no more than the baseline's? Pages in HTML count as alike (they carry nonces and echo the
 * path); other bodies must be equal once each answer's own path is masked. Refusals are alike when their status is.
 */
export function alike(answer: HttpAnswer, baseline: HttpAnswer): boolean {
  if (answer.status !== baseline.status) return false;
  if (answer.status >= 400) return true;
  if (isHtml(answer) && isHtml(baseline)) return true;
  return masked(answer) === masked(baseline);
}

export function isHtml(answer: HttpAnswer): boolean {
  const type = answer.headers["content-type"] ?? "";
  if (/^(text\/html|application\/xhtml)/i.test(type)) return true;
  return /^\s*<(!doctype|html)/i.test(new TextDecoder().decode(answer.body.subarray(0, 200)));
}

function masked(answer: HttpAnswer): string {
  const body = answer.text().slice(0, 10_000);
  const { url } = answer.exchange;
  if (!URL.canParse(url)) return body;
  const { pathname } = new URL(url);
  const last = pathname.split("/").findLast((segment) => segment !== "") ?? "";
  if (last.length < 3) return body;
  return body.replaceAll(pathname, "").replaceAll(last, "").replaceAll(decode(last), "");
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
