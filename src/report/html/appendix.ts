import type { Exchange } from "../../core/http.ts";
import { settingsWords, taxonomyWords, timeWords, waiverWords } from "../words.ts";
import { capabilityLink, type Page, plural } from "./context.ts";
import { type Html, html, type HtmlValue } from "./escape.ts";
import { answerWords, factList } from "./evidence.ts";
import { addressLink } from "./link.ts";
import { table } from "./table.ts";

export function appendix(page: Page): Html {
  return html`${waivers(page)}${activeRun(page)}${unreachable(page)}${run(page)}${exchanges(page)}`;
}

function waivers(page: Page): Html | null {
  const list = page.report.waivers;
  if (list.length === 0) return null;
  const rows = list.map((waiver) => ({
    cells: [
      capabilityLink(waiver.capability, page),
      html`<strong>${waiver.state}</strong>${waiver.state !== "unneeded" && html`, ${waiverWords(waiver)}`}`,
      html`<time>${waiver.expires}</time>`,
      waiver.owner,
      html`${waiver.reason}${waiver.compensating !== undefined && html`<br>Instead: ${waiver.compensating}`}`,
    ],
  }));
  return html`<section aria-labelledby="waivers-title">
<h2 id="waivers-title">Waivers</h2>
<p class="small">An accepted gap lets a gate pass until its date. It never raises a level.</p>
${table({ caption: "Waivers", columns: ["Capability", "State", "Until", "Owner", "Reason"], rows })}
</section>`;
}

function activeRun({ report: { active } }: Page): Html | null {
  if (!active) return null;
  const { left, stopped } = active;
  const rows = left.map(({ kind, name, why, command }) => ({
    cells: [`${kind} ${name}`, why, html`<code>${command}</code>`],
  }));
  return html`<section aria-labelledby="active-title">
<h2 id="active-title">Active audit</h2>
<p>${addressLink(active.target)}, ${plural(active.requests, "request")}, run <code>${active.runId}</code>. ${stopped ? stopped.message : "Every probe ran to its end."} ${left.length === 0 ? "Nothing was left behind." : ""}</p>
${rows.length > 0 ? table({ caption: "Left behind", columns: ["What", "Why", "Command"], rows }) : null}
</section>`;
}

function unreachable({ report }: Page): Html | null {
  if (report.unreachable.length === 0) return null;
  const rows = report.unreachable.map(({ url, reason }) => ({ cells: [addressLink(url), reason] }));
  return html`<section aria-labelledby="unreachable-title">
<h2 id="unreachable-title">Could not be reached</h2>
<p class="small">What depends on these is unknown, never unmet.</p>
${table({ caption: "Addresses that gave no answer", columns: ["Address", "Reason"], rows })}
</section>`;
}

function run({ report }: Page): Html {
  const { settings, tool, framework } = report;
  const facts: [string, HtmlValue][] = [
    ["Taxonomy", taxonomyWords(report)],
    ["Profile", html`<code>${settings.profile}</code>`],
    ["Adapter", settings.adapter ?? "none"],
    [
      "Network",
      settings.offline ? "offline: nothing was asked" : plural(report.exchanges.length, "exchange"),
    ],
    ["Evidence from", html`<time>${timeWords(report.generatedAt)}</time>`],
    ["Framework", html`${framework.title} ${framework.version} <code>${framework.id}</code>`],
    ["Tool", `${tool.name} ${tool.version}`],
    ...report.assumptions.map((text): [string, HtmlValue] => ["Assumed", text]),
    ...settingsWords(report).map((text): [string, HtmlValue] => ["Setting", text]),
  ];
  return html`<section id="run" aria-labelledby="run-title">
<h2 id="run-title">This run</h2>
${factList(facts)}
</section>`;
}

function exchanges(page: Page): Html {
  const list = page.report.exchanges;
  const rows = list.map((exchange) => ({
    id: page.anchors.get(exchange) ?? "",
    cells: exchangeCells(exchange),
  }));
  const columns = ["Id", "Request", "Answer", "Size and time", "Digest of the body", "Asked by"];
  return html`<section id="exchanges" aria-labelledby="exchanges-title">
<h2 id="exchanges-title">Exchanges</h2>
${
  list.length === 0
    ? html`<p>No request was made.</p>`
    : html`<details><summary>${plural(list.length, "request")} and what came back</summary>
${table({ caption: "Exchanges", columns, rows })}
</details>`
}
</section>`;
}

function exchangeCells(exchange: Exchange): HtmlValue[] {
  const { method, url, finalUrl, failure } = exchange;
  // Only what is safe to ask again is made a link.
  const link = (text: string): Html =>
    method === "GET" || method === "HEAD"
      ? addressLink(text)
      : html`<span class="address">${text}</span>`;
  return [
    html`<code>${exchange.id}</code>`,
    html`${method} ${link(url)}${finalUrl !== undefined && html`<br>led to ${link(finalUrl)}`}`,
    html`${answerWords(exchange)}${exchange.contentType !== undefined && html`<br><span class="small">${exchange.contentType}</span>`}${failure !== undefined && html`<br>${failure.message}`}`,
    html`${exchange.bytes} B, ${Math.round(exchange.ms)} ms`,
    exchange.digest === undefined ? "–" : html`<code class="digest">${exchange.digest}</code>`,
    exchange.requestedBy.join(", "),
  ];
}
