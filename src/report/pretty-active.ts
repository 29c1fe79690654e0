import { hanging, indent } from "./grid.ts";
import { type Context, heading, span } from "./pretty-context.ts";
import { type Line, wrap } from "./spans.ts";

/** How the active audit of the staging instance went, and what it could not take away again. */
export function activeRun({ report, symbols, width }: Context): Line[] {
  const { active } = report;
  if (!active) return [];
  const { left, stopped } = active;
  const outcome = stopped
    ? [span(`${symbols.alarm} ${stopped.message}`, "alarm")]
    : [span("Every probe ran to its end.")];
  const cleaned =
    left.length === 0
      ? "Nothing was left behind."
      : `${left.length} left behind, to be taken away:`;
  return [
    ...wrap(
      [
        ...heading("Active audit"),
        span(` of ${active.target}: ${active.requests} requests, run ${active.runId}`, "dim"),
      ],
      width,
    ),
    ...indent(
      [
        ...wrap(outcome, width - 2),
        ...wrap([span(cleaned, left.length === 0 ? "plain" : "partial")], width - 2),
        ...left.flatMap(({ kind, name, why, command }) => [
          ...hanging(
            [span("- ")],
            [span(`${kind} ${name}`, "strong"), span(` ${symbols.dash} ${why}`, "dim")],
            width - 2,
          ),
          ...hanging([span(`  ${symbols.arrow} `)], [span(command, "command")], width - 2),
        ]),
        ...(stopped || left.length > 0
          ? wrap(
              [span(`assay cleanup ${active.journal}`, "command"), span(" tries again.")],
              width - 2,
            )
          : []),
      ],
      2,
    ),
  ];
}
