import { type Line, lineCells, pad, type Span, wrap, wrapAtMost } from "./spans.ts";

export interface Cell {
  spans: Line;
  width: number;
  align?: "right";
  /** Most lines this cell may take; the rest is cut and marked. */
  most?: number;
}

/** Cells side by side, each wrapped to its own width; the row is as tall as its tallest cell. */
export function row(cells: readonly Cell[], gap: number, ending: string): Line[] {
  const columns = cells.map(({ spans, width, most }) =>
    most === undefined ? wrap(spans, width) : wrapAtMost(spans, width, most, ending),
  );
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const line: Span[] = [];
    for (const [index, { width, align }] of cells.entries()) {
      const content = columns[index]?.[at] ?? [];
      if (index > 0) line.push({ text: " ".repeat(gap) });
      if (align === "right") line.push({ text: " ".repeat(width - lineCells(content)) });
      line.push(...(align === "right" ? content : pad(content, width)));
    }
    return trimEnd(line);
  });
}

/** Rows of one-line cells under a heading. Columns take what they need; where that is too much, the widest give way. */
export function table(
  heading: readonly string[],
  rows: readonly (readonly Line[])[],
  options: { width: number; gap: number; ending: string; right: readonly number[] },
): Line[] {
  const all = [heading.map((text): Line => [{ text, tone: "dim" }]), ...rows];
  const last = heading.length - 1;
  const natural = heading.map((_, at) =>
    Math.max(...all.map((cells) => lineCells(cells[at] ?? []))),
  );
  const forLast = Math.min(natural[last] ?? 0, Math.floor(options.width * LEAST_FOR_LAST));
  const room = options.width - options.gap * last - forLast;
  const widths = narrow(natural.slice(0, last), room);
  const taken = widths.reduce((sum, width) => sum + width + options.gap, 0);
  widths.push(Math.max(8, options.width - taken));
  return all.flatMap((cells) =>
    row(
      cells.map((spans, at) => ({
        spans,
        width: widths[at] ?? 8,
        most: 3,
        ...(options.right.includes(at) ? { align: "right" as const } : {}),
      })),
      options.gap,
      options.ending,
    ),
  );
}

/** The last column says most: where others are long too, it keeps this share. */
const LEAST_FOR_LAST = 0.4;

/** Takes from the widest, one after the other, until all fit. */
function narrow(widths: readonly number[], room: number): number[] {
  const narrowed = [...widths];
  let over = narrowed.reduce((sum, width) => sum + width, 0) - room;
  for (; over > 0; over--) {
    const widest = Math.max(...narrowed);
    if (widest <= 8) break;
    narrowed[narrowed.lastIndexOf(widest)] = widest - 1;
  }
  return narrowed;
}

export function indent(lines: readonly Line[], by: number): Line[] {
  const margin: Span = { text: " ".repeat(by) };
  return lines.map((line) => (line.length === 0 ? line : [margin, ...line]));
}

/** A label, and a text that hangs beside it. */
export function hanging(label: Line, spans: Line, width: number): Line[] {
  const taken = lineCells(label);
  const room = Math.max(8, width - taken);
  const margin: Span = { text: " ".repeat(taken) };
  return wrap(spans, room).map((line, at) => [...(at === 0 ? label : [margin]), ...line]);
}

export function trimEnd(line: Line): Line {
  const kept = [...line];
  while (kept.length > 0 && kept.at(-1)?.text.trim() === "") kept.pop();
  const last = kept.at(-1);
  if (last) kept[kept.length - 1] = { ...last, text: last.text.trimEnd() };
  return kept;
}
