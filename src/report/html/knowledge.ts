import { crosswalkFrameworks } from "../../../checks/catalogue.gen.ts";
import type { CrosswalkEntry, Relation } from "../../core/framework.ts";
import type { ReportCapability } from "../../core/report.ts";
import { effortWords } from "../gaps.ts";
import type { Page } from "./context.ts";
import { type Html, html } from "./escape.ts";
import { titledLink } from "./link.ts";

/** What is known about a capability whoever is audited: why, how to build it, who has it, what else it serves. */

const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  equivalent: "The same as",
  broader: "Part of",
  supports: "Supports",
};

/** Present for what is not met: the gap as the report has it. */
export function closingTheGap(item: ReportCapability, page: Page): Html | null {
  const gap = page.gaps.get(item.id);
  if (!gap) return null;
  const title = gap.outcome === "unknown" ? "If it is missing" : "How to close it";
  return html`<h5>${title}</h5>
<ol>${gap.remediation.map((step) => html`<li>${step}</li>`)}</ol>
<p>Effort: ${effortWords(gap.effort)}, for a registry of ordinary size.</p>
${gap.references.length > 0 && html`<ul class="links">${gap.references.map(({ title, url }) => html`<li>${titledLink(title, url)}</li>`)}</ul>`}`;
}

export function background(item: ReportCapability, page: Page): Html | null {
  const entry = page.catalogue.get(item.id);
  if (!entry) return null;
  const adopters = entry.adopters.map(
    ({ registry, url, note }) =>
      html`<li>${titledLink(registry, url)}${note !== undefined && html`: ${note}`}</li>`,
  );
  return html`<h5>Why it matters</h5><p>${entry.rationale}</p><p>Without it: ${entry.threat}</p>
<h5>What cannot be seen</h5><p>${entry.cannotSee}</p>
${adopters.length > 0 && html`<h5>Who already ships it</h5><ul class="links">${adopters}</ul>`}`;
}

export function crosswalk(item: ReportCapability, page: Page): Html | null {
  const entries = page.catalogue.get(item.id)?.crosswalk ?? [];
  if (entries.length === 0) return null;
  return html`<h5>Also serves</h5><ul class="links">${entries.map(crosswalkItem)}</ul>
<p class="small">The mapping is ours, not the frameworks’ authors’.</p>`;
}

function crosswalkItem({ framework, control, relation }: CrosswalkEntry): Html {
  const known = crosswalkFrameworks.find(({ id }) => id === framework);
  const name = known
    ? titledLink(`${known.title} ${known.version ?? ""}`.trim(), known.url)
    : html`${framework}`;
  return html`<li>${RELATION_WORDS[relation]} <strong>${control}</strong> of ${name}</li>`;
}
