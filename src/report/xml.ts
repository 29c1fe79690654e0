/** Text for XML 1.0, in elements and in attributes alike. Expects one clean line. */

/** What XML 1.0 has no way to write, not even as a reference (§2.2). */
const INVALID = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|\p{Surrogate}/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

export function xmlText(text: string): string {
  return text.replace(INVALID, "\ufffd").replace(/[&<>"']/g, (char) => ENTITIES[char] ?? "");
}
