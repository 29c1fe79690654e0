import type { ReportTrack } from "../../core/report.ts";
import { type Html, html } from "./escape.ts";

type Levels = Pick<ReportTrack, "level" | "verifiedLevel" | "potentialLevel">;

/** What one step of a gauge says. Pattern, border and word differ, not only the colour. */
export type Step = "verified" | "claimed" | "potential" | "open";

const WORDS: Readonly<Record<Step, string>> = {
  verified: "verified",
  claimed: "claimed",
  potential: "potential",
  open: "not reached",
};

const FILLS: Readonly<Record<Step, string>> = {
  verified: "none",
  claimed: "url(#hatch)",
  potential: "url(#dots)",
  open: "none",
};

export function stepsOf({ level, verifiedLevel, potentialLevel }: Levels): Step[] {
  return [1, 2, 3].map((step) => {
    if (step <= (verifiedLevel ?? 0) && step <= (level ?? 0)) return "verified";
    if (step <= (level ?? 0)) return "claimed";
    return step <= (potentialLevel ?? 0) ? "potential" : "open";
  });
}

const WIDTH = 96;
const GAP = 6;

/** Three steps, one per level, each with its number and what it rests on written under it. */
export function gauge(levels: Levels): Html {
  if (levels.level === null) return html`<p class="gauge-none">does not apply</p>`;
  const steps = stepsOf(levels).map((step, at) => {
    const x = at * (WIDTH + GAP) + 1;
    return html`<rect class="step ${step}" fill="${FILLS[step]}" x="${x}" y="1" width="${WIDTH}" height="20" rx="2.5"/><text class="step-text" x="${x}" y="37"><tspan class="step-number">${at + 1}</tspan> <tspan class="${step === "open" ? "step-off" : "step-on"}">${WORDS[step]}</tspan></text>`;
  });
  return html`<svg class="gauge" viewBox="0 0 302 42" role="img" aria-label="${gaugeLabel(levels)}">${steps}</svg>`;
}

export function gaugeLabel({ level, verifiedLevel, potentialLevel }: Levels): string {
  return `Level ${level} of 3; verified ${verifiedLevel ?? "n/a"}, potential ${potentialLevel ?? "n/a"}`;
}

/** One step as it looks, for the legend. */
export function gaugeSample(step: Step): Html {
  return html`<svg class="sample" width="30" height="14" viewBox="0 0 30 14" aria-hidden="true" focusable="false"><rect class="step ${step}" fill="${FILLS[step]}" x="1" y="1" width="28" height="12" rx="2.5"/></svg>`;
}
