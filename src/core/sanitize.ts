/**
 * Text from servers and profiles, made safe to show. Whatever could move a cursor, end a line, turn the reading
 * direction or hide is replaced by an escape that can be seen: `\x1b`, `\n`, `\u202e`.
 */

/**
 * C0, DEL and C1; soft hyphen; Arabic letter mark and the other direction marks, overrides and isolates; zero-width
 * characters and invisible operators; line and paragraph separators; byte-order mark; interlinear annotation; tag
 * characters; halves of surrogate pairs.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/** Printable ASCII without white space at its ends: most text, and nothing to do. */
const PLAIN = /^(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?$/;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** More than three marks on one letter pile up over the lines above. */
const PILED_MARKS = /(\p{M}{3})\p{M}+/gu;

function visible(char: string): string {
  const named = NAMED[char];
  if (named !== undefined) return named;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/**
 * One line of text that is safe in a terminal, of at most `max` UTF-16 units, `…` included where it was cut.
 * Leading and trailing white space goes. Markup is not escaped: that is each format's own work.
 */
export function sanitizeText(text: string, max = 2_000): string {
  if (text.length <= max && PLAIN.test(text)) return text;
  // A cut before the work keeps a body of many megabytes from costing more than what is shown.
  const head = text.length > max * 2 + 64 ? text.slice(0, max * 2 + 64) : text;
  const clean = head.trim().replace(UNSAFE, visible).replace(PILED_MARKS, "$1");
  if (clean.length <= max && head.length === text.length) return clean;
  if (max <= 1) return "…".slice(0, Math.max(0, max));
  const cut = clean.slice(0, max - 1);
  // Never leave half of a surrogate pair at the cut.
  const last = cut.charCodeAt(cut.length - 1);
  return `${last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut}…`;
}
