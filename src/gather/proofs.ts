import type { ProofRecord, ProofState } from "../core/evidence.ts";
import type { HttpAnswer, HttpClient, HttpFailure, HttpResult } from "../core/http.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { reclaim } from "../http/reclaim.ts";
import { asksForLogin, botWall, endsAtLogin, needsScript, type SeenPage } from "./bot-wall.ts";
import { containsPhrase, decodeBody, documentKind, documentText } from "./document.ts";
import { htmlText } from "./html-text.ts";
import { normalizeText } from "./normalize.ts";
import { forbiddenByTerms } from "./terms.ts";

/** A claim's link, and who asks for it. */
export interface ProofLink {
  url: string;
  says: string;
  /** For the transcript: `claim:authentication/totp-mfa`. */
  by: string;
}

type Verdict = Pick<ProofRecord, "state" | "detail">;

const ACCEPT = "text/html, text/markdown, text/plain, application/json;q=0.9, */*;q=0.5";

/**
 * Does each page still say what its claim says it says? One record for each distinct pair of URL and phrase, sorted by
 * URL, then phrase. A page is fetched once, whoever asks. Only a page that is gone, or that we could read and that
 * lacks the phrase, is `stale`; every doubt is `unchecked`. Never throws for a server's sake.
 */
export async function checkProofs(
  links: readonly ProofLink[],
  http: HttpClient,
): Promise<ProofRecord[]> {
  const byUrl = new Map<string, ProofLink[]>();
  for (const link of links) {
    const page = pageOf(link.url);
    byUrl.set(page, [...(byUrl.get(page) ?? []), link]);
  }
  const records = await Promise.all(
    [...byUrl.entries()].map(([page, asking]) => checkPage(page, asking, http)),
  );
  return records.flat().sort((a, b) => compare(a.url, b.url) || compare(a.says, b.says));
}

/** The address to ask for: without a fragment, which only browsers use. */
function pageOf(url: string): string {
  const hash = url.indexOf("#");
  return hash === -1 ? url : url.slice(0, hash);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

async function checkPage(
  page: string,
  links: readonly ProofLink[],
  http: HttpClient,
): Promise<ProofRecord[]> {
  const distinct = new Map(links.map((link) => [`${link.url}\n${link.says}`, link]));
  const refusal = refuse(page);
  if (refusal) return [...distinct.values()].map(({ url, says }) => ({ url, says, ...refusal }));

  const result = await fetchOnce(page, links, http);
  const judgePhrase = result.ok ? readPage(page, result) : () => failed(result);
  return [...distinct.values()].map(({ url, says }) => ({
    url,
    says,
    ...judgePhrase(says),
    // The guarded client numbers its exchanges when the run ends; until then there is no id to name.
    ...(result.exchange.id === "" ? {} : { exchange: result.exchange.id }),
  }));
}

/** Everybody asks under their own name, for the transcript; the client sends one request for all of them. */
async function fetchOnce(
  page: string,
  links: readonly ProofLink[],
  http: HttpClient,
): Promise<HttpResult> {
  const [first, ...others] = [...new Set(links.map(({ by }) => by))].sort();
  const result = await http.get(page, { by: first ?? "claim", accept: ACCEPT });
  await Promise.all(others.map((by) => http.get(page, { by, accept: ACCEPT })));
  return result;
}

function refuse(page: string): Verdict | undefined {
  if (!URL.canParse(page) || !/^https?:$/.test(new URL(page).protocol)) {
    return unchecked("not a web address");
  }
  const forbidden = forbiddenByTerms(page);
  return forbidden && { state: "not-fetched", detail: `${forbidden.why} (${forbidden.source})` };
}

function unchecked(detail: string): Verdict {
  return { state: "unchecked", detail };
}

function failed(failure: HttpFailure): Verdict {
  if (failure.reason === "offline") return unchecked("not fetched: --offline");
  const message = sanitizeText(failure.message, 300);
  return unchecked(failure.reason === "redirect" ? `the page moved: ${message}` : message);
}

/** Says where a page went when it left its host; undefined when it did not. */
function movedTo(asked: string, target: string): Verdict | undefined {
  if (!URL.canParse(target, asked)) return undefined;
  const { host } = new URL(target, asked);
  return host === new URL(asked).host
    ? undefined
    : unchecked(`the page moved to ${host}; check it there and change the link`);
}

/** Reads an answer once and returns what it means for a phrase. */
function readPage(url: string, answer: HttpAnswer): (says: string) => Verdict {
  const { status, headers, body } = answer;
  const contentType = headers["content-type"] ?? answer.exchange.contentType;
  const final = finalUrl(url, answer);
  const elsewhere = movedTo(url, final);
  if (elsewhere) return always(elsewhere);
  const page = seePage(answer, contentType);
  const wall = botWall(page);
  if (wall) return always(unchecked(`a challenge for browsers stands before the page (${wall})`));
  if (status === 404 || status === 410) {
    return always({ state: "stale", detail: `the page is gone (HTTP ${status})` });
  }
  if (status >= 300 && status < 400) {
    const moved = headers["location"] === undefined ? undefined : movedTo(url, headers["location"]);
    return always(moved ?? unchecked(`the page redirects (HTTP ${status})`));
  }
  if (status !== 200) return always(unchecked(`the server answered HTTP ${status}`));

  const kind = documentKind(body, contentType);
  if (kind === "other") {
    return always(unchecked(`not a text document (${sanitizeText(contentType ?? "binary", 60)})`));
  }
  const text = documentText(body, contentType, final);
  // Each way of reading a page makes a copy of it or several.
  reclaim(body.byteLength * 8);
  if (text === "") return always(unchecked("the page came without text"));
  const moved =
    new URL(final).pathname === new URL(url).pathname ? "" : `, now at ${pathOf(final)}`;
  return (says) => {
    if (containsPhrase(text, says)) return found("verified", `the page still says so${moved}`);
    if (kind === "html") {
      if (endsAtLogin(url, final) || asksForLogin(page)) {
        return unchecked("the site asks for a login instead of showing the page");
      }
      if (needsScript(page)) return unchecked("the page shows its text only to a browser");
    }
    return found("stale", `the page no longer contains the phrase${moved}`);
  };
}

function finalUrl(asked: string, { exchange }: HttpAnswer): string {
  return exchange.finalUrl && URL.canParse(exchange.finalUrl) ? exchange.finalUrl : asked;
}

function found(state: ProofState, detail: string): Verdict {
  return { state, detail };
}

function always(verdict: Verdict): () => Verdict {
  return () => verdict;
}

function pathOf(url: string): string {
  return sanitizeText(new URL(url).pathname, 120);
}

/** A wall is always a page, so anything else is judged by its headers alone. */
function seePage(answer: HttpAnswer, contentType: string | undefined): SeenPage {
  const { headers, body } = answer;
  if (documentKind(body, contentType) !== "html") return { headers, html: "", title: "", text: "" };
  const html = decodeBody(body, contentType);
  const { title, text } = htmlText(html);
  return { headers, html, title, text: normalizeText(text) };
}
