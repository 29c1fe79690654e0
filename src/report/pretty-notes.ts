import type { GateRequirement } from "../core/report.ts";
import { hanging, indent, row } from "./grid.ts";
import { type Context, heading, span, verdict } from "./pretty-context.ts";
import { cells, type Line, lineCells, type Span, wrap } from "./spans.ts";
import type { Tone } from "./theme.ts";
import { GATE_WORDS, gateWords, OUTCOME_WORDS, requirementWords, waiverWords } from "./words.ts";

/** Claims that an observation refuted. Printed before anything else that went wrong. */
export function contradictions(context: Context): Line[] {
  const { report, symbols, width } = context;
  const found = report.tracks.flatMap(({ capabilities }) =>
    capabilities.flatMap((item) =>
      item.contradiction ? [{ id: item.id, dispute: item.contradiction }] : [],
    ),
  );
  if (found.length === 0) return [];
  const title = found.length === 1 ? "1 claim contradicted" : `${found.length} claims contradicted`;
  return [
    ...wrap([span(`${symbols.alarm} ${title}: the observation decides`, "alarm")], width),
    ...indent(
      found.flatMap(({ id, dispute }) => {
        const criterion = dispute.criterion ? ` (${dispute.criterion})` : "";
        return [
          ...wrap([span(`${id}${criterion}`, "strong")], width - 2),
          ...hanging([span("  claimed   ", "dim")], [span(dispute.claimed)], width - 2),
          ...hanging(
            [span("  observed  ", "dim")],
            [
              span(OUTCOME_WORDS[dispute.observed], dispute.observed),
              span(` ${symbols.dash} ${dispute.message}`),
            ],
            width - 2,
          ),
        ];
      }),
      2,
    ),
  ];
}

const WAIVER_TONES = { active: "partial", expired: "unmet", unneeded: "dim" } as const;

export function waivers(context: Context): Line[] {
  const { report, symbols, width, ending } = context;
  if (report.waivers.length === 0) return [];
  const state = Math.max(...report.waivers.map((waiver) => cells(waiverWords(waiver))));
  const rows = report.waivers.flatMap((waiver) => {
    const compensating = waiver.compensating ? ` Instead: ${waiver.compensating}` : "";
    return row(
      [
        { spans: [span(waiverWords(waiver), WAIVER_TONES[waiver.state])], width: state },
        {
          spans: [
            span(waiver.capability, "strong"),
            span(` until ${waiver.expires}, ${waiver.owner} ${symbols.dash} `, "dim"),
            span(`${waiver.reason}${compensating}`),
          ],
          width: width - state - 4,
          most: 6,
        },
      ],
      2,
      ending,
    );
  });
  return [heading("Waivers"), ...indent(rows, 2)];
}

export function unreachable(context: Context): Line[] {
  const { report, symbols, width } = context;
  if (report.unreachable.length === 0) return [];
  return [
    heading("Could not be reached"),
    ...indent(
      report.unreachable.flatMap(({ url, reason }) =>
        hanging(
          [span("? ", "unknown")],
          [span(url), span(` ${symbols.dash} ${reason}`, "dim")],
          width - 2,
        ),
      ),
      2,
    ),
  ];
}

const GATE_TONES: Readonly<Record<GateRequirement["state"], Tone>> = {
  met: "met",
  "not-met": "unmet",
  inconclusive: "unknown",
  "not-applicable": "not-applicable",
};

/** Every requirement of the gate with its state, what stands in its way, and why. */
export function gate(context: Context): Line[] {
  const { report, width } = context;
  if (!report.gate) return [];
  const word = gateWords(report.gate);
  const tone: Tone = word === "met" ? "met" : word === "not met" ? "alarm" : "partial";
  return [
    [span("Gate: ", "heading"), span(word, tone)],
    ...indent(
      report.gate.requirements.flatMap((requirement) =>
        gateRequirement(requirement, { ...context, width: width - 2 }),
      ),
      2,
    ),
  ];
}

const GATE_SYMBOLS = {
  met: "met",
  "not-met": "unmet",
  inconclusive: "unknown",
  "not-applicable": "not-applicable",
} as const;

function gateRequirement(requirement: GateRequirement, context: Context): Line[] {
  const { symbols, width } = context;
  const { state, scope, minimum, blockers } = requirement;
  const open = state === "not-met" || state === "inconclusive";
  const label: Span = span(`${symbols.verdict[GATE_SYMBOLS[state]]} `, GATE_TONES[state]);
  const details = [
    ...(open ? blockers : []).flatMap(({ capability, outcome, message }) =>
      hanging(
        [...verdict(outcome, context), span(" ")],
        [span(capability, "strong"), span(` ${symbols.dash} ${message}`)],
        width - 4,
      ),
    ),
    ...requirement.waived.flatMap((id) =>
      hanging([span("waived ", "partial")], [span(id)], width - 4),
    ),
  ];
  return [
    ...hanging(
      [label],
      [
        span(`${scope} level ${minimum}`, "strong"),
        span(`: ${GATE_WORDS[state]}`, GATE_TONES[state]),
        span(`, ${requirementWords(requirement)}`),
      ],
      width,
    ),
    ...indent(details, 4),
  ];
}

/** One line where it fits; otherwise the command starts a line of its own, easy to copy. */
export function nextStep({ report, symbols, width }: Context): Line[] {
  const { message, command } = report.nextStep;
  const label: Line = [span("Next: ", "heading")];
  if (!command) return hanging(label, [span(message)], width);
  const action: Line = [span(`${symbols.arrow} `, "dim"), span(command, "command")];
  const whole: Line = [...label, span(`${message} `), ...action];
  if (lineCells(whole) <= width) return hanging(label, whole.slice(label.length), width);
  return [...hanging(label, [span(message)], width), ...indent(wrap(action, width - 6), 6)];
}

export function legend({ symbols, width }: Context): Line[] {
  const outcomes = (["met", "partial", "unmet", "unknown", "not-applicable"] as const)
    .map((outcome) => `${symbols.verdict[outcome]} ${OUTCOME_WORDS[outcome]}`)
    .join("  ");
  const strengths = ["observed", "documented", "declared"].join(` ${symbols.stronger} `);
  return wrap([span(`${outcomes} ${symbols.dot} ${strengths}`, "dim")], width);
}
