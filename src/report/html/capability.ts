import type { ReportCapability, ReportTrack } from "../../core/report.ts";
import { capabilityNotes } from "../words.ts";
import { type Page, plural } from "./context.ts";
import { type Html, html } from "./escape.ts";
import { criteria, evidenceList, factList } from "./evidence.ts";
import { strengthMark, verdict } from "./icons.ts";
import { background, closingTheGap, crosswalk } from "./knowledge.ts";
import { waiverFacts } from "./waiver.ts";

/** One capability: verdict and reason in sight, everything behind them one press away. */
export function capability(item: ReportCapability, track: ReportTrack, page: Page): Html {
  const anchor = page.anchors.get(item) ?? "";
  const blocks = track.blockers.includes(item.id);
  const above = track.heldAbove.includes(item.id);
  const notes = [
    ...capabilityNotes(item),
    ...(blocks ? [`blocks level ${(track.level ?? 0) + 1}`] : []),
    ...(above ? ["held above the track’s level"] : []),
  ];
  return html`<article class="cap" id="${anchor}" tabindex="-1" aria-labelledby="${anchor}:title" data-outcome="${item.outcome}" data-strength="${item.strength ?? "none"}" data-track="${page.anchors.get(track)}">
<div class="cap-state">${verdict(item.outcome)}${item.outcome !== "not-applicable" && strengthMark(item.strength)}</div>
<div class="cap-body">
<h4 id="${anchor}:title">${item.title}</h4>
<p class="reason">${item.message}</p>
<p class="cap-meta"><code>${item.id}</code>${notes.map((note) => html` <span class="tag">${note}</span>`)}</p>
<details><summary>${detailWords(item)}<span class="away"> for ${item.title}</span></summary>
<div class="detail">${details(item, page)}</div></details>
</div>
</article>\n`;
}

function detailWords({ criteria, evidence }: ReportCapability): string {
  const looked = evidence.length === 0 ? "no evidence" : plural(evidence.length, "piece", "pieces");
  const of = evidence.length === 0 ? "" : " of evidence";
  return `${plural(criteria.length, "criterion", "criteria")}, ${looked}${of}`;
}

/** What this run found, and beside it what is known whoever is audited. */
function details(item: ReportCapability, page: Page): Html {
  const known = [closingTheGap(item, page), background(item, page), crosswalk(item, page)];
  return html`<div>${contradictionNote(item)}
${item.waiver !== null && html`<h5>Waiver</h5>${factList(waiverFacts(item.waiver))}`}
<h5>Criteria</h5>${criteria(item)}
<h5>Evidence</h5>${claimedNote(item)}${evidenceList(item.evidence, page)}</div>
${known.some((part) => part !== null) && html`<div>${known}</div>`}`;
}

function contradictionNote({ contradiction }: ReportCapability): Html | null {
  if (contradiction === null) return null;
  const where =
    contradiction.criterion !== null && html` (<code>${contradiction.criterion}</code>)`;
  return html`<div class="inset is-alarm"><p><strong>The claim is contradicted.</strong> Claimed ${verdict("met")}, observed ${verdict(contradiction.observed)}${where}: ${contradiction.message}</p></div>`;
}

function claimedNote({ claimed }: ReportCapability): Html | null {
  return claimed === null
    ? null
    : html`<p class="small">The operator’s own view: ${verdict(claimed)}</p>`;
}
