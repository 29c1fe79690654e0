import { costWords } from "../gaps/cost.ts";
import type { Progress, ProgressItem } from "../gaps/progress.ts";
import { cleanStrings } from "./clean.ts";
import { MOST_CHARACTERS, toCsv } from "./csv.ts";
import type { Format } from "./formats.ts";
import { effortWords } from "./gaps.ts";
import { hanging, indent } from "./grid.ts";
import { toJson } from "./json.ts";
import { escapeMarkdown as escape, markdownLink, markdownTable } from "./markdown-text.ts";
import type { RenderOptions } from "./render.ts";
import { type Line, type Span, wrap } from "./spans.ts";
import { paint, symbolsFor } from "./theme.ts";
import { OUTCOME_WORDS } from "./words.ts";

/** The progress report that a funder asks for: what is reached, closed, opened and moved, and what is next. */

export type ProgressRenderer = (progress: Progress, options: RenderOptions) => string;

export const PROGRESS_FORMATS: readonly Format<ProgressRenderer>[] = [
  {
    id: "pretty",
    title: "progress for a terminal",
    endings: [".txt"],
    load: async () => renderProgressPretty,
  },
  {
    id: "markdown",
    title: "progress report in Markdown",
    endings: [".md", ".markdown"],
    load: async () => renderProgressMarkdown,
  },
  {
    id: "csv",
    title: "one row per gap that changed",
    endings: [".csv"],
    load: async () => renderProgressCsv,
  },
  { id: "json", title: "progress as data", endings: [".json"], load: async () => toJson },
];

const GROUPS: readonly [key: "closed" | "opened" | "moved", title: string, none: string][] = [
  ["closed", "Closed", "No gap was closed."],
  ["opened", "Opened", "Nothing that was met is missing now."],
  ["moved", "Moved", "No open gap changed its state."],
];

function days({ from, to }: Progress): string {
  return `${from.slice(0, 10)} to ${to.slice(0, 10)}`;
}

function change(item: ProgressItem): string {
  return `${OUTCOME_WORDS[item.before]}, now ${OUTCOME_WORDS[item.after]}`;
}

function remaining({ remaining: { count, unknown, effort } }: Progress): string {
  const size = count > unknown ? ` (${effortWords(effort)})` : "";
  return `${count - unknown} to close${size}, ${unknown} to establish`;
}

function levelText(level: number | null): string {
  return level === null ? "n/a" : String(level);
}

