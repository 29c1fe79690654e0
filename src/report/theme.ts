import { Chalk } from "chalk";
import type { Level } from "../core/outcome.ts";
import type { Line } from "./spans.ts";

/** What a piece of text means, not how it looks. */
export type Tone =
  | "plain"
  | "met"
  | "partial"
  | "unmet"
  | "unknown"
  | "not-applicable"
  | "dim"
  | "heading"
  | "strong"
  | "alarm"
  | "command";

/** The verdicts a symbol exists for. `note` is evidence that is shown and not counted. */
export type Verdict = "met" | "partial" | "unmet" | "unknown" | "not-applicable" | "note";

export interface Symbols {
  verdict: Readonly<Record<Verdict, string>>;
  filled: string;
  hollow: string;
  dot: string;
  rule: string;
  arrow: string;
  stronger: string;
  dash: string;
  alarm: string;
}

const UNICODE: Symbols = {
  verdict: { met: "✔", partial: "◐", unmet: "✘", unknown: "?", "not-applicable": "–", note: "·" },
  filled: "●",
  hollow: "○",
  dot: "·",
  rule: "─",
  arrow: "→",
  stronger: "›",
  dash: "–",
  alarm: "‼",
};

const ASCII: Symbols = {
  verdict: { met: "+", partial: "~", unmet: "x", unknown: "?", "not-applicable": "-", note: "." },
  filled: "#",
  hollow: ".",
  dot: "|",
  rule: "-",
  arrow: "->",
  stronger: ">",
  dash: "-",
  alarm: "!!",
};

export function symbolsFor(unicode: boolean): Symbols {
  return unicode ? UNICODE : ASCII;
}

/** `●●○` for level 2; hollow alone for level 0 and for tracks that do not apply. */
export function gauge(level: Level | null, symbols: Symbols): string {
  const filled = level ?? 0;
  return symbols.filled.repeat(filled) + symbols.hollow.repeat(3 - filled);
}

/** Joins painted lines. Only the sixteen basic colours, so that the reader's own palette decides. */
export function paint(lines: readonly Line[], color: boolean): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const paints: Record<Tone, (text: string) => string> = {
    plain: (text) => text,
    met: chalk.green,
    partial: chalk.yellow,
    unmet: chalk.red,
    unknown: chalk.gray,
    "not-applicable": chalk.gray,
    dim: chalk.gray,
    heading: chalk.bold,
    strong: chalk.bold,
    alarm: chalk.bold.red,
    command: chalk.cyan,
  };
  return lines
    .map((line) => `${line.map(({ text, tone }) => paints[tone ?? "plain"](text)).join("")}\n`)
    .join("");
}
