import { OUTCOMES, STRENGTHS } from "../../core/outcome.ts";
import type { ReportTrack } from "../../core/report.ts";
import { levelWords, OUTCOME_WORDS } from "../words.ts";
import { capability } from "./capability.ts";
import { allCapabilities, type Page, plural } from "./context.ts";
import { type Html, html } from "./escape.ts";
import { icon, outcomeClass } from "./icons.ts";

const LEVELS = [1, 2, 3] as const;

export function capabilities(page: Page): Html {
  return html`<section id="capabilities" class="capabilities" aria-labelledby="capabilities-title">
<h2 id="capabilities-title">Reasons and evidence</h2>
${filters(page)}
${page.report.tracks.map((track) => trackSection(track, page))}
</section>`;
}

/** Hidden until the script that makes it work has run. */
function filters(page: Page): Html {
  const all = allCapabilities(page);
  const outcomes = OUTCOMES.filter((outcome) => all.some((item) => item.outcome === outcome));
  const boxes = outcomes.map((outcome) => {
    const count = all.filter((item) => item.outcome === outcome).length;
    return html`<label class="toggle ${outcomeClass(outcome)}"><input type="checkbox" name="outcome" value="${outcome}">${icon(outcome)} ${OUTCOME_WORDS[outcome]} <span class="count">${count}</span></label>`;
  });
  const tracks = page.report.tracks.map(
    (track) => html`<option value="${page.anchors.get(track)}">${track.title}</option>`,
  );
  const strengths = [...STRENGTHS].reverse();
  return html`<form id="filters" class="filters" role="search" aria-label="Filter capabilities" autocomplete="off" hidden>
<fieldset><legend>Only these outcomes</legend>${boxes}</fieldset>
<div class="fields">
<label>Track <select name="track"><option value="">all</option>${tracks}</select></label>
<label>Evidence <select name="strength"><option value="">any</option>${strengths.map((strength) => html`<option value="${strength}">${strength}</option>`)}<option value="none">none</option></select></label>
<label class="grow">Text <input type="search" name="text" spellcheck="false"></label>
</div>
<div class="actions"><p role="status" id="shown">${plural(all.length, "capability", "capabilities")}</p>
<button type="reset">Clear</button><button type="button" id="expand">Expand all</button><button type="button" id="collapse">Collapse all</button></div>
</form>`;
}

function trackSection(track: ReportTrack, page: Page): Html {
  const anchor = page.anchors.get(track) ?? "";
  return html`<section class="track" id="${anchor}" aria-labelledby="${anchor}:title">
<header><h3 id="${anchor}:title">${track.title}</h3><p class="track-state">${levelWords(track.level)}</p>
<p class="small">${track.why}</p></header>
${LEVELS.map((level) => levelGroup(track, level, page))}
</section>\n`;
}

function levelGroup(track: ReportTrack, level: number, page: Page): Html | null {
  const items = track.capabilities.filter((item) => item.level === level);
  if (items.length === 0) return null;
  const met = items.filter(({ outcome }) => outcome === "met").length;
  const share = track.applicable && html` <span>${met} of ${items.length} met</span>`;
  return html`<div class="level-group"><p class="level-head"><strong>Level ${level}</strong>${share}</p>
${items.map((item) => capability(item, track, page))}</div>`;
}
