import type { Gap, Report } from "../core/report.ts";
import {
  effortWords,
  type GapSelection,
  gapTotals,
  gapWord,
  isUnknown,
  selectGaps,
} from "./gaps.ts";
import { hanging, indent } from "./grid.ts";
import { type Context, createContext, dotted, heading, span } from "./pretty-context.ts";
import type { RenderOptions } from "./render.ts";
import { type Line, wrap } from "./spans.ts";
import { paint } from "./theme.ts";

/** The work list for a terminal. `quiet`: one line per gap. `verbose`: references too. */
export function renderGapsPretty(
  report: Report,
  options: RenderOptions,
  selection: GapSelection,
): string {
  const context = createContext(report, options);
  const gaps = selectGaps(context.report, selection);
  if (options.quiet)
    return paint(
      gaps.flatMap((gap) => title(gap, context)),
      options.color,
    );
  const lines: Line[] = [
    ...wrap(
      [
        ...heading(`${context.report.registry.name}: gaps to level ${selection.toLevel}`),
        span(ascii(` ${context.symbols.dot} ${gapTotals(gaps)}`, context), "dim"),
      ],
      context.width,
    ),
    ...group(
      "To close",
      gaps.filter((gap) => !isUnknown(gap)),
      context,
    ),
    ...group("To establish: unknown whether they are gaps at all", gaps.filter(isUnknown), context),
  ];
  if (gaps.length === 0) lines.push([], [span("Nothing is missing.")]);
  return paint(lines, options.color);
}

function group(name: string, gaps: readonly Gap[], context: Context): Line[] {
  if (gaps.length === 0) return [];
  return [
    [],
    ...wrap(heading(name), context.width),
    ...indent(
      gaps.flatMap((gap, at) => [
        ...(at === 0 ? [] : [[]]),
        ...entry(gap, { ...context, width: context.width - 2 }),
      ]),
      2,
    ),
  ];
}

function title(gap: Gap, context: Context): Line[] {
  const { symbols, width } = context;
  const facts = dotted(
    [
      gapWord(gap),
      `level ${gap.level}`,
      effortWords(gap.effort),
      gap.blocks ? "blocks the next level" : "",
    ],
    context,
  );
  return hanging(
    [span(`${symbols.verdict[gap.outcome]} `, gap.outcome)],
    [span(gap.capability, "strong"), span(ascii(` ${symbols.dot} ${facts}`, context), "dim")],
    width,
  );
}

function entry(gap: Gap, context: Context): Line[] {
  const { options, symbols, width } = context;
  const room = width - 2;
  return [
    ...title(gap, context),
    ...indent(
      [
        ...wrap([span(gap.title)], room),
        ...wrap([span(gap.why, "dim")], room),
        ...gap.remediation.flatMap((step, at) =>
          hanging([span(`${at + 1}. `)], [span(step)], room),
        ),
        ...(options.verbose ? gap.references : []).flatMap((link) =>
          hanging(
            [span("see ", "dim")],
            [span(link.title), span(` ${symbols.dash} ${link.url}`, "dim")],
            room,
          ),
        ),
      ],
      2,
    ),
  ];
}

/** Our own words hold a dash between numbers. */
function ascii(text: string, { options }: Context): string {
  return options.unicode ? text : text.replaceAll("–", "-");
}
