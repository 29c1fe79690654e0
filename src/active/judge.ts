import type { Trial, TrialRules } from "../core/active.ts";
import type { HttpAnswer, HttpResult } from "../core/http.ts";
import { quotable, type Secrets } from "../http/secrets.ts";

/** How much of a server's words a trial keeps. */
const MAX_SAID = 160;
/** These never mean "no, you may not", whatever the text says. */
const NO_REFUSAL: ReadonlySet<number> = new Set([404, 405, 408, 410, 429]);
const NOT_OFFERED =
  /\b(not (yet )?(supported|implemented|available|enabled)|unsupported|disabled)\b/i;

/** Reads one answer by the rules of `src/active/README.md`. */
export function judgeTrial(
  result: HttpResult,
  secrets: Secrets,
  rules: TrialRules = {},
  runId = "",
): Trial {
  if (!result.ok) {
    const said = quotable(result.message, secrets, MAX_SAID);
    return { did: "unclear", status: result.exchange.status ?? null, said };
  }
  const said = quotable(withoutNames(whatItSaid(result), runId), secrets, MAX_SAID);
  return { did: read(result, rules, runId), status: result.status, said };
}

/**
 * Words of a server without the names that we made up: `assay-1a2b3c4e-mail` would speak of e-mail otherwise. It also
 * makes two runs say the same.
 */
export function withoutNames(text: string, runId: string): string {
  if (runId === "") return text;
  const part = "[\\w@.%~+-]{0,200}";
  return text.replace(new RegExp(`${part}${runId}${part}(?:/[\\w.%~+-]{1,200})?`, "gi"), "…");
}

function read(answer: HttpAnswer, rules: TrialRules, runId: string): Trial["did"] {
  const { status } = answer;
  const unknownPath = rules.baseline?.ok === true && sameAnswer(answer, rules.baseline);
  if (status >= 200 && status < 300) return unknownPath ? "absent" : readSuccess(answer, rules);
  // A server that asks for credentials everywhere tells nothing of one path.
  if (status === 401 || status === 403) return unknownPath ? "unclear" : "denied";
  if (rules.denials?.includes(status)) return "denied";
  if (status === 501 || status === 451) return "absent";
  if (status === 503) return NOT_OFFERED.test(head(answer)) ? "absent" : "unclear";
  if (status < 400 || status >= 500 || status === 429) return "unclear";
  if (unknownPath) return "absent";
  if (!NO_REFUSAL.has(status) && rules.refusal?.test(withoutNames(head(answer), runId)))
    return "denied";
  return "unclear";
}

function readSuccess(answer: HttpAnswer, rules: TrialRules): Trial["did"] {
  const body = answer.json();
  if (rules.no?.(body)) return "denied";
  if (rules.done) return rules.done(body) ? "allowed" : "unclear";
  // A page where an interface should be: a login wall or a web application that answers everything.
  return isHtml(answer) ? "unclear" : "allowed";
}

/** Do two answers say the same, once each one's own path is masked? */
export function sameAnswer(one: HttpAnswer, other: HttpAnswer): boolean {
  if (one.status !== other.status) return false;
  if (isHtml(one) && isHtml(other)) return true;
  return masked(one) === masked(other);
}

function isHtml(answer: HttpAnswer): boolean {
  if (/^(text\/html|application\/xhtml)/i.test(answer.headers["content-type"] ?? "")) return true;
  return /^\s*<(!doctype|html)/i.test(head(answer));
}

function masked(answer: HttpAnswer): string {
  const { url } = answer.exchange;
  let body = head(answer);
  if (!URL.canParse(url)) return body;
  const segments = new URL(url).pathname.split("/").slice(1);
  // A server may echo the path from its own root on, or a part of it.
  const tails = segments.map((_, index) => `/${segments.slice(index).join("/")}`);
  const parts = segments.filter((segment) => segment.length > 3);
  for (const part of [...tails, ...parts.sort((one, other) => other.length - one.length)]) {
    body = body.replaceAll(part, "").replaceAll(decoded(part), "");
  }
  return body;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function head(answer: HttpAnswer): string {
  return answer.text().slice(0, 10_000);
}

/** The server's own reason: a field of its JSON, the text of a page, or the text as it is. */
function whatItSaid(answer: HttpAnswer): string {
  const body = head(answer);
  if (isHtml(answer)) {
    const text = body.replace(/<(script|style|head)\b[\s\S]*?<\/\1>/gi, " ");
    return text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  }
  return reasonIn(answer.json()) ?? (answer.status < 300 ? "" : body);
}

function reasonIn(json: unknown): string | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  const fields = json as Record<string, unknown>;
  for (const name of ["error", "message", "reason", "detail"]) {
    const value = fields[name];
    if (typeof value === "string" && value !== "") return value;
  }
  // OCI: {"errors":[{"code","message"}]}
  const first: unknown = Array.isArray(fields["errors"]) ? fields["errors"][0] : undefined;
  if (typeof first !== "object" || first === null) return undefined;
  const { code, message } = first as { code?: unknown; message?: unknown };
  return [code, message].filter((part) => typeof part === "string").join(": ");
}
