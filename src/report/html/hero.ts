import type { Report, ReportTrack } from "../../core/report.ts";
import { openUnknowns, potentialWords, timeWords, verifiedWords } from "../words.ts";
import { type Page, plural } from "./context.ts";
import { type Html, html } from "./escape.ts";
import { gauge, gaugeSample } from "./gauge.ts";
import { verdict } from "./icons.ts";
import { addressLink } from "./link.ts";

/** Whose report this is, and the way to its parts. */
export function masthead(page: Page): Html {
  const { registry, framework, generatedAt, settings } = page.report;
  const facts = [
    registry.url === null ? html`no address` : addressLink(registry.url),
    html`${registry.ecosystem}`,
    html`<time>${timeWords(generatedAt)}</time>`,
    settings.offline && html`offline`,
  ].filter((fact) => fact !== false);
  const sections = [
    ["overview", "Overview"],
    ["grid", "Grid"],
    ["capabilities", "Capabilities"],
    ["run", "This run"],
    ["exchanges", "Exchanges"],
  ] as const;
  return html`<header class="masthead">
<p class="eyebrow">Security maturity, by the ${framework.title} ${framework.version}</p>
<h1><bdi>${registry.name}</bdi></h1>
<ul class="facts">${facts.map((fact) => html`<li>${fact}</li>`)}</ul>
<nav aria-label="Sections"><ul>${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
</header>`;
}

/** The picture to read at a glance: the registry's level, never without its tracks beside it. */
export function overview(page: Page): Html {
  const { report } = page;
  return html`<section id="overview" class="overview" aria-labelledby="overview-title">
<h2 id="overview-title" class="away">Overview</h2>
<div class="panel">
<div class="verdict-block">
<h3 class="label">Registry</h3>
${registryLevel(page)}
</div>
<ul class="tracks">${report.tracks.map((track) => trackRow(track, page))}</ul>
</div>
${gaugeKey()}
${tally(report)}
</section>`;
}

function registryLevel(page: Page): Html {
  const { report } = page;
  if (report.level === null)
    return html`<p class="level"><span class="numeral">n/a</span></p>
<p>No track applies to this registry.</p>`;
  const applicable = report.tracks.filter(({ level }) => level !== null);
  const unknowns = openUnknowns(
    report,
    applicable.flatMap(({ capabilities }) => capabilities),
  );
  const lowest = applicable.filter(({ level }) => level === report.level);
  return html`<p class="level"><span class="label">Level</span> <span class="numeral">${report.level}</span> <span class="of">of 3</span></p>
${gauge(report)}
<p class="levels">${verifiedWords(report.verifiedLevel)} · ${potentialWords(report, unknowns)}</p>
<p class="small">The lowest of its tracks: ${listed(lowest.map(({ title }) => title))}.</p>`;
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

function trackRow(track: ReportTrack, page: Page): Html {
  const anchor = page.anchors.get(track) ?? "";
  const title = html`<h3><a href="#${anchor}">${track.title}</a></h3>`;
  if (!track.applicable || track.level === null)
    return html`<li class="track-row is-off"><div>${title}<p class="small">${track.why}</p></div>
<p class="track-level"><span class="numeral">n/a</span></p>${gauge(track)}</li>`;
  const unknowns = openUnknowns(track, track.capabilities);
  const words = `${verifiedWords(track.verifiedLevel)} · ${potentialWords(track, unknowns)}`;
  return html`<li class="track-row"><div>${title}<p class="small">${words}</p><p class="small">${inTheWay(track)}</p></div>
<p class="track-level"><span class="away">Level </span><span class="numeral">${track.level}</span></p>${gauge(track)}</li>`;
}

function inTheWay({ level, blockers }: ReportTrack): string {
  if (level === null || blockers.length === 0) return "nothing in the way";
  const keep = blockers.length === 1 ? "keeps" : "keep";
  return `${plural(blockers.length, "capability", "capabilities")} ${keep} it from level ${level + 1}`;
}

function gaugeKey(): Html {
  const meanings = [
    ["verified", "verified", "observed, or documented on a page that was read"],
    ["claimed", "claimed", "counts the operator’s own declarations"],
    ["potential", "potential", "if every unknown turned out to be met"],
    ["open", "not reached", "something is known to be missing"],
  ] as const;
  return html`<dl class="key">${meanings.map(
    ([step, word, meaning]) =>
      html`<div><dt>${gaugeSample(step)} ${word}</dt> <dd>${meaning}</dd></div>`,
  )}</dl>`;
}

const BAR = 1000;

/** How the verdicts are shared out, as one bar and in words. */
function tally({ summary }: Report): Html {
  const parts = [
    ["met", summary.met],
    ["partial", summary.partial],
    ["unmet", summary.unmet],
    ["unknown", summary.unknown],
    ["not-applicable", summary.notApplicable],
  ] as const;
  const present = parts.filter(([, count]) => count > 0);
  const total = present.reduce((sum, [, count]) => sum + count, 0);
  let x = 0;
  const bar = present.map(([outcome, count]) => {
    const width = Math.round((count / total) * BAR);
    const left = x;
    x += width;
    return html`<rect class="share share-${outcome}" x="${left}" width="${Math.max(1, width - 4)}" y="0" height="10"/>`;
  });
  const words = parts.map(([outcome, count]) => html`<li>${count} ${verdict(outcome)}</li>`);
  return html`<div class="tally">
<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">${bar}</svg>
<ul aria-label="${plural(total, "capability", "capabilities")} by outcome">${words}</ul>
</div>`;
}

/** What a tab or a bookmark shows. */
export function pageTitle({ report }: Page): string {
  const level = report.level === null ? "n/a" : `level ${report.level} of 3`;
  return `${report.registry.name}: ${level}`;
}
