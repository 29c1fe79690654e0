import { type Html, html } from "./escape.ts";

/**
 * The address as the browser will read it; null unless it is a plain web address. Addresses with a user name in front
 * of the host are left out: they are made to be misread.
 */
export function webAddress(text: string): string | null {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  return url.username === "" && url.password === "" ? url.href : null;
}

/** A link that shows where it leads; text where the address is not one to follow. */
export function addressLink(text: string): Html {
  const href = webAddress(text);
  if (href === null) return html`<span class="address">${text}</span>`;
  const shown = text === href.slice(0, -1) ? text : href;
  return html`<a class="address" href="${href}" rel="noopener noreferrer">${shown}</a>`;
}

/** A link under a title; the host stands beside it, since a title can say anything. */
export function titledLink(title: string, url: string): Html {
  const href = webAddress(url);
  if (href === null) return html`${title} <span class="address">${url}</span>`;
  const host = new URL(href).host;
  return html`<a href="${href}" rel="noopener noreferrer">${title}</a> <span class="host">${host}</span>`;
}
