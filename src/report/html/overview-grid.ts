import type { ReportCapability, ReportTrack } from "../../core/report.ts";
import { capabilityNotes, levelWords, OUTCOME_WORDS } from "../words.ts";
import type { Page } from "./context.ts";
import { type Html, html } from "./escape.ts";
import { icon, outcomeClass, strengthMark } from "./icons.ts";
import { table } from "./table.ts";

const LEVELS = [1, 2, 3] as const;

/** Tracks by levels: every capability once, with its outcome and how well it is known. */
export function grid(page: Page): Html {
  const rows = page.report.tracks.map((track) => ({
    cells: [
      html`<span class="grid-track">${track.title}</span> <span class="small">${levelWords(track.level)}</span>`,
      ...LEVELS.map((level) => cell(track, level, page)),
    ],
  }));
  return html`<section id="grid" class="grid" aria-labelledby="grid-title">
<h2 id="grid-title">Capabilities by track and level</h2>
<p class="small">A track reaches a level when everything at that level and below is met. Each name leads to its reason and evidence.</p>
${table({ caption: "Capabilities by track and level", columns: ["Track", "Level 1", "Level 2", "Level 3"], rows })}
</section>`;
}

function cell(track: ReportTrack, level: number, page: Page): Html {
  const items = track.capabilities.filter((item) => item.level === level);
  if (items.length === 0) return html`<span class="small">none asked</span>`;
  return html`<ul class="chips">${items.map((item) => chip(item, page))}</ul>`;
}

function chip(item: ReportCapability, page: Page): Html {
  const notes = capabilityNotes(item);
  const applies = item.outcome !== "not-applicable";
  return html`<li><a class="chip ${outcomeClass(item.outcome)}" href="#${page.anchors.get(item)}">
${icon(item.outcome)}<span class="chip-title">${item.title}</span>
<span class="chip-state"><span class="word">${OUTCOME_WORDS[item.outcome]}</span>${applies && strengthMark(item.strength)}${notes.map((note) => html`<span class="chip-note">${note}</span>`)}</span></a></li>\n`;
}
