import type { Exchange } from "../core/http.ts";
import type { Report } from "../core/report.ts";
import { cleanStrings } from "./clean.ts";
import type { RenderOptions } from "./render.ts";
import type { Line, Span } from "./spans.ts";
import { type Symbols, symbolsFor, type Tone, type Verdict } from "./theme.ts";
import { OUTCOME_WORDS } from "./words.ts";

/** What every section of the scorecard works with. */
export interface Context {
  /** Already clean. */
  report: Report;
  options: RenderOptions;
  symbols: Symbols;
  /** Cells to fill, never more than the terminal has. */
  width: number;
  /** Room for a column of reasons. */
  wide: boolean;
  ending: string;
  exchanges: ReadonlyMap<string, Exchange>;
}

const NARROWEST = 40;
/** Longer lines are hard to follow; wider terminals keep a margin. */
const WIDEST = 180;
const REASONS_FROM = 120;

export function createContext(raw: Report, options: RenderOptions): Context {
  const report = cleanStrings(raw, options.verbose ? 1_000 : 400, !options.unicode);
  const width = Math.max(NARROWEST, Math.min(WIDEST, options.columns));
  return {
    report,
    options,
    symbols: symbolsFor(options.unicode),
    width,
    wide: width >= REASONS_FROM,
    ending: options.unicode ? "…" : "...",
    exchanges: new Map(report.exchanges.map((exchange) => [exchange.id, exchange])),
  };
}

export function span(text: string, tone: Tone = "plain"): Span {
  return tone === "plain" ? { text } : { text, tone };
}

/** Parts joined by a middle dot. */
export function dotted(parts: readonly string[], { symbols }: Context): string {
  return parts.filter((part) => part !== "").join(` ${symbols.dot} `);
}

/** Symbol and word of a verdict, in its colour. */
export function verdict(outcome: Verdict, { symbols }: Context): Line {
  const tone = outcome === "note" ? "dim" : outcome;
  return [span(`${symbols.verdict[outcome]} ${OUTCOME_WORDS[outcome]}`, tone)];
}

/** Cells of the widest verdict, `? unknown`. */
export const VERDICT_CELLS = 9;
/** Cells of the widest strength, `documented`. */
export const STRENGTH_CELLS = 10;

export function heading(text: string): Line {
  return [span(text, "heading")];
}
