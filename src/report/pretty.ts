import type { Report } from "../core/report.ts";
import { activeRun } from "./pretty-active.ts";
import { type Context, createContext, span } from "./pretty-context.ts";
import { identity, overall, trackLines } from "./pretty-head.ts";
import { contradictions, gate, legend, nextStep, unreachable, waivers } from "./pretty-notes.ts";
import { trackBlock } from "./pretty-track.ts";
import { details, exchangeTable } from "./pretty-verbose.ts";
import type { RenderOptions } from "./render.ts";
import type { Line } from "./spans.ts";
import { paint } from "./theme.ts";

/** The scorecard for a terminal: identity, levels, the tracks, what went wrong, the gate, what to do next. */
export function renderPretty(report: Report, options: RenderOptions): string {
  const context = createContext(report, options);
  if (options.quiet) return paint(trackLines(context), options.color);
  const tracks = context.report.tracks.flatMap((track) => [
    trackBlock(track, context),
    ...(options.verbose ? [details(track.capabilities, context)] : []),
  ]);
  const sections = [
    identity(context),
    [rule(context), ...overall(context), rule(context)],
    ...tracks,
    contradictions(context),
    activeRun(context),
    waivers(context),
    unreachable(context),
    ...(options.verbose ? [exchangeTable(context)] : []),
    gate(context),
    [rule(context), ...nextStep(context), ...legend(context)],
  ];
  return paint(separate(sections), options.color);
}

/** Why the gate is not met, for those who do not see it in a scorecard; empty when it is, or when none was given. */
export function renderFailedGate(report: Report, options: RenderOptions): string {
  const context = createContext(report, options);
  return context.report.gate?.passed === false ? paint(gate(context), options.color) : "";
}

function rule({ symbols, width }: Context): Line {
  return [span(symbols.rule.repeat(width), "dim")];
}

/** An empty line between sections that have something to say. */
function separate(sections: readonly (readonly Line[])[]): Line[] {
  return sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 || lines[0]?.length === 0 ? [...lines] : [[], ...lines]));
}
