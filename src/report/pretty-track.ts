import type { ReportCapability, ReportTrack } from "../core/report.ts";
import { hanging, indent, row } from "./grid.ts";
import { otherClients } from "./pretty-clients.ts";
import {
  type Context,
  dotted,
  heading,
  span,
  STRENGTH_CELLS,
  VERDICT_CELLS,
  verdict,
} from "./pretty-context.ts";
import { type Line, wrap } from "./spans.ts";
import { gauge } from "./theme.ts";
import {
  capabilityNotes,
  levelWords,
  openUnknowns,
  OUTCOME_WORDS,
  potentialWords,
  strengthWords,
  verifiedWords,
} from "./words.ts";

/** One track: its levels, the grid, what blocks the next level and what is held out of order. */
export function trackBlock(track: ReportTrack, context: Context): Line[] {
  if (!track.applicable) return notApplicable(track, context);
  return [
    ...trackHeading(track, context),
    ...[1, 2, 3].flatMap((level) => levelRows(track, level, context)),
    ...blockers(track, context),
    ...held(track, context),
    ...otherClients(track, context),
  ];
}

function trackHeading(track: ReportTrack, context: Context): Line[] {
  const { symbols, width } = context;
  const unknowns = openUnknowns(track, track.capabilities);
  const range = dotted(
    [verifiedWords(track.verifiedLevel), potentialWords(track, unknowns)],
    context,
  );
  return wrap(
    [
      ...heading(track.title),
      span(" "),
      span(`${gauge(track.level, symbols)} ${levelWords(track.level)}`, "strong"),
      span(` ${symbols.dot} ${range}`),
    ],
    width,
  );
}

function notApplicable(track: ReportTrack, context: Context): Line[] {
  const { symbols, width, options } = context;
  const count = track.capabilities.length;
  const rows = options.verbose
    ? [1, 2, 3].flatMap((level) => levelRows(track, level, context))
    : [];
  return [
    ...wrap(
      [
        ...heading(track.title),
        span(` ${symbols.dash.repeat(3)} n/a`, "not-applicable"),
        span(` ${symbols.dot} ${count} ${count === 1 ? "capability" : "capabilities"} not judged`),
      ],
      width,
    ),
    ...indent(wrap([span(track.why)], width - 2), 2),
    ...rows,
  ];
}

function levelRows(track: ReportTrack, level: number, context: Context): Line[] {
  return track.capabilities
    .filter((item) => item.level === level)
    .flatMap((item, at) => capabilityRow(item, at === 0 ? `L${level}` : "", context));
}

const LABEL_CELLS = 2;
const GAP = 2;

function capabilityRow(item: ReportCapability, label: string, context: Context): Line[] {
  const { symbols, width, wide, ending } = context;
  const room = width - 2 - LABEL_CELLS - VERDICT_CELLS - STRENGTH_CELLS - GAP * 3;
  const titleWidth = wide ? Math.min(72, Math.floor((room - GAP) * 0.5)) : room;
  const reason = item.outcome === "met" || item.outcome === "not-applicable" ? "" : item.message;
  const grid = row(
    [
      { spans: [span(label, "dim")], width: LABEL_CELLS },
      { spans: verdict(item.outcome, context), width: VERDICT_CELLS },
      {
        spans: [span(strengthWords(item.strength, symbols.dash), "dim")],
        width: STRENGTH_CELLS,
      },
      { spans: titleSpans(item, context), width: titleWidth, most: 5 },
      ...(wide ? [{ spans: [span(reason)], width: room - GAP - titleWidth, most: 3 }] : []),
    ],
    GAP,
    ending,
  );
  return indent(grid, 2);
}

function titleSpans(item: ReportCapability, { symbols }: Context): Line {
  const notes = capabilityNotes(item);
  const tone = item.outcome === "not-applicable" ? "not-applicable" : "plain";
  return [
    span(item.title, tone),
    ...notes.flatMap((note) => [
      span(` ${symbols.dot} `, "dim"),
      span(note, note === "claim contradicted" ? "alarm" : "dim"),
    ]),
  ];
}

function blockers(track: ReportTrack, context: Context): Line[] {
  if (track.blockers.length === 0 || track.level === null) return [];
  const { symbols, width, wide } = context;
  const items = track.blockers.flatMap((id) => {
    const item = track.capabilities.find((capability) => capability.id === id);
    const outcome = item?.outcome ?? "unknown";
    const id_ = span(id, "strong");
    // Where the grid has no room for reasons, they stand here, where they matter most.
    const reason = wide || !item ? [] : [span(` ${symbols.dash} ${item.message}`)];
    const label = [span(`${symbols.verdict[outcome]} `, outcome)];
    const word = span(` ${OUTCOME_WORDS[outcome]}`, outcome);
    return hanging(label, [id_, word, ...reason], width - 4);
  });
  return [[span("  "), span(`Blocks level ${track.level + 1}:`, "strong")], ...indent(items, 4)];
}

function held(track: ReportTrack, context: Context): Line[] {
  if (track.heldAbove.length === 0) return [];
  const { symbols, width } = context;
  const items = track.heldAbove.flatMap((id) => {
    const item = track.capabilities.find((capability) => capability.id === id);
    const where = item ? ` level ${item.level}` : "";
    return hanging(
      [span(`${symbols.verdict.met} `, "met")],
      [span(id), span(where, "dim")],
      width - 4,
    );
  });
  return [[span("  "), span("Held out of order:", "strong")], ...indent(items, 4)];
}
