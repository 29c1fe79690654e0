import { Tokenizer } from "htmlparser2";

/** What a reader of the page sees, and its title. Entities are decoded; whitespace is as it came. */
export interface HtmlText {
  title: string;
  text: string;
  /** Contents of `<script type="application/json">`, in order. */
  dataBlocks: string[];
}

/** Elements that do not interrupt a word; every other tag separates like a space. */
const INLINE = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp small span " +
    "strike strong sub sup time tt u var wbr"
  ).split(" "),
);
/** Elements whose content nobody reads on the page. */
const UNREAD = new Set(["script", "style", "template", "noscript"]);

/**
 * The readable text of an HTML page: without comments, scripts, styles, templates and `noscript`.
 * Uses the tokenizer alone, because a parser's stack of open elements costs quadratic time on hostile nesting.
 */
export function htmlText(html: string): HtmlText {
  const dataBlocks: string[] = [];
  let text = "";
  let title = "";
  let tag = "";
  let attribute = "";
  let scriptType = "";
  let inTitle = false;
  /** The unread element we are in, and how deep in elements of its own name. */
  let unread = "";
  let depth = 0;
  let data: string | undefined;

  function add(piece: string): void {
    if (data !== undefined) data += piece;
    else if (unread === "") {
      text += piece;
      if (inTitle) title += piece;
    }
  }
  function separate(name: string): void {
    // Custom elements (`relative-time`) are inline unless styled otherwise.
    if (!INLINE.has(name) && !name.includes("-")) add(" ");
  }
  function openTag(): void {
    separate(tag);
    if (tag === "title") inTitle = true;
    if (unread !== "") {
      if (tag === unread) depth++;
    } else if (UNREAD.has(tag)) {
      unread = tag;
      depth = 1;
      if (tag === "script" && scriptType.trim().toLowerCase() === "application/json") data = "";
    }
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase();
        scriptType = "";
      },
      onopentagend: () => openTag(),
      // In HTML `<script/>` and `<template/>` open the element all the same.
      onselfclosingtag: () => openTag(),
      onclosetag(start, end) {
        const name = html.slice(start, end).toLowerCase();
        if (name === "title") inTitle = false;
        if (name === unread && --depth === 0) {
          unread = "";
          if (data !== undefined) dataBlocks.push(data);
          data = undefined;
        }
        separate(name);
      },
      onattribname(start, end) {
        attribute = tag === "script" ? html.slice(start, end).toLowerCase() : "";
      },
      onattribdata(start, end) {
        if (attribute === "type") scriptType += html.slice(start, end);
      },
      ontext: (start, end) => add(html.slice(start, end)),
      ontextentity: (codepoint) => add(String.fromCodePoint(codepoint)),
      onattribentity() {},
      onattribend() {},
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return { title, text, dataBlocks };
}
