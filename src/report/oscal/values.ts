/** OSCAL's own data types; every text that goes into a document passes through here. */

/** A string of at least one character, without white space at its ends. Expects one clean line. */
export function oscalString(text: string): string {
  const trimmed = text.trim();
  return trimmed === "" ? "(none)" : trimmed;
}

/** A token: starts with a letter or `_`, then letters, digits, `.`, `-`, `_`. `cli/x` becomes `cli.x`. */
export function token(text: string): string {
  const safe = text.replaceAll("/", ".").replace(/[^\p{L}\p{N}.\-_]/gu, "_");
  return /^[\p{L}_]/u.test(safe) ? safe : `_${safe}`;
}

export interface Prop {
  name: string;
  ns: string;
  value: string;
}

/** Names below are ours, so they need a namespace of ours; a URN, since we own no domain. */
export const NAMESPACE = "urn:registry-assay:oscal";

export function prop(name: string, value: string): Prop {
  return { name: token(name), ns: NAMESPACE, value: oscalString(value) };
}
