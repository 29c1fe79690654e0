import type { Headers } from "../core/http.ts";
import { normalizeText } from "./normalize.ts";

/** A page as the wall detector looks at it. */
export interface SeenPage {
  headers: Headers;
  /** The body as text, markup and all. */
  html: string;
  title: string;
  /** What a reader sees, normalised. */
  text: string;
}

/** Headers that a firewall sets on its challenges only. */
const HEADERS: readonly { name: string; value: RegExp; who: string }[] = [
  // developers.cloudflare.com/cloudflare-challenges/challenge-types/challenge-pages/detect-response
  { name: "cf-mitigated", value: /^challenge$/i, who: "Cloudflare" },
  // docs.aws.amazon.com/waf/latest/APIReference/API_ChallengeAction.html, …API_CaptchaAction.html
  { name: "x-amzn-waf-action", value: /^(?:challenge|captcha)$/i, who: "AWS WAF" },
  // vercel.com/docs/vercel-firewall: attack challenge mode
  { name: "x-vercel-mitigated", value: /^(?:challenge|deny)$/i, who: "Vercel" },
];

/**
 * Strings in the markup of challenge pages. `alone`: the vendor puts it nowhere else. The others are also injected
 * into ordinary pages, so they count only where the page says almost nothing. Cloudflare's `/scripts/jsd/` and Akamai's
 * sensor are on good pages as a rule and are not listed.
 */
const MARKERS: readonly { marker: string; who: string; alone: boolean }[] = [
  { marker: "_cf_chl_opt", who: "Cloudflare", alone: true },
  { marker: "/cdn-cgi/challenge-platform/h/", who: "Cloudflare", alone: false },
  // fastly.com/documentation/guides/security/bot-management/client-challenges: may be embedded in ordinary pages too
  { marker: "/_fs-ch-", who: "Fastly", alone: false },
  { marker: "sec-if-cpt-container", who: "Akamai", alone: true },
  { marker: "errors.edgesuite.net", who: "Akamai", alone: true },
  { marker: "_incapsula_resource", who: "Imperva", alone: false },
  { marker: "captcha-delivery.com", who: "DataDome", alone: false },
  { marker: "px-captcha", who: "HUMAN", alone: false },
  { marker: "/.within.website/x/cmd/anubis", who: "Anubis", alone: true },
  { marker: "awswafintegration", who: "AWS WAF", alone: false },
  { marker: "sucuri_cloudproxy_js", who: "Sucuri", alone: true },
  { marker: "ddos-guard", who: "DDoS-Guard", alone: false },
];

/** Whole titles of challenge pages, normalised. */
const TITLES: ReadonlySet<string> = new Set([
  "access denied",
  "access to this page has been denied",
  "are you a robot?",
  "attention required! | cloudflare",
  "checking your browser",
  "checking your browser - recaptcha",
  "client challenge",
  "ddos-guard",
  "human verification",
  "just a moment...",
  "making sure you're not a bot!",
  "oh noes!",
  "one moment, please...",
  "pardon our interruption",
  "radware bot manager captcha",
  "robot check",
  "security check",
  "sucuri website firewall - access denied",
  "vercel security checkpoint",
  "verify you are human",
  "verifying you are human",
]);

/** A wall says little: an article about walls is longer than this, in characters. */
const LITTLE_TEXT = 1500;
/** A page that shows next to nothing until its scripts run. */
const ALMOST_NO_TEXT = 300;

/**
 * Who stands between us and the page, when the answer is a challenge for browsers rather than the page asked for.
 * Must not fire on a page that merely talks about such walls or carries a vendor's script.
 */
export function botWall(page: SeenPage): string | undefined {
  for (const { name, value, who } of HEADERS) {
    if (value.test(page.headers[name] ?? "")) return who;
  }
  if (page.text.length >= LITTLE_TEXT) return undefined;
  const html = page.html.toLowerCase();
  const found = MARKERS.find(
    ({ marker, alone }) => (alone || page.text.length < ALMOST_NO_TEXT) && html.includes(marker),
  );
  if (found) return found.who;
  return TITLES.has(normalizeText(page.title)) ? "a bot wall" : undefined;
}

/** Where the heuristics below look: a page with little text and more markup than this is judged by its beginning. */
function beginning(page: SeenPage): string {
  return page.html.slice(0, 100_000);
}

/** Does the page leave its content to scripts, so that a missing phrase proves nothing? */
export function needsScript(page: SeenPage): boolean {
  const scripted = /<script\b|<meta\b[^>]{0,200}\bhttp-equiv\s*=\s*["']?refresh/i.test(
    beginning(page),
  );
  if (scripted && page.text.length < ALMOST_NO_TEXT) return true;
  return (
    page.text.length < LITTLE_TEXT &&
    /\b(?:enable|requires?|needs?|turn on|activate)\b.{0,40}\bjavascript\b|\bjavascript (?:is|must be|has to be) (?:not )?(?:disabled|required|enabled)\b/i.test(
      beginning(page),
    )
  );
}

/** A short page with a password field asks for a login instead of showing what is behind it. */
export function asksForLogin(page: SeenPage): boolean {
  return (
    page.text.length < LITTLE_TEXT &&
    /<input\b[^>]{0,500}\btype\s*=\s*["']?password\b/i.test(beginning(page))
  );
}

/** Did a redirect lead from the page to the site's login? */
export function endsAtLogin(asked: string, final: string): boolean {
  return !LOGIN_PATH.test(new URL(asked).pathname) && LOGIN_PATH.test(new URL(final).pathname);
}

const LOGIN_PATH = /\/(?:log-?in|sign-?in|sign_in|sso|auth|session\/new)(?:[/.]|$)/i;
