import type { CST, Document } from "yaml";
import { buildData, type Span } from "./build-data.ts";
import { MAX_PROBLEMS, type Problem } from "./problem.ts";

/** No profile is near these; a file that is has been made to hurt the parser. */
const MAX_DEPTH = 64;
const MAX_TOKENS = 30_000;

export interface ParsedText {
  /** The data, or undefined where the text could not be read at all. */
  value: unknown;
  /** Where each key and each value stands, by JSON pointer. */
  keys: Map<string, Span>;
  values: Map<string, Span>;
  problems: Problem[];
  /** Offset of the first syntax error: what stands behind it may be misread. */
  brokenFrom: number | undefined;
  at(span: Span): Pick<Problem, "line" | "column" | "endColumn">;
}

/** Reads YAML or JSON without ever building more than the text is worth. Never throws for what the text says. */
export async function parseText(text: string, json: boolean): Promise<ParsedText> {
  const yaml = await import("yaml");
  const at = locator(text);
  const empty = { value: undefined, keys: new Map(), values: new Map(), at };
  const refuse = (span: Span, message: string, hint: string): ParsedText => ({
    ...empty,
    problems: [{ severity: "error", ...at(span), pointer: "", message, hint }],
    brokenFrom: 0,
  });

  const raw = rawProblems(text, at);
  if (raw.length > 0) return { ...empty, problems: raw, brokenFrom: 0 };

  // Composing is recursive, this is not: too deep a text is stopped before it can exhaust the stack.
  const tokens: CST.Token[] = [];
  const parser = new yaml.Parser();
  let count = 0;
  for (const lexeme of new yaml.Lexer().lex(text)) {
    if (++count > MAX_TOKENS) {
      return refuse(
        { start: parser.offset, end: parser.offset },
        `More than ${MAX_TOKENS} tokens: this is not a profile`,
        "A profile has a few thousand lines at most.",
      );
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH) {
      return refuse(
        { start: parser.offset, end: parser.offset },
        `Nested more than ${MAX_DEPTH} levels deep`,
        "A profile needs eight levels at most.",
      );
    }
  }
  for (const token of parser.end()) tokens.push(token);

  // Duplicate keys are found below: the library compares each key with each other one.
  const composer = new yaml.Composer({
    version: "1.2",
    schema: json ? "json" : "core",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const documents = withoutStackTraces(() => [...composer.compose(tokens, true, text.length)]);
  const [document] = documents;
  if (!document) return refuse({ start: 0, end: 0 }, "The file is empty", "See `assay init`.");

  const problems = [...syntaxProblems(documents, at), ...(json ? jsonProblems(text, at) : [])];
  const brokenFrom = problems.length > 0 ? offsetOf(text, problems) : undefined;
  const data = buildData(yaml, document, at);
  return {
    value: data.value,
    keys: data.keys,
    values: data.values,
    problems: [...problems, ...data.problems],
    brokenFrom: data.unreadable ? 0 : brokenFrom,
    at,
  };
}

/** Each syntax error is an Error; where tens of thousands are made, tracing the stack costs most of the time. */
function withoutStackTraces<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Line and column of an offset, 1-based. */
function locator(text: string): ParsedText["at"] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return ({ start, end }) => {
    const line = lineOf(start);
    const column = start - (starts[line] ?? 0) + 1;
    const endColumn = end - (starts[line] ?? 0) + 1;
    return {
      line: line + 1,
      column,
      ...(end > start && lineOf(end) === line ? { endColumn } : {}),
    };
  };
}

/** Characters that no text file holds: they move cursors, hide text, or mean that the file is something else. */
function rawProblems(text: string, at: ParsedText["at"]): Problem[] {
  const problems: Problem[] = [];
  const control = /(?![\t\n\r])\p{Cc}|\r(?!\n)|\p{Surrogate}/gu;
  for (const found of text.matchAll(control)) {
    if (problems.length >= 10) break;
    const code = (found[0].charCodeAt(0) || 0).toString(16).toUpperCase().padStart(4, "0");
    problems.push({
      severity: "error",
      ...at({ start: found.index, end: found.index + 1 }),
      pointer: "",
      message: `Control character U+${code}`,
      hint:
        found[0] === "\r"
          ? "End lines with LF or CRLF."
          : 'Remove it. In a "quoted" value it can be written as an escape, but no field of a profile allows it.',
    });
  }
  return problems;
}

const SYNTAX_HINTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "Indent with spaces: YAML allows no tabs there.",
  MULTIPLE_DOCS: "A profile is one document: remove what stands from the second `---` on.",
  BLOCK_AS_IMPLICIT_KEY: "Put the value in quotes if it holds `: `, or start a new line.",
  MISSING_CHAR: "A quote, bracket, colon or comma is missing here or before.",
  BAD_SCALAR_START: "A value that starts with ` or @ has to be in quotes.",
  BAD_INDENT: "Lines that belong together start in the same column.",
};

const FLOW_HINT = "A bracket is not closed, or the wrong one is.";

function syntaxProblems(documents: readonly Document.Parsed[], at: ParsedText["at"]): Problem[] {
  const problems: Problem[] = [];
  const [first, second] = documents;
  for (const error of documents.flatMap((document) => document.errors)) {
    if (problems.length > MAX_PROBLEMS) break;
    const [start, end] = error.pos;
    const isFlow = error.message.startsWith("Flow ");
    const hint = isFlow ? FLOW_HINT : SYNTAX_HINTS[error.code];
    problems.push({
      severity: "error",
      ...at({ start, end }),
      pointer: "",
      message: error.message.split("\n")[0] ?? error.code,
      ...(hint === undefined ? {} : { hint }),
    });
  }
  if (second && first) {
    const start = second.range[0];
    problems.push({
      severity: "error",
      ...at({ start, end: start }),
      pointer: "",
      message: "A second document begins here",
      hint: SYNTAX_HINTS["MULTIPLE_DOCS"] ?? "",
    });
  }
  if (first?.directives?.yaml.explicit && first.directives.yaml.version !== "1.2") {
    problems.push({
      severity: "error",
      ...at({ start: 0, end: 0 }),
      pointer: "",
      message: `YAML ${first.directives.yaml.version} is asked for`,
      hint: "Remove the %YAML line: profiles are YAML 1.2.",
    });
  }
  return problems;
}

/** JSON is a part of YAML, so YAML forgives what a JSON file may not hold: comments, trailing commas. */
function jsonProblems(text: string, at: ParsedText["at"]): Problem[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /at position (\d+)/.exec(message)?.[1];
    const start = position === undefined ? text.trimEnd().length : Number(position);
    return [
      {
        severity: "error",
        ...at({ start, end: start + 1 }),
        pointer: "",
        message: "Not valid JSON",
        hint: "JSON has no comments and no trailing commas, and its strings are in double quotes. A .yaml file may hold them.",
      },
    ];
  }
}

function offsetOf(text: string, problems: readonly Problem[]): number {
  const line = Math.min(...problems.map((problem) => problem.line));
  let offset = 0;
  for (let at = 1; at < line; at++) offset = text.indexOf("\n", offset) + 1;
  return offset;
}
