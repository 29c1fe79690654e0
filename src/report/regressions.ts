import type { Changes, LevelChange, OutcomeChange, Regressions } from "../score/no-regress.ts";
import { cleanStrings } from "./clean.ts";
import { indent } from "./grid.ts";
import type { RenderOptions } from "./render.ts";
import { type Line, type Span, wrap } from "./spans.ts";
import { paint, type Symbols, symbolsFor, type Tone } from "./theme.ts";
import { OUTCOME_WORDS, timeWords } from "./words.ts";

const HEADINGS = {
  none: "No regress: nothing got worse",
  inconclusive: "No regress: inconclusive",
  regressed: "No regress: something got worse",
} as const;

const TONES: Readonly<Record<Regressions["state"], Tone>> = {
  none: "met",
  inconclusive: "unknown",
  regressed: "unmet",
};

/** The block that `--no-regress` adds to the terminal: what fell, and what cannot be told. */
export function renderRegressions(
  raw: Regressions,
  options: Pick<RenderOptions, "columns" | "color" | "unicode">,
): string {
  const found = cleanStrings(raw, 400, !options.unicode);
  const symbols = symbolsFor(options.unicode);
  const width = Math.max(40, options.columns);
  const heading: Line = [
    { text: HEADINGS[found.state], tone: TONES[found.state] },
    { text: ` since ${timeWords(found.base.generatedAt)}`, tone: "dim" },
  ];
  const lines: Line[] = [
    ...wrap(heading, width),
    ...items(found.regressed, { text: symbols.verdict.unmet, tone: "unmet" }, symbols, width),
    ...items(
      found.inconclusive,
      { text: symbols.verdict.unknown, tone: "unknown" },
      symbols,
      width,
    ),
  ];
  const notes = [
    ...(found.state === "inconclusive"
      ? ["What is not known any more could still be as good as it was."]
      : []),
    ...found.notes,
  ];
  for (const text of notes) lines.push(...indent(wrap([{ text, tone: "dim" }], width - 2), 2));
  return paint(lines, options.color);
}

function items({ levels, outcomes }: Changes, mark: Span, symbols: Symbols, width: number): Line[] {
  return [
    ...levels.map((change) => levelWords(change, symbols)),
    ...outcomes.map((change) => outcomeWords(change, symbols)),
  ].flatMap((text) =>
    indent(
      wrap([{ text }], width - 4).map(
        (line, at): Line => [at === 0 ? mark : { text: " " }, { text: " " }, ...line],
      ),
      2,
    ),
  );
}

function levelWords({ scope, measure, from, to }: LevelChange, { arrow }: Symbols): string {
  const what = measure === "level" ? "level" : "verified level";
  return `${scope}: ${what} ${from} ${arrow} ${to ?? "n/a, it no longer applies"}`;
}

function outcomeWords(change: OutcomeChange, { arrow }: Symbols): string {
  const { capability, from, to, message } = change;
  return `${capability}: ${OUTCOME_WORDS[from]} ${arrow} ${OUTCOME_WORDS[to]}. ${message}`;
}
