import { eastAsianWidth } from "get-east-asian-width";
import type { Tone } from "./theme.ts";

/** Text of one tone. Never holds a newline or an escape sequence. */
export interface Span {
  text: string;
  tone?: Tone;
}
export type Line = readonly Span[];

/** Printable ASCII and Latin-1, the symbols of our own theme, and common punctuation: one cell each. */
const SIMPLE = /^[\x20-\x7e\xa1-\xac\xae-\xff–—‘’“”…›→─●○◐✔✘‼]*$/;

/** Drawn over the letter before. The enclosing keycap is no such mark: it makes an emoji of its digit. */
const ZERO_WIDTH = /[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]/u;
const KEYCAP = "\u20e3";
/** Asks for the emoji form of the character before, which is a cell wider. */
const EMOJI_SELECTOR = "\ufe0f";

/**
 * Cells that a text takes on a terminal, at most: code point by code point, as terminals without emoji sequences count.
 * Segmenting into graphemes would be closer for a few emoji, and costs more than the whole of the rest at start-up.
 */
export function cells(text: string): number {
  if (SIMPLE.test(text)) return text.length;
  let sum = 0;
  for (const char of text) sum += charCells(char);
  return sum;
}

function charCells(char: string): number {
  if (SIMPLE.test(char)) return 1;
  if (char === KEYCAP || char === EMOJI_SELECTOR) return 1;
  return ZERO_WIDTH.test(char) ? 0 : eastAsianWidth(char.codePointAt(0) ?? 0);
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
  for (const { char, size, span } of characters(line)) {
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
  for (const { char, size, span } of characters(word)) {
    if (used + size > width && used > 0) {
      pieces.push([]);
      used = 0;
    }
    append(pieces.at(-1) ?? [], [{ ...span, text: char }]);
    used += size;
  }
  return pieces;
}

function* characters(line: Line): Generator<{ char: string; size: number; span: Span }> {
  for (const span of line)
    for (const char of span.text) yield { char, size: charCells(char), span };
}
