import { sanitizeText } from "../core/sanitize.ts";

/** Names of query parameters whose values never reach a report. */
const SECRET_NAME =
  /token|secret|passw|apikey|accesskey|credential|signature|session|cookie|jwt|(?:^|[-_.])(?:auth|code|key|otp|pwd|sid|sig)$/i;

export const REDACTED = "REDACTED";

/** The URL as it may be written down: no user name or password, no fragment, no values of secret parameters. */
export function redactUrl(url: string | URL): string {
  if (!URL.canParse(String(url))) return "(not a URL)";
  const copy = new URL(url);
  copy.username = "";
  copy.password = "";
  copy.hash = "";
  for (const name of new Set(copy.searchParams.keys())) {
    if (SECRET_NAME.test(name)) copy.searchParams.set(name, REDACTED);
  }
  return sanitizeText(copy.href, 2000);
}
