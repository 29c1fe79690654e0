import type { ReportTrack } from "../core/report.ts";
import { hanging, indent, trimEnd } from "./grid.ts";
import { type Context, dotted, span } from "./pretty-context.ts";
import { cells, cut, type Line, wrap } from "./spans.ts";
import { gauge } from "./theme.ts";
import {
  levelWords,
  openUnknowns,
  potentialWords,
  settingsWords,
  taxonomyWords,
  timeWords,
  verifiedWords,
} from "./words.ts";

/** Who was audited, by what, when, and under which taxonomy. */
export function identity(context: Context): Line[] {
  const { report, width } = context;
  const { registry, framework, settings } = report;
  const facts = [
    `${framework.title} ${framework.version}`,
    timeWords(report.generatedAt),
    settings.adapter ? `${settings.adapter} adapter` : "no adapter",
    settings.profile === registry.url ? "" : `profile ${settings.profile}`,
    settings.offline ? "offline" : "",
  ];
  const address = dotted([registry.ecosystem, registry.url ?? "no address"], context);
  return [
    ...wrap(
      [span(registry.name, "heading"), span(` ${context.symbols.dot} ${address}`, "dim")],
      width,
    ),
    ...wrap([span(dotted(facts, context), "dim")], width),
    ...hanging([span("Taxonomy: ", "dim")], [span(taxonomyWords(report))], width),
    ...report.assumptions.flatMap((text) =>
      hanging([span("Assumed:  ", "partial")], [span(text)], width),
    ),
    ...settingsWords(report).flatMap((text) =>
      hanging([span("Note:     ", "partial")], [span(text)], width),
    ),
  ];
}

/** The registry's level, and the tracks it comes from right beside it. */
export function overall(context: Context): Line[] {
  const { report, symbols, width } = context;
  const applicable = report.tracks.filter(({ level }) => level !== null);
  const unknowns = openUnknowns(
    report,
    applicable.flatMap(({ capabilities }) => capabilities),
  );
  const { summary } = report;
  const counts = [
    `${summary.met} met`,
    `${summary.partial} partial`,
    `${summary.unmet} unmet`,
    `${summary.unknown} unknown`,
    summary.notApplicable > 0 ? `${summary.notApplicable} n/a` : "",
  ];
  const verdict =
    report.level === null
      ? [span("Registry n/a", "heading"), span(": no track applies")]
      : [
          span("Registry ", "heading"),
          span(`${gauge(report.level, symbols)} ${levelWords(report.level)} of 3`, "heading"),
          span(
            ` ${symbols.dot} ${dotted([verifiedWords(report.verifiedLevel), potentialWords(report, unknowns)], context)}`,
          ),
        ];
  return [
    ...wrap(verdict, width),
    ...indent(trackLines(context), 2),
    ...indent(wrap([span(dotted(counts, context), "dim")], width - 2), 2),
  ];
}

/** One line per track; columns that do not fit are left out, least important first. */
export function trackLines(context: Context): Line[] {
  const { report, width, ending } = context;
  const room = width - 2;
  const rows = report.tracks.map((track) => trackCells(track, context));
  const title = Math.min(
    Math.max(...rows.map(([name]) => cells(name ?? "")), 8),
    Math.min(24, Math.floor(room / 3)),
  );
  const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...rows.map((row) => cells(row[at] ?? ""))));
  widths[0] = title;
  let last = widths.length - 1;
  const taken = (): number =>
    widths.slice(0, last + 1).reduce((sum, size) => sum + size + 2, 0) - 2;
  while (last > 1 && taken() > room) last -= 1;
  return rows.map((row, at) => {
    const applies = report.tracks[at]?.level !== null;
    const texts = row.slice(0, last + 1);
    const line = texts.map((text, column) => {
      const gap = column === texts.length - 1 ? "" : " ".repeat((widths[column] ?? 0) + 2);
      const fitted = cut([span(text)], widths[column] ?? 0, ending)
        .map((part) => part.text)
        .join("");
      const padded = fitted + gap.slice(Math.min(gap.length, cells(fitted)));
      return span(padded, applies ? (column === 1 ? "strong" : "plain") : "not-applicable");
    });
    return trimEnd(cut(line, room, ending));
  });
}

function trackCells(track: ReportTrack, { symbols }: Context): string[] {
  if (track.level === null) return [track.title, `${symbols.dash.repeat(3)} n/a`, "", "", ""];
  const unknowns = openUnknowns(track, track.capabilities);
  const counts = [1, 2, 3].map((level) => {
    const all = track.capabilities.filter((item) => item.level === level);
    return `L${level} ${all.filter(({ outcome }) => outcome === "met").length}/${all.length}`;
  });
  return [
    track.title,
    `${gauge(track.level, symbols)} ${levelWords(track.level)}`,
    verifiedWords(track.verifiedLevel),
    potentialWords(track, unknowns),
    `met ${counts.join("  ")}`,
  ];
}