export function renderProgressMarkdown(raw: Progress): string {
  const progress = cleanStrings(raw, 2_000);
  const { completed, levels, next, toLevel } = progress;
  const lines = [
    `# ${escape(progress.registry.name)}: progress, ${escape(days(progress))}`,
    "",
    completed.length > 0
      ? `Completed: ${completed.map(escape).join("; ")}.`
      : "No track completed a level in this time.",
    ...progress.notes.flatMap((note) => ["", escape(note)]),
    "",
    "## Levels",
    "",
    ...(levels.length === 0
      ? ["No level changed."]
      : markdownTable(
          ["Scope", "Level", "Verified", "Potential"],
          levels.map(({ title, before, after }) => [
            escape(title),
            `${levelText(before.level)} → ${levelText(after.level)}`,
            `${levelText(before.verifiedLevel)} → ${levelText(after.verifiedLevel)}`,
            `${levelText(before.potentialLevel)} → ${levelText(after.potentialLevel)}`,
          ]),
        )),
    ...GROUPS.flatMap(([key, title, none]) => [
      "",
      `## ${title} (${progress[key].length})`,
      "",
      ...(progress[key].length === 0 ? [none] : progress[key].flatMap(markdownItem)),
    ]),
    "",
    `## Next, towards level ${toLevel}`,
    "",
    `${remaining(progress)}.`,
    ...(next.length > 0 ? [""] : []),
    ...next.map(
      (item, at) =>
        `${at + 1}. ${escape(item.title)}, level ${item.level}: ${effortWords(item.effort)}, cost ${costWords(item.cost)}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function markdownItem(item: ProgressItem): string[] {
  const facts = [
    `level ${item.level}`,
    change(item),
    ...(item.owner ? [escape(item.owner)] : []),
    ...(item.sponsors.length > 0 ? [`sponsored by ${item.sponsors.map(escape).join(", ")}`] : []),
    ...(item.tracking ? [markdownLink("tracking", item.tracking)] : []),
  ];
  return [
    `- ${escape(item.title)} (${escape(item.capability)}): ${facts.join(" · ")}`,
    `  ${escape(item.message)}`,
  ];
}

export function renderProgressCsv(raw: Progress): string {
  const progress = cleanStrings(raw, MOST_CHARACTERS);
  const rows = GROUPS.flatMap(([key]) =>
    progress[key].map((item) => [
      progress.registry.id,
      progress.from.slice(0, 10),
      progress.to.slice(0, 10),
      key,
      item.track,
      item.level,
      item.capability,
      item.title,
      item.before,
      item.after,
      item.message,
      item.owner,
      item.sponsors.join("; ") || null,
      item.tracking,
    ]),
  );
  return toCsv(
    "registry from to change track level capability title before after why owner sponsors tracking".split(
      " ",
    ),
    rows,
  );
}

export function renderProgressPretty(raw: Progress, options: RenderOptions): string {
  const progress = cleanStrings(raw, 400, !options.unicode);
  const width = Math.max(40, Math.min(180, options.columns));
  const symbols = symbolsFor(options.unicode);
  const ascii = (text: string): string => (options.unicode ? text : text.replaceAll("–", "-"));
  const { completed, levels, next } = progress;
  const lines: Line[] = [
    ...wrap(
      [
        { text: `${progress.registry.name}: progress`, tone: "heading" },
        { text: ` ${symbols.dot} ${days(progress)}`, tone: "dim" },
      ],
      width,
    ),
    ...completed.flatMap((name) =>
      hanging(
        [{ text: `${symbols.verdict.met} `, tone: "met" }],
        [{ text: `completed ${name}` }],
        width,
      ),
    ),
    ...progress.notes.flatMap((note) => wrap([{ text: note, tone: "partial" }], width)),
    ...levels.flatMap(({ title, before, after }) =>
      hanging(
        [{ text: `${title} `, tone: "strong" }],
        [
          {
            text: `level ${levelText(before.level)} ${symbols.arrow} ${levelText(after.level)}, verified ${levelText(before.verifiedLevel)} ${symbols.arrow} ${levelText(after.verifiedLevel)}`,
          },
        ],
        width,
      ),
    ),
    ...GROUPS.flatMap(([key, title, none]): Line[] => [
      [],
      [{ text: `${title} (${progress[key].length})`, tone: "heading" }],
      ...indent(
        progress[key].length === 0
          ? wrap([{ text: none, tone: "dim" }], width - 2)
          : progress[key].flatMap((item) => {
              const mark: Span = { text: `${symbols.verdict[item.after]} `, tone: item.after };
              return hanging(
                [mark],
                [
                  { text: item.capability, tone: "strong" },
                  {
                    text: ` ${symbols.dot} level ${item.level} ${symbols.dot} ${change(item)}`,
                    tone: "dim",
                  },
                  { text: ` ${symbols.dash} ${item.message}` },
                ],
                width - 2,
              );
            }),
        2,
      ),
    ]),
    [],
    ...wrap(
      [
        { text: "Next ", tone: "heading" },
        { text: ascii(remaining(progress)), tone: "dim" },
      ],
      width,
    ),
    ...indent(
      next.flatMap((item, at) =>
        hanging(
          [{ text: `${at + 1}. ` }],
          [
            { text: item.capability, tone: "strong" },
            { text: ascii(` ${symbols.dot} ${effortWords(item.effort)}`), tone: "dim" },
          ],
          width - 2,
        ),
      ),
      2,
    ),
  ];
  return paint(lines, options.color);
}
