import { createHash } from "node:crypto";
import { type Change, CHANGE_KINDS, type Step } from "../../compare/changes.ts";
import type { Comparison } from "../../compare/compare.ts";
import { type Html, html, toMarkup, trusted } from "../html/escape.ts";
import { matrixTable } from "./html-matrix.ts";
import { STYLE } from "./style.ts";
import {
  changeWords,
  KIND_WORDS,
  levelText,
  periodOf,
  stepCounts,
  summaryStep,
  titleOf,
  waiverText,
} from "./words.ts";

const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** A comparison as one page that needs nothing else: no script, no network. */
export function renderCompareHtml(comparison: Comparison): string {
  const title = titleOf(comparison);
  return toMarkup(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${trusted(STYLE)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p class="soft">${periodOf(comparison)}</p>
${comparison.notes.map((note) => html`<p>${note}</p>`)}
${comparison.kind === "history" && history(comparison)}
${comparison.kind === "history" && waivers(comparison)}
<h2>Capabilities and evidence</h2>
<p class="soft">Level 0 to 3, the lowest track decides. Evidence: obs(erved), doc(umented), dec(lared).</p>
${matrixTable(comparison)}
${comparison.kind === "matrix" && waivers(comparison)}
</main>
</body>
</html>
`);
}

function history(comparison: Comparison): Html {
  const step = summaryStep(comparison);
  if (!step) return html`<p>One report alone has nothing to compare.</p>`;
  const { appeared, resolved } = step.contradictions;
  return html`${step.changes.length + step.levels.length === 0 && html`<p>No verdict changed.</p>`}
${levels(step)}
${CHANGE_KINDS.map((kind) =>
  changes(
    KIND_WORDS[kind],
    step.changes.filter((change) => change.kind === kind),
  ),
)}
${[
  { title: "New contradictions", items: appeared },
  { title: "Contradictions resolved", items: resolved },
].map(
  ({ title, items }) =>
    items.length > 0 &&
    html`<h2>${title} (${items.length})</h2><ul>${items.map(({ id, contradiction }) => html`<li>${id}${contradiction && html`: ${contradiction}`}</li>`)}</ul>`,
)}
${comparison.whole && stepByStep(comparison)}`;
}

function table(columns: readonly string[], rows: readonly Html[]): Html {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${columns.join(", ")}"><table class="wrap"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function levels({ levels: changed }: Step): Html | null {
  if (changed.length === 0) return null;
  const moved = (a: number | null, b: number | null): string =>
    a === b ? levelText(a) : `${levelText(a)} → ${levelText(b)}`;
  const rows = changed.map(
    ({ title, before, after }) =>
      html`<tr><th scope="row">${title}</th><td>${moved(before.level, after.level)}</td><td>${moved(before.verifiedLevel, after.verifiedLevel)}</td><td>${moved(before.potentialLevel, after.potentialLevel)}</td></tr>`,
  );
  return html`<h2>Levels</h2>${table(["Scope", "Level", "Verified", "Potential"], rows)}`;
}

function changes(title: string, list: readonly Change[]): Html | null {
  if (list.length === 0) return null;
  const rows = list.map(
    ({ before, after }) =>
      html`<tr><th scope="row">${after.title}<br><span class="n">${after.id}, level ${after.level}</span></th><td>${before ? changeWords(before) : "not there"}</td><td>${changeWords(after)}</td><td>${after.message}</td></tr>`,
  );
  return html`<h2>${title} (${list.length})</h2>${table(["Capability", "Before", "After", "Why"], rows)}`;
}

function stepByStep({ steps, snapshots }: Comparison): Html {
  const rows = steps.map(
    (step) =>
      html`<tr><th scope="row">${snapshots[step.from]?.label ?? ""}</th><td>${snapshots[step.to]?.label ?? ""}</td><td>${stepCounts(step)}</td></tr>`,
  );
  return html`<h2>Step by step</h2>${table(["From", "To", "What changed"], rows)}`;
}

function waivers({ waivers: list, warnWithin }: Comparison): Html | null {
  if (list.length === 0) return null;
  const rows = list.map(
    (waiver) =>
      html`<tr><th scope="row">${waiver.capability}</th><td>${waiver.label}</td><td>${waiver.expires}</td><td>${waiverText(waiver)}</td><td>${waiver.owner}</td></tr>`,
  );
  return html`<h2>Waivers that end within ${warnWithin} days</h2>${table(["Capability", "Report", "Until", "State", "Owner"], rows)}`;
}
