import type { MatrixTrack } from "../../compare/compare.ts";
import type { CapabilityState, Levels } from "../../compare/snapshot.ts";
import { type Cell, row } from "../grid.ts";
import { cells, cut, type Line, wrap } from "../spans.ts";
import { gauge } from "../theme.ts";
import { OUTCOME_WORDS } from "../words.ts";
import type { View } from "./view.ts";
import { SHORT_STRENGTH } from "./words.ts";

const GAP = 2;
/** `✔ documented !`. */
const FULL = 14;
/** `✔ doc !`. */
const SHORT = 7;
const NARROWEST_TITLE = 18;
const WIDEST_TITLE = 64;

interface Layout {
  title: number;
  column: number;
  short: boolean;
  /** Columns in one block. */
  count: number;
}

/** The matrix in as many blocks as it takes; each repeats the titles. */
export function matrixBlocks(view: View): Line[] {
  const all = view.comparison.snapshots.map((_, at) => at);
  const layout = layoutFor(view, all.length);
  const lines: Line[] = [];
  for (let from = 0; from < all.length; from += layout.count) {
    if (from > 0) lines.push([], []);
    lines.push(...block(view, layout, all.slice(from, from + layout.count)));
  }
  return lines;
}

function layoutFor({ comparison, width }: View, count: number): Layout {
  const names = comparison.snapshots.map(({ label }) => cells(label));
  const titles = comparison.tracks.flatMap(({ rows }) => rows.map(({ title }) => cells(title) + 3));
  const wanted = Math.min(WIDEST_TITLE, Math.max(NARROWEST_TITLE, ...titles));
  const fit = (column: number): Pick<Layout, "title" | "column" | "count"> => {
    const most = Math.max(1, Math.floor((width - NARROWEST_TITLE) / (column + GAP)));
    const shown = Math.min(most, count);
    const title = Math.min(wanted, width - shown * (column + GAP));
    return { title, column, count: shown };
  };
  const full = fit(Math.max(FULL, Math.min(20, ...names.map((size) => Math.max(size, FULL)))));
  // Long words are worth a narrower title, but not a second block.
  if (full.count >= count && full.title >= Math.min(wanted, 30)) return { ...full, short: false };
  const longest = Math.max(SHORT, Math.min(12, Math.max(...names)));
  const roomy = fit(longest);
  return { ...(roomy.count >= count ? roomy : fit(SHORT)), short: true };
}

function block(view: View, layout: Layout, columns: readonly number[]): Line[] {
  const { comparison, ending } = view;
  const head: Cell[] = columns.map((at) => ({
    spans: cut(
      [{ text: comparison.snapshots[at]?.label ?? "", tone: "heading" }],
      layout.column,
      ending,
    ),
    width: layout.column,
  }));
  return [
    ...row([{ spans: [], width: layout.title }, ...head], GAP, ending),
    ...levelRow("Registry", comparison.overall, view, layout, columns),
    ...comparison.tracks.flatMap((track) => trackRows(track, view, layout, columns)),
  ];
}

function trackRows(
  track: MatrixTrack,
  view: View,
  layout: Layout,
  columns: readonly number[],
): Line[] {
  return [
    [],
    ...levelRow(track.title, track.levels, view, layout, columns),
    ...track.rows.flatMap(({ title, level, cells: states }) =>
      row(
        [
          { spans: [{ text: `${level} ${title}` }], width: layout.title, most: 2 },
          ...columns.map((at) => cell(states[at] ?? null, view, layout)),
        ],
        GAP,
        view.ending,
      ),
    ),
  ];
}

function levelRow(
  title: string,
  levels: readonly (Levels | null)[],
  { symbols, ending }: View,
  layout: Layout,
  columns: readonly number[],
): Line[] {
  return row(
    [
      { spans: [{ text: title, tone: "heading" }], width: layout.title, most: 2 },
      ...columns.map((at): Cell => {
        const level = levels[at]?.level ?? null;
        const text = level === null ? `${symbols.dash} n/a` : `${gauge(level, symbols)} ${level}`;
        return { spans: [{ text, tone: "strong" }], width: layout.column };
      }),
    ],
    GAP,
    ending,
  );
}

function cell(
  state: CapabilityState | null,
  { symbols, ending }: View,
  { short, column }: Layout,
): Cell {
  if (!state) return { spans: [{ text: symbols.dash, tone: "dim" }], width: column };
  const { outcome, strength } = state;
  const word = strength ? (short ? SHORT_STRENGTH[strength] : strength) : "";
  const marks = `${state.contradiction ? "!" : ""}${state.waived ? "w" : ""}`;
  const text = [symbols.verdict[outcome], word, marks].filter((part) => part !== "").join(" ");
  return { spans: cut([{ text, tone: outcome }], column, ending), width: column, most: 1 };
}

export function legend({ symbols, width }: View): Line[] {
  const outcomes = (["met", "partial", "unmet", "unknown", "not-applicable"] as const)
    .map((outcome) => `${symbols.verdict[outcome]} ${OUTCOME_WORDS[outcome]}`)
    .join("  ");
  const text = `${outcomes} ${symbols.dot} obs(erved) ${symbols.stronger} doc(umented) ${symbols.stronger} dec(lared) ${symbols.dot} ! claim contradicted, w waived`;
  return wrap([{ text, tone: "dim" }], width);
}
