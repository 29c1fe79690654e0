/**
 * Markup that is safe by construction: a tagged template escapes every value it is given, unless the value came out of
 * the template itself. Values stand in text or in quoted attributes; anywhere else the template refuses them.
 */

/** Not a string: nothing parsed from JSON can carry it, so no report can pass for markup. */
const MARKUP: unique symbol = Symbol("markup");

export interface Html {
  readonly [MARKUP]: string;
}

/** `null`, `undefined` and `false` show nothing; arrays show their items one after the other. */
export type HtmlValue = Html | string | number | false | null | undefined | readonly HtmlValue[];

type Place = "text" | "attribute";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  "`": "&#96;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (char) => ENTITIES[char] ?? char);
}

/** Escapes its values. Throws when a value would stand in an unquoted attribute, a tag's name or a comment. */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const places = placesOf(strings);
  let markup = strings[0] ?? "";
  for (const [at, value] of values.entries()) {
    markup += show(value, places[at] ?? "text") + (strings[at + 1] ?? "");
  }
  return { [MARKUP]: markup };
}

/** Markup from this source code: style sheet, script, drawing. Never anything of a report. */
export function trusted(markup: string): Html {
  return { [MARKUP]: markup };
}

export function toMarkup(value: Html): string {
  return value[MARKUP];
}

function show(value: HtmlValue, place: Place): string {
  if (value === null || value === undefined || value === false) return "";
  if (typeof value === "string") return escapeHtml(value);
  if (typeof value === "number") return String(value);
  if (isList(value)) return value.map((item) => show(item, place)).join("");
  const markup = Object.hasOwn(value, MARKUP) ? value[MARKUP] : undefined;
  // A report from elsewhere may hold an object where a text should be.
  if (markup === undefined) return escapeHtml(JSON.stringify(value));
  if (place === "attribute") throw new TypeError("Markup cannot stand in an attribute.");
  return markup;
}

function isList(value: HtmlValue): value is readonly HtmlValue[] {
  return Array.isArray(value);
}

const known = new WeakMap<TemplateStringsArray, readonly Place[]>();

/** Templates are constants of the source, so each is looked at once. */
function placesOf(strings: TemplateStringsArray): readonly Place[] {
  const seen = known.get(strings);
  if (seen) return seen;
  let before = "";
  const places: Place[] = [];
  for (const part of strings.slice(0, -1)) {
    before += part;
    places.push(placeAfter(before));
    // Stands for the value, which can neither open nor close anything.
    before += "x";
  }
  known.set(strings, places);
  return places;
}

function placeAfter(before: string): Place {
  const tag = before.slice(before.lastIndexOf("<") + 1);
  if (!before.includes("<") || /^(?:[^"]|"[^"]*")*>/.test(tag)) return "text";
  if (/^[a-z][\w-]*(?:\s+[\w-]+(?:="[^"]*")?)*\s+[\w-]+="[^"]*$/i.test(tag)) return "attribute";
  throw new TypeError(`A value cannot stand here: ${before.slice(-40)}`);
}
