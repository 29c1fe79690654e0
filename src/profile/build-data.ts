import type { Document, ParsedNode, Scalar } from "yaml";
import { child, type Problem } from "./problem.ts";

/** Offsets in the text, the end exclusive. */
export interface Span {
  start: number;
  end: number;
}

export interface BuiltData {
  value: unknown;
  keys: Map<string, Span>;
  values: Map<string, Span>;
  problems: Problem[];
  /** Part of the data was left out, so what depends on it is not to be judged. */
  unreadable: boolean;
}

/** Aliases repeat text; a bomb repeats repetitions. Counted in values made, whatever made them. */
const MAX_VALUES = 20_000;
const MAX_ALIASES = 100;
const MAX_DEPTH = 64;
/** In one list or group; the validator's work grows with the square of it. */
const MAX_ITEMS = 500;

/** Keys that reach into every object of the process when data is merged carelessly. */
const RESERVED = new Set(["__proto__", "constructor", "prototype"]);

type Yaml = typeof import("yaml");
type Locate = (span: Span) => Pick<Problem, "line" | "column" | "endColumn">;

/**
 * Turns the tree of nodes into plain data, noting where everything stands, and reports what a profile must not hold:
 * duplicate, reserved and merge keys, tags, aliases that multiply. Linear in the values it makes.
 */
export function buildData(yaml: Yaml, document: Document.Parsed, at: Locate): BuiltData {
  const keys = new Map<string, Span>();
  const values = new Map<string, Span>();
  const problems: Problem[] = [];
  const anchors = new Map<string, ParsedNode>();
  const open = new Set<unknown>();
  let made = 0;
  let aliases = 0;
  let stopped = false;

  function report(span: Span, pointer: string, message: string, hint: string): void {
    problems.push({ severity: "error", ...at(span), pointer, message, hint });
  }

  function stop(span: Span, pointer: string, message: string, hint: string): undefined {
    if (!stopped) report(span, pointer, message, hint);
    stopped = true;
    return undefined;
  }

  function build(node: ParsedNode | null, pointer: string, depth: number, alias?: Span): unknown {
    if (stopped || node === null) return null;
    // Whatever an alias repeats is shown where the alias stands.
    const span = alias ?? spanOf(node);
    if (!values.has(pointer)) values.set(pointer, span);
    if (++made > MAX_VALUES || depth > MAX_DEPTH) {
      return stop(
        span,
        pointer,
        "Aliases multiply this file beyond reason",
        "Write the values out.",
      );
    }
    if (yaml.isAlias(node)) return follow(node.source, span, pointer, depth);
    if (node.tag !== undefined && !alias) {
      report(
        span,
        pointer,
        `Tags are not allowed: ${node.tag}`,
        "Remove the tag: values need none.",
      );
    }
    if (node.anchor) anchors.set(node.anchor, node);
    if (yaml.isScalar(node)) return scalar(node);
    if (node.items.length > MAX_ITEMS) {
      const what = `More than ${MAX_ITEMS} entries in one place`;
      return stop(span, pointer, what, "A profile has some 30 claims.");
    }
    open.add(node);
    const data = yaml.isMap(node)
      ? buildMap(node.items, pointer, depth, alias)
      : node.items.map((item, index) => build(item, child(pointer, index), depth + 1, alias));
    open.delete(node);
    return data;
  }

  function follow(name: string, span: Span, pointer: string, depth: number): unknown {
    if (++aliases > MAX_ALIASES) {
      return stop(span, pointer, `More than ${MAX_ALIASES} aliases`, "Write the values out.");
    }
    const target = anchors.get(name);
    if (!target) {
      report(span, pointer, `The alias *${name} has no anchor before it`, `Set &${name} first.`);
      return null;
    }
    if (open.has(target)) {
      return stop(span, pointer, `The alias *${name} contains itself`, "Write the value out.");
    }
    return build(target, pointer, depth, span);
  }

  function buildMap(
    items: readonly MapItem[],
    pointer: string,
    depth: number,
    alias?: Span,
  ): unknown {
    const data: Record<string, unknown> = {};
    const seen = new Map<string, Span>();
    for (const { key, value } of items) {
      if (stopped) break;
      const span = alias ?? spanOf(key);
      const name = keyName(key);
      if (name === undefined) {
        report(span, pointer, "This key is not a plain word", "Keys are names of fields or ids.");
        continue;
      }
      const place = child(pointer, name);
      if (RESERVED.has(name)) {
        report(span, place, `The key "${name}" is not allowed`, "Remove it.");
        continue;
      }
      if (name === "<<") {
        report(
          span,
          place,
          "Merge keys are not supported",
          "Write the fields out, or use an alias as a value.",
        );
        continue;
      }
      const first = seen.get(name);
      if (first) {
        const { line, column } = at(first);
        report(
          span,
          place,
          `Duplicate key "${name}"`,
          `It stands first in line ${line}, column ${column}.`,
        );
        continue;
      }
      seen.set(name, span);
      if (!keys.has(place)) keys.set(place, span);
      data[name] = build(value, place, depth + 1, alias);
    }
    return data;
  }

  function keyName(key: ParsedNode | null): string | undefined {
    if (!yaml.isScalar(key) || key.value === null) return undefined;
    if (key.tag !== undefined) return undefined;
    if (key.anchor) anchors.set(key.anchor, key);
    return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
  }

  const value = build(document.contents, "", 1);
  return { value, keys, values, problems, unreadable: stopped };
}

interface MapItem {
  key: ParsedNode | null;
  value: ParsedNode | null;
}

function spanOf(node: ParsedNode | null): Span {
  return node?.range ? { start: node.range[0], end: node.range[1] } : { start: 0, end: 0 };
}

function scalar(node: Scalar.Parsed): unknown {
  return typeof node.value === "bigint" ? Number(node.value) : node.value;
}
