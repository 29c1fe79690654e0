import stringWidth from "string-width";
import type { Tone } from "./theme.ts";

/** Text of one tone. Never holds a newline or an escape sequence. */
export interface Span {
  text: string;
  tone?: Tone;
}
export type Line = readonly Span[];

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
const SEGMENTER = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Cells that a text takes on a terminal. */
export function cells(text: string): number {
  return PRINTABLE_ASCII.test(text) ? text.length : stringWidth(text);
}

export function lineCells(line: Line): number {
  return line.reduce((sum, { text }) => sum + cells(text), 0);
}

/** Breaks spans into lines of at most `width` cells, between words where it can. Runs of spaces become one. */
export function wrap(spans: Line, width: number): Line[] {
  const lines: Span[][] = [[]];
  let used = 0;
  for (const word of words(spans)) {
    const size = lineCells(word);
    const current = lines.at(-1) ?? [];
    if (used > 0 && used + 1 + size <= width) {
      append(current, [{ text: " ", ...toneOf(current, word) }, ...word]);
      used += 1 + size;
      continue;
    }
    for (const piece of size <= width ? [word] : breakWord(word, width)) {
      if (used > 0) lines.push([]);
      append(lines.at(-1) ?? [], piece);
      used = lineCells(piece);
    }
  }
  return lines;
}

/** Wraps, keeps the first `most` lines and shows with `ending` that there was more. */
export function wrapAtMost(spans: Line, width: number, most: number, ending: string): Line[] {
  const lines = wrap(spans, width);
  if (lines.length <= most) return lines;
  const last = lines[most - 1] ?? [];
  return [...lines.slice(0, most - 1), cut([...last, { text: ` ${ending}` }], width, ending)];
}

/** One line of at most `width` cells; what is cut off is marked with `ending`. */
export function cut(line: Line, width: number, ending: string): Line {
  if (lineCells(line) <= width) return line;
  const room = width - cells(ending);
  const kept: Span[] = [];
  let used = 0;
  let tone: Pick<Span, "tone"> = {};
  for (const { char, size, span } of graphemes(line)) {
    if (used + size > room) break;
    tone = span.tone ? { tone: span.tone } : {};
    append(kept, [{ text: char, ...tone }]);
    used += size;
  }
  return [...kept, { text: ending, ...tone }];
}

export function pad(line: Line, width: number): Line {
  const missing = width - lineCells(line);
  return missing > 0 ? [...line, { text: " ".repeat(missing) }] : line;
}

/** A space inside one tone keeps it, so that underlines and the like are not torn. */
function toneOf(before: Line, after: Line): Pick<Span, "tone"> {
  const tone = before.at(-1)?.tone;
  return tone && tone === after[0]?.tone ? { tone } : {};
}

/** Adds spans to a line, joining neighbours of one tone. */
function append(line: Span[], spans: Line): void {
  for (const span of spans) {
    const last = line.at(-1);
    if (last && last.tone === span.tone) last.text += span.text;
    else line.push({ ...span });
  }
}

/** Words may change tone in the middle: `Level` in bold, then a plain colon. */
function words(spans: Line): Line[] {
  const found: Span[][] = [];
  let open = false;
  for (const { text, ...tone } of spans) {
    for (const part of text.split(/( +)/)) {
      if (part === "") continue;
      if (part.startsWith(" ")) {
        open = false;
        continue;
      }
      if (!open) found.push([]);
      found.at(-1)?.push({ text: part, ...tone });
      open = true;
    }
  }
  return found;
}

function breakWord(word: Line, width: number): Line[] {
  const pieces: Span[][] = [[]];
  let used = 0;
  for (const { char, size, span } of graphemes(word)) {
    if (used + size > width && used > 0) {
      pieces.push([]);
      used = 0;
    }
    // A single grapheme wider than the whole line can only be an attack on the layout.
    const shown = size > width ? "?" : char;
    append(pieces.at(-1) ?? [], [{ ...span, text: shown }]);
    used += cells(shown);
  }
  return pieces;
}

function* graphemes(line: Line): Generator<{ char: string; size: number; span: Span }> {
  for (const span of line) {
    const ascii = PRINTABLE_ASCII.test(span.text);
    const chars = ascii
      ? span.text
      : Array.from(SEGMENTER.segment(span.text), ({ segment }) => segment);
    for (const char of chars) yield { char, size: ascii ? 1 : cells(char), span };
  }
}
