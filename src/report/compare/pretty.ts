import type { Comparison } from "../../compare/compare.ts";
import { cleanStrings } from "../clean.ts";
import { hanging, indent } from "../grid.ts";
import type { RenderOptions } from "../render.ts";
import { type Line, wrap } from "../spans.ts";
import { paint, symbolsFor } from "../theme.ts";
import { history } from "./pretty-history.ts";
import { legend, matrixBlocks } from "./pretty-matrix.ts";
import type { View } from "./view.ts";
import { periodOf, titleOf, waiverText } from "./words.ts";

/** A comparison for a terminal; nothing is wider than it, down to 40 cells. */
export function renderComparePretty(raw: Comparison, options: RenderOptions): string {
  const comparison = options.unicode ? raw : cleanStrings(raw, 300, true);
  const view: View = {
    comparison,
    symbols: symbolsFor(options.unicode),
    width: Math.max(40, Math.min(180, options.columns)),
    ending: options.unicode ? "…" : "...",
    verbose: options.verbose,
  };
  const lines: Line[] = [
    ...wrap(
      [
        { text: titleOf(comparison), tone: "heading" },
        { text: ` ${view.symbols.dot} ${periodOf(comparison)}`, tone: "dim" },
      ],
      view.width,
    ),
    ...comparison.notes.flatMap((note) =>
      hanging([{ text: "Note: ", tone: "partial" }], [{ text: note }], view.width),
    ),
    ...(comparison.kind === "history" ? history(view) : []),
    ...(comparison.kind === "matrix" || options.verbose ? [[], ...matrixBlocks(view)] : []),
    ...waivers(view),
    ...(comparison.kind === "matrix" || options.verbose ? [[], ...legend(view)] : []),
  ];
  return paint(lines, options.color);
}

function waivers({ comparison, symbols, width }: View): Line[] {
  if (comparison.waivers.length === 0) return [];
  return [
    [],
    ...wrap(
      [{ text: `Waivers that end within ${comparison.warnWithin} days`, tone: "heading" }],
      width,
    ),
    ...indent(
      comparison.waivers.flatMap((waiver) =>
        hanging(
          [
            {
              text: `${waiverText(waiver)} `,
              tone: waiver.state === "expired" ? "unmet" : "partial",
            },
          ],
          [
            { text: waiver.capability, tone: "strong" },
            {
              text: ` ${symbols.dash} ${waiver.label}, until ${waiver.expires}, ${waiver.owner}`,
              tone: "dim",
            },
          ],
          width - 2,
        ),
      ),
      2,
    ),
  ];
}
