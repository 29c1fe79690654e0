import { htmlText } from "./html-text.ts";
import { normalizeText } from "./normalize.ts";
import {
  jsonStrings,
  markdownText,
  withJoinedStrings,
  withoutLinePrefixes,
} from "./source-text.ts";

export type DocumentKind = "html" | "json" | "source" | "other";

/** Hosts that put a file's own text in a JSON block of the page and let a script show it. */
const TEXT_IN_DATA_BLOCKS = new Set(["github.com", "gist.github.com"]);

const SOURCE_TYPES =
  /^(?:text\/|application\/(?:(?:[a-z0-9.-]+\+)?(?:xml|ya?ml)|x-ya?ml|toml|(?:x-)?javascript|ecmascript|x-sh|x-httpd-php|rtf|x-tex)$)/;

/** What kind of document a body is, by its content type, or by its first bytes when the server names none. */
export function documentKind(body: Uint8Array, contentType: string | undefined): DocumentKind {
  const type = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "text/html" || type === "application/xhtml+xml") return "html";
  if (type === "application/json" || /^[a-z]+\/[a-z0-9.-]+\+json$/.test(type)) return "json";
  if (SOURCE_TYPES.test(type)) return "source";
  if (type !== "") return "other";
  if (body.subarray(0, 4096).includes(0)) return "other";
  const start = new TextDecoder("latin1").decode(body.subarray(0, 512));
  return /^[^\w{]*<(?:!doctype html|html)\b/i.test(start) ? "html" : "source";
}

/** Decodes by byte-order mark, the declared charset, or as UTF-8. Never throws. */
export function decodeBody(body: Uint8Array, contentType: string | undefined): string {
  const start = new TextDecoder("latin1").decode(body.subarray(0, 1024));
  const declared =
    /\bcharset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType ?? "")?.[1] ??
    /<meta\b[^>]{0,200}\bcharset\s*=\s*["']?([\w.:-]{1,40})/i.exec(start)?.[1];
  const marked = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf;
  for (const label of marked ? ["utf-8"] : [declared ?? "utf-8", "utf-8"]) {
    try {
      return new TextDecoder(label).decode(body);
    } catch {
      // An unknown charset label: try the next.
    }
  }
  return "";
}

function addPage(views: Set<string>, html: string, url: string): void {
  const { text, dataBlocks } = htmlText(html);
  views.add(normalizeText(text));
  if (!TEXT_IN_DATA_BLOCKS.has(hostOf(url))) return;
  for (const block of dataBlocks) {
    for (const value of jsonStrings(block)) {
      const readable = value.includes("<") ? htmlText(value).text : value;
      views.add(normalizeText(readable));
      views.add(normalizeText(withoutLinePrefixes(readable)));
    }
  }
}

function addSource(views: Set<string>, source: string): void {
  views.add(normalizeText(source));
  const unprefixed = normalizeText(withoutLinePrefixes(source));
  views.add(unprefixed);
  views.add(withJoinedStrings(unprefixed));
  const prose = markdownText(source);
  views.add(normalizeText(prose.includes("<") ? htmlText(prose).text : prose));
}

/**
 * The text of a page or file in comparable form, for `containsPhrase`. Of an HTML page only what a reader sees counts,
 * so no comments and no scripts. Any other file is read raw as well as without its markup: each way of reading it is
 * one line of the result, and a phrase never spans two. Takes time linear in the body, whatever the body is.
 */
export function documentText(
  body: Uint8Array,
  contentType: string | undefined,
  url: string,
): string {
  const kind = documentKind(body, contentType);
  if (kind === "other") return "";
  const source = decodeBody(body, contentType);
  const views = new Set<string>();
  if (kind === "html") addPage(views, source, url);
  else {
    addSource(views, source);
    if (kind === "json") for (const value of jsonStrings(source)) views.add(normalizeText(value));
  }
  views.delete("");
  return [...views].join("\n");
}

const WORD = /[\p{L}\p{N}]/u;
/** Scripts written without spaces, where a phrase may stand inside a run of letters. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function joins(left: string, right: string): boolean {
  return WORD.test(left) && WORD.test(right) && !UNSPACED.test(left) && !UNSPACED.test(right);
}

/**
 * Does a text made by `documentText` contain the phrase, as whole words? "affected by" is not in "unaffected by".
 * An empty phrase is in nothing.
 */
export function containsPhrase(text: string, phrase: string): boolean {
  const wanted = normalizeText(phrase);
  if (wanted === "") return false;
  const first = String.fromCodePoint(wanted.codePointAt(0) as number);
  const last = Array.from(wanted.slice(-2)).at(-1) as string;
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? "";
    const end = at + wanted.length;
    const after = Array.from(text.slice(end, end + 2))[0] ?? "";
    if (!joins(before, first) && !joins(last, after)) return true;
  }
  return false;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}
