import { parseJson } from "../http/json.ts";

/** Deeper documents are no pages; parsing half a million nested lists would take more memory than the rest of an audit. */
const MAX_DEPTH = 64;

/** Ways of reading a file as prose. Every expression here takes linear time, whatever it is given. */

/** Drops what starts a line of a comment, quote, list or heading, so that a phrase may wrap over such lines. */
export function withoutLinePrefixes(source: string): string {
  return source
    .replace(/^[ \t]*(?:\/\/+[!/]?|#+|\/?\*+\/?|--+|;+|>+|%+)(?=\s|$)/gm, "")
    .replace(/\*\//g, " ");
}

/** Joins the parts of a string that code spreads over lines: `"one " + "two"`, or Python's `"one " "two"`. */
export function withJoinedStrings(normalized: string): string {
  return normalized.replace(/(["']) ?[+\\.]? ?[bfru]{0,2}\1/g, "");
}

/** Markdown as it reads when rendered: link texts without addresses, no emphasis, no escapes. Tags stay. */
export function markdownText(source: string): string {
  return (
    withoutLinePrefixes(source)
      .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, "$1")
      .replace(/!?\[([^[\]]*)\]\[[^[\]]*\]/g, "$1")
      .replace(/\[([^[\]]*)\]/g, "$1")
      .replace(/(?<!\\)\*+|~~+/g, "")
      .replace(/_{2,}/g, "_")
      // Inside a word an underscore is a letter (`npm_access_token`), at its edge it is emphasis.
      .replace(/(?<![\p{L}\p{N}\\])_|(?<!\\)_(?![\p{L}\p{N}])/gu, "")
      .replace(/\\([!-/:-@[-`{-~])/g, "$1")
  );
}

/**
 * The string values of a JSON document, escapes decoded. An array of strings is one text, as in a file kept line by
 * line. Empty when it is not JSON, or nested beyond reason.
 */
export function jsonStrings(source: string): string[] {
  const found: string[] = [];
  const open: unknown[] = [parseJson(source, MAX_DEPTH)];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string") found.push(value);
    else if (Array.isArray(value)) {
      const lines = value.filter((item): item is string => typeof item === "string");
      if (lines.length > 0) found.push(lines.join("\n"));
      for (const item of value) if (typeof item === "object") open.push(item);
    } else if (value !== null && typeof value === "object") {
      for (const item of Object.values(value)) open.push(item);
    }
  }
  return found;
}
