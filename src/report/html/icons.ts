import type { Strength } from "../../core/outcome.ts";
import type { Verdict } from "../theme.ts";
import { OUTCOME_WORDS } from "../words.ts";
import { type Html, html, trusted } from "./escape.ts";

/**
 * Drawn once, used everywhere. Each verdict has a shape of its own, so that it is told apart without colour; the word
 * always stands beside it. `hatch` and `dots` are the patterns of the level gauges.
 */
export const SPRITE: Html =
  trusted(`<svg class="sprite" width="0" height="0" aria-hidden="true" focusable="false">
<symbol id="i-met" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7.25" fill="currentColor"/><path d="M4.6 8.3l2.3 2.3 4.5-5" fill="none" class="cut" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></symbol>
<symbol id="i-partial" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M8 1.5a6.5 6.5 0 0 0 0 13z" fill="currentColor"/></symbol>
<symbol id="i-unmet" viewBox="0 0 16 16"><rect x="1" y="1" width="14" height="14" rx="2.5" fill="currentColor"/><path d="M5.2 5.2l5.6 5.6m0-5.6l-5.6 5.6" fill="none" class="cut" stroke-width="1.8" stroke-linecap="round"/></symbol>
<symbol id="i-unknown" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="2.6 1.5"/><path d="M6.1 6.4a2 2 0 1 1 2.9 1.7c-.7.4-1 .7-1 1.4" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/><circle cx="8" cy="11.6" r=".95" fill="currentColor"/></symbol>
<symbol id="i-na" viewBox="0 0 16 16"><path d="M3 8h10" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"/></symbol>
<symbol id="i-note" viewBox="0 0 16 16"><circle cx="8" cy="8" r="2.25" fill="currentColor"/></symbol>
<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="7" height="7"/><rect class="hatch-line" width="3" height="7"/></pattern>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><circle class="dot" cx="3" cy="3" r="1"/></pattern>
</svg>`);

const DRAWINGS: Readonly<Record<Verdict, string>> = {
  met: "met",
  partial: "partial",
  unmet: "unmet",
  unknown: "unknown",
  "not-applicable": "na",
  note: "note",
};

/** The symbol alone, hidden from screen readers: the word must stand beside it. */
export function icon(outcome: Verdict): Html {
  return html`<svg class="icon" width="16" height="16" aria-hidden="true" focusable="false"><use href="#i-${DRAWINGS[outcome]}"/></svg>`;
}

/** Symbol and word, in the colour of the outcome. */
export function verdict(outcome: Verdict): Html {
  return html`<span class="verdict is-${DRAWINGS[outcome]}">${icon(outcome)}<span>${OUTCOME_WORDS[outcome]}</span></span>`;
}

export function outcomeClass(outcome: Verdict): string {
  return `is-${DRAWINGS[outcome]}`;
}

const PIPS: Readonly<Record<Strength, number>> = { declared: 1, documented: 2, observed: 3 };

/** Three pips, as many filled as the evidence is strong, and the word. */
export function strengthMark(strength: Strength | null): Html {
  if (strength === null) return html`<span class="strength is-none">no evidence</span>`;
  const filled = PIPS[strength];
  const pips = [1, 2, 3].map(
    (at) =>
      html`<rect class="${at <= filled ? "pip on" : "pip"}" x="${at * 6 - 5.5}" y="${10.5 - at * 2.5}" width="4" height="${at * 2.5 + 1}"/>`,
  );
  return html`<span class="strength"><svg class="pips" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true" focusable="false">${pips}</svg>${strength}</span>`;
}
