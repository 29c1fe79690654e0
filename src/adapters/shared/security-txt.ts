import type { Probe, ProbeContext } from "../../core/adapter.ts";
import type { Facts, Gathered } from "../../core/facts.ts";
import type { HttpAnswer } from "../../core/http.ts";
import { ask, firstFound, found } from "./ask.ts";

const MAX_LINES = 500;
const MAX_VALUES = 10;

/** RFC 9116, on the API's host and on the web host. A host whose terms forbid it leaves the question open. */
export const securityTxt: Probe<"securityTxt"> = {
  requests: ["GET {api host}/.well-known/security.txt", "GET {web host}/.well-known/security.txt"],
  source: "https://www.rfc-editor.org/rfc/rfc9116",
  async run(context) {
    const results = await Promise.all(
      hosts(context).map((origin) =>
        ask(
          context,
          `${origin}/.well-known/security.txt`,
          (answer) => readSecurityTxt(answer, context.now),
          { accept: "text/plain", what: "security.txt" },
        ),
      ),
    );
    return firstFound(results);
  },
};

function hosts(context: ProbeContext): string[] {
  const { web } = context.profile.registry.urls ?? {};
  const origins = [new URL(context.api).origin];
  if (web !== undefined && URL.canParse(web)) origins.push(new URL(web).origin);
  return [...new Set(origins)];
}

/** Null when it is not a security.txt at all: RFC 9116 wants plain text and at least one contact. */
function readSecurityTxt(answer: HttpAnswer, now: Date): Gathered<Facts["securityTxt"]> | null {
  const type = answer.headers["content-type"] ?? "text/plain";
  if (!/^text\/plain\b/i.test(type)) return null;
  const values = fields(answer.text());
  const contacts = values.get("contact") ?? [];
  if (contacts.length === 0) return null;
  const policies = values.get("policy") ?? [];
  const expires = values.get("expires")?.[0];
  const end = expires === undefined ? Number.NaN : Date.parse(expires);
  const fact: Facts["securityTxt"] = {
    contacts,
    policies,
    ...(Number.isNaN(end) || expires === undefined ? {} : { expires }),
    expired: end <= now.getTime(),
  };
  return found(fact, Number.isNaN(end) ? "The file has no valid expiry date." : undefined);
}

function fields(body: string): Map<string, string[]> {
  const result = new Map<string, string[]>();
  for (const line of body.slice(0, 100_000).split(/\r?\n/, MAX_LINES)) {
    const match = /^([a-z-]{1,40}):[ \t]+(\S.{0,300})$/i.exec(line.trimEnd());
    if (!match?.[1] || !match[2]) continue;
    const name = match[1].toLowerCase();
    const values = result.get(name) ?? [];
    if (values.length < MAX_VALUES) values.push(match[2]);
    result.set(name, values);
  }
  return result;
}
