import type { GateRequirement } from "../../core/report.ts";
import { gapTotals, selectGaps } from "../gaps.ts";
import { GATE_WORDS, gateWords, OUTCOME_WORDS, requirementWords } from "../words.ts";
import { allCapabilities, capabilityLink, type Page, plural } from "./context.ts";
import { type Html, html } from "./escape.ts";
import { verdict } from "./icons.ts";
import { table } from "./table.ts";

/** What the reader must not miss: contradicted claims, the gate, and what to do next. */
export function attention(page: Page): Html {
  return html`${contradictions(page)}${gate(page)}${nextStep(page)}`;
}

function contradictions(page: Page): Html | null {
  const found = allCapabilities(page).filter(({ contradiction }) => contradiction !== null);
  if (found.length === 0) return null;
  const items = found.map(
    ({ id, title, contradiction }) => html`<li>
<p><strong>${title}</strong> ${capabilityLink(id, page)}</p>
<p>Claimed ${verdict("met")}, observed ${verdict(contradiction?.observed ?? "unmet")}${
      contradiction?.criterion && html` in <code>${contradiction.criterion}</code>`
    }: ${contradiction?.message}</p></li>`,
  );
  return html`<section class="note is-alarm" aria-labelledby="contradictions-title">
<h2 id="contradictions-title">${plural(found.length, "claim")} contradicted</h2>
<p>The profile claims it, an observation says otherwise. The observation decides.</p>
<ul class="plain">${items}</ul>
</section>`;
}

function gate(page: Page): Html | null {
  const { gate } = page.report;
  if (!gate) return null;
  const tone = gate.passed ? "is-good" : gateWords(gate) === "inconclusive" ? "is-open" : "is-bad";
  const rows = gate.requirements.map((requirement) => ({
    cells: [
      requirement.scope,
      html`level ${requirement.minimum}`,
      html`<strong>${GATE_WORDS[requirement.state]}</strong>: ${requirementWords(requirement)}`,
      inTheWay(requirement, page),
    ],
  }));
  return html`<section class="note ${tone}" aria-labelledby="gate-title">
<h2 id="gate-title">Gate: ${gateWords(gate)}</h2>
${table({ caption: "Requirements of the gate", columns: ["Scope", "Minimum", "State", "In the way"], rows })}
</section>`;
}

/** Few enough to read here; the rest stands in the grid. */
const MOST_BLOCKERS = 6;

function inTheWay({ state, blockers, waived }: GateRequirement, page: Page): Html {
  const shown = state === "met" ? [] : blockers.slice(0, MOST_BLOCKERS);
  const rest = state === "met" ? 0 : blockers.length - shown.length;
  const items = [
    ...shown.map(
      ({ capability, outcome, message }) =>
        html`<li>${verdict(outcome)} ${capabilityLink(capability, page)}<br>${message}</li>`,
    ),
    ...(rest > 0 ? [html`<li>and ${plural(rest, "more", "more")}</li>`] : []),
    ...waived.map((id) => html`<li>waived: ${capabilityLink(id, page)}</li>`),
  ];
  return items.length === 0 ? html`–` : html`<ul class="plain">${items}</ul>`;
}

function nextStep(page: Page): Html {
  const { nextStep, gaps } = page.report;
  const command = nextStep.command;
  const ordered = selectGaps(page.report, { toLevel: 3 });
  const work = ordered.map((gap) => ({
    cells: [
      capabilityLink(gap.capability, page),
      html`level ${gap.level}`,
      html`${OUTCOME_WORDS[gap.outcome]}`,
      html`${gap.effort.low}–${gap.effort.high} person-weeks`,
      gap.blocks ? "blocks the next level" : "–",
    ],
  }));
  return html`<section class="note" aria-labelledby="next-title">
<h2 id="next-title">Next step</h2>
<p>${nextStep.message}</p>
${command !== null && html`<pre class="command" tabindex="0" aria-label="Command"><code>${command}</code></pre>`}
${
  gaps.length > 0 &&
  html`<details><summary>${plural(gaps.length, "gap")}: ${gapTotals(gaps)}</summary>
${table({ caption: "Gaps, in the order that raises a level soonest", columns: ["Capability", "Level", "Outcome", "Effort", "Blocks"], rows: work })}
</details>`
}
</section>`;
}
