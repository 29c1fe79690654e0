import type { Report } from "../core/report.ts";
import { costWords, fundedWords, totalCost } from "../gaps/cost.ts";
import { MAPPING_NOTE, RELATION_WORDS } from "../gaps/standards.ts";
import type { WorkItem } from "../gaps/types.ts";
import {
  cleanWorkList,
  effortWords,
  type GapSelection,
  gapTotals,
  gapWord,
  isUnknown,
  kindWords,
  paragraphs,
  waitsFor,
} from "./gaps.ts";
import { hanging, indent } from "./grid.ts";
import { type Context, createContext, dotted, heading, span } from "./pretty-context.ts";
import type { RenderOptions } from "./render.ts";
import { type Line, wrap } from "./spans.ts";
import { paint } from "./theme.ts";

/** The work list for a terminal. `quiet`: one line per gap. `verbose`: all that the templates say. */
export function renderGapsPretty(
  report: Report,
  options: RenderOptions,
  selection: GapSelection,
): string {
  const context = createContext(report, options);
  const list = cleanWorkList(report, selection, options.verbose ? 1_000 : 400, !options.unicode);
  const gaps = list.items;
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
  const { known, open } = totalCost(gaps.filter((gap) => !isUnknown(gap)).map(({ cost }) => cost));
  if (known) {
    const rest = open > 0 ? `, and ${open} without one` : "";
    lines.push([], [span("Cost: ", "heading"), span(ascii(`${costWords(known)}${rest}`, context))]);
  }
  if (options.verbose && gaps.some(({ standards }) => standards.length > 0))
    lines.push([], ...wrap([span(MAPPING_NOTE, "dim")], context.width));
  return paint(lines, options.color);
}

function group(name: string, gaps: readonly WorkItem[], context: Context): Line[] {
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

function title(gap: WorkItem, context: Context): Line[] {
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

function entry(gap: WorkItem, context: Context): Line[] {
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
        ...facts(gap, context).flatMap(([label, text]) =>
          hanging([span(`${label} `, "dim")], [span(ascii(text, context))], room),
        ),
        ...(options.verbose ? links(gap) : []).flatMap(([label, name, url]) =>
          hanging(
            [span(`${label} `, "dim")],
            [span(name), span(` ${symbols.dash} ${url}`, "dim")],
            room,
          ),
        ),
      ],
      2,
    ),
  ];
}

type Fact = [label: string, text: string];

/** What changes the order or comes from people is always there; the rest with `--verbose`. */
function facts(gap: WorkItem, { options }: Context): Fact[] {
  const { overlay } = gap;
  const always: Fact[] = [
    [
      "after:",
      waitsFor(gap)
        .map(({ capability }) => capability)
        .join(", "),
    ],
    ["owner:", overlay.owner ?? ""],
    ["cost:", gap.cost === "TBD" ? "" : costWords(gap.cost)],
    ["funded:", overlay.funded === undefined ? "" : fundedWords(overlay.funded, currency(gap))],
    ["sponsors:", overlay.sponsors?.join(", ") ?? ""],
    ["status:", overlay.status ?? ""],
    ["tracking:", overlay.tracking ?? ""],
    ...paragraphs(overlay.text).map((text): Fact => ["note:", text]),
  ];
  const more: Fact[] = [
    ["impact:", gap.impact],
    ["threat:", gap.threat],
    ["work:", kindWords(gap.kinds)],
    ...gap.acceptance.criteria.map((one): Fact => ["accept:", `${one.id}: ${one.title}`]),
    ["accept:", gap.acceptance.command],
    ...gap.standards.map(
      ({ title: name, version, control, relation }): Fact => [
        "serves:",
        `${name}${version ? ` ${version}` : ""} ${control}: ${RELATION_WORDS[relation]}`,
      ],
    ),
  ];
  return [...always, ...(options.verbose ? more : [])].filter(([, text]) => text !== "");
}

function currency({ cost }: WorkItem): string | null {
  return typeof cost === "object" ? cost.currency : null;
}

function links(gap: WorkItem): [label: string, name: string, url: string][] {
  return [
    ...gap.priorArt.map(({ registry, url }): [string, string, string] => [
      "has it:",
      registry,
      url,
    ]),
    ...gap.references.map(({ title: name, url }): [string, string, string] => ["see", name, url]),
  ];
}

/** Our own words hold a dash between numbers. */
function ascii(text: string, { options }: Context): string {
  return options.unicode ? text : text.replaceAll("–", "-");
}
