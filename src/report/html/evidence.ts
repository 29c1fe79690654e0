import type { Exchange } from "../../core/http.ts";
import type { Method } from "../../core/outcome.ts";
import type { ReportCapability, ReportCriterion, ReportEvidence } from "../../core/report.ts";
import { CODE_WORDS } from "../words.ts";
import type { Page } from "./context.ts";
import { type Html, html, type HtmlValue } from "./escape.ts";
import { strengthMark, verdict } from "./icons.ts";
import { addressLink } from "./link.ts";

const METHOD_WORDS: Readonly<Record<Method, string>> = {
  passive: "asked the registry",
  active: "tried on the staging registry",
  client: "ran a client",
  document: "read the page",
  profile: "from the profile",
};

const PROOF_WORDS: Readonly<Record<NonNullable<ReportEvidence["proof"]>, string>> = {
  verified: "the page still says it",
  stale: "the page no longer says it",
  unchecked: "the page could not be checked",
  "not-fetched": "not fetched: its host’s terms forbid it",
};

const AGE_WORDS: Readonly<Record<NonNullable<ReportEvidence["age"]>, string>> = {
  ageing: "ageing",
  stale: "too old",
  undated: "no date",
};

/** A criterion's message is left out where it only repeats its capability's. */
export function criteria({ criteria: list, message }: ReportCapability): Html {
  return html`<ul class="criteria">${list.map((entry) => criterion(entry, message))}</ul>`;
}

function criterion(entry: ReportCriterion, known: string): Html {
  const optional = !entry.required && html` <span class="tag">optional, not counted</span>`;
  const code = entry.code !== null && html` <span class="tag">${CODE_WORDS[entry.code]}</span>`;
  return html`<li><p>${verdict(entry.outcome)} ${strengthMark(entry.strength)} <strong>${entry.title}</strong>${optional}${code}</p>
${entry.message !== known && html`<p>${entry.message}</p>`}</li>\n`;
}

export function evidenceList(list: readonly ReportEvidence[], page: Page): Html {
  if (list.length === 0) return html`<p class="small">None was found.</p>`;
  return html`<ul class="evidence">${list.map((piece) => evidencePiece(piece, page))}</ul>`;
}

function evidencePiece(piece: ReportEvidence, page: Page): Html {
  const facts: [string, HtmlValue][] = [
    ["How", `${METHOD_WORDS[piece.method] ?? piece.method} (${piece.source})`],
  ];
  if (piece.criterion !== undefined) facts.push(["About", html`<code>${piece.criterion}</code>`]);
  if (piece.url !== undefined) facts.push(["Link", addressLink(piece.url)]);
  if (piece.says !== undefined) facts.push(["Says", html`<q>${piece.says}</q>`]);
  if (piece.proof !== undefined)
    facts.push([
      "Proof",
      html`<span class="proof proof-${piece.proof}">${PROOF_WORDS[piece.proof]}</span>`,
    ]);
  if (piece.checked !== undefined || piece.age !== undefined)
    facts.push(["Checked", checkedWords(piece)]);
  if (piece.setAside !== undefined) facts.push(["Set aside", piece.setAside]);
  for (const id of piece.exchanges ?? []) facts.push(["Exchange", exchangeLine(id, page)]);
  return html`<li class="${piece.setAside === undefined ? "piece" : "piece is-aside"}">
<p>${verdict(piece.outcome)} ${strengthMark(piece.strength)} ${piece.message}</p>
${factList(facts)}</li>\n`;
}

function checkedWords({ checked, age }: ReportEvidence): HtmlValue {
  const when = checked === undefined ? null : html`<time>${checked}</time> `;
  return html`${when}${age !== undefined && html`<span class="tag">${AGE_WORDS[age]}</span>`}`;
}

function exchangeLine(id: string, page: Page): HtmlValue {
  const exchange = page.exchanges.get(id);
  if (!exchange) return html`<code>${id}</code>`;
  const digest =
    exchange.digest !== undefined && html` <code class="digest">${exchange.digest}</code>`;
  return html`<a href="#${page.anchors.get(exchange)}">${id}</a> ${exchange.method} ${answerWords(exchange)}${digest}`;
}

export function answerWords({ status, failure }: Exchange): string {
  return failure ? `no answer: ${failure.reason}` : `answered ${status ?? "without a status"}`;
}

export function factList(facts: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl class="fact-list">${facts.map(
    ([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}
