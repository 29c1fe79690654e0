import { Chalk, type ChalkInstance } from "chalk";
import stringWidth from "string-width";
import { sanitizeText } from "../core/sanitize.ts";
import type { Problem } from "./problem.ts";

const WIDTH = 72;
const LEAD = 40;

export interface FrameOptions {
  color: boolean;
}

/**
 * One problem as people read it: `file:line:column`, what is wrong, the lines around it with a caret, the value, and
 * what would be right. Safe for a terminal whatever the file holds.
 */
export function renderProblem(
  problem: Problem,
  source: string,
  file: string,
  { color }: FrameOptions,
): string {
  return render(problem, maskSecrets(source, [problem]), file, painter(color));
}

/** All problems with a count at the end; secrets are masked in every frame that would show them. */
export function renderProblems(
  problems: readonly Problem[],
  source: string,
  file: string,
  { color }: FrameOptions,
): string {
  const lines = maskSecrets(source, problems);
  const paint = painter(color);
  const blocks = problems.map((problem) => render(problem, lines, file, paint));
  return [...blocks, summarize(problems, file)].join("\n\n");
}

/** `profile.yaml: 2 errors, 1 warning`. */
function summarize(problems: readonly Problem[], file: string): string {
  const errors = problems.filter((problem) => problem.severity === "error").length;
  const warnings = problems.length - errors;
  const parts = [count(errors, "error"), count(warnings, "warning")].filter((part) => part !== "");
  return `${sanitizeText(file, 200)}: ${parts.join(", ") || "no problems"}`;
}

function count(number: number, word: string): string {
  return number === 0 ? "" : `${number} ${word}${number === 1 ? "" : "s"}`;
}

function painter(color: boolean): ChalkInstance {
  return new Chalk({ level: color ? 1 : 0 });
}

function render(
  problem: Problem,
  lines: readonly string[],
  file: string,
  paint: ChalkInstance,
): string {
  const severity =
    problem.severity === "error" ? paint.red.bold("error") : paint.yellow.bold("warning");
  const place = `${sanitizeText(file, 200)}:${problem.line}:${problem.column}`;
  const notes = [
    ...(problem.value === undefined ? [] : [`value: ${sanitizeText(problem.value, 120)}`]),
    ...(problem.hint === undefined ? [] : [sanitizeText(problem.hint, 300)]),
  ];
  const gutter = " ".repeat(String(problem.line + 1).length);
  return [
    `${paint.bold(place)}: ${severity}: ${sanitizeText(problem.message, 300)}`,
    ...frame(problem, lines, paint),
    ...notes.map((note) => ` ${gutter} ${paint.dim("=")} ${note}`),
  ].join("\n");
}

/** The line with one before and one after it, all cut to the same window. */
function frame(problem: Problem, lines: readonly string[], paint: ChalkInstance): string[] {
  const current = lines[problem.line - 1];
  if (current === undefined || lines.every((line) => line.trim() === "")) return [];
  const start = current.length > WIDTH ? Math.max(0, problem.column - 1 - LEAD) : 0;
  const digits = String(problem.line + 1).length;
  const bar = paint.dim("|");
  const out: string[] = [];
  for (let number = problem.line - 1; number <= problem.line + 1; number++) {
    const raw = lines[number - 1];
    if (raw === undefined) continue;
    const line = maskLikely(raw);
    const cut = window(line, start);
    const mark = number === problem.line ? paint.red(">") : " ";
    out.push(`${mark}${String(number).padStart(digits)} ${bar} ${cut}`.trimEnd());
    if (number !== problem.line) continue;
    out.push(` ${" ".repeat(digits)} ${bar} ${caret(problem, line, start, paint)}`);
  }
  return out;
}

function caret(problem: Problem, line: string, start: number, paint: ChalkInstance): string {
  const from = problem.column - 1;
  const to = Math.max(
    from + 1,
    Math.min(problem.endColumn ? problem.endColumn - 1 : from + 1, start + WIDTH),
  );
  const lead = stringWidth(visible(line.slice(start, from))) + (start > 0 ? 1 : 0);
  const width = Math.max(1, stringWidth(visible(line.slice(from, to))));
  return `${" ".repeat(lead)}${paint.red("^".repeat(width))}`;
}

function window(line: string, start: number): string {
  const cut = visible(line.slice(start, start + WIDTH));
  return `${start > 0 ? "…" : ""}${cut}${line.length > start + WIDTH ? "…" : ""}`;
}

/** One sign for one sign, so that columns stay where they are. */
function visible(text: string): string {
  let out = "";
  for (const char of text) {
    if (char === "\t" || char === " ") out += " ";
    else out += sanitizeText(char) === char ? char : "\ufffd".repeat(char.length);
  }
  // Marks without a letter before them would climb onto the frame.
  return out.replace(/\p{M}{3,}/gu, (marks) => "\ufffd".repeat(marks.length));
}

/** What looks like a password where no problem points at it: in an address, or after a telling key. */
const USERINFO = /(?<=:\/\/)[^\s/?#@]+(?=@)/g;
const NAMED_SECRET =
  /(?<=(?:[Pp]ass|[Pp]as|[Tt]oken|[Ss]ecret)\w{0,20}["']?\s{0,9}:\s{0,9}["']?)(?![A-Z][A-Z0-9_]*\b)[^\s"',}]+/g;

/** The lines of a file, with what may be a secret replaced by stars of the same length. */
function maskSecrets(source: string, problems: readonly Problem[]): string[] {
  const lines = source.replace(/^\ufeff/, "").split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  for (const { secret, line, column, endColumn } of problems) {
    const text = lines[line - 1];
    if (!secret || text === undefined) continue;
    const end = endColumn === undefined ? text.length : endColumn - 1;
    const stars = "*".repeat(Math.max(0, end - column + 1));
    lines[line - 1] = text.slice(0, column - 1) + stars + text.slice(end);
    // A secret over several lines: where it ends is not worth a guess.
    if (endColumn === undefined) lines.splice(line);
  }
  return lines;
}

function maskLikely(line: string): string {
  const stars = (text: string): string => "*".repeat(text.length);
  return line.replace(USERINFO, stars).replace(NAMED_SECRET, stars);
}
