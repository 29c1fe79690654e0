/**
 * Text in the form in which pages and phrases are compared: what two people would read as the same words is the same
 * string. Whitespace is one space, so a phrase may wrap over lines. Never contains a line break.
 */
export function normalizeText(text: string): string {
  return (
    text
      // ICU sorts combining marks by insertion, which is quadratic in the length of a run. UAX #15 (stream-safe text)
      // puts the longest run of honest text at 30.
      .replace(/(\p{M}{30})\p{M}+/gu, "$1")
      // Two ligatures that stand for whole sentences: 5 MiB of them would become 90.
      .replace(/[\uFDFA\uFDFB]/g, " ")
      .normalize("NFKC")
      // Soft hyphens, zero-width characters, direction marks, variation selectors, code ticks.
      .replace(
        /[\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF`]|\u034F|[\uFE00-\uFE0F]/g,
        "",
      )
      .replace(/[\u00B4\u02BC\u2018-\u201B\u2032\u2035]/g, "'")
      .replace(/[\u00AB\u00BB\u201C-\u201F\u2033\u2036]/g, '"')
      // A double hyphen in the source is a dash on the rendered page.
      .replace(/[-\u2010-\u2015\u2212]+/g, "-")
      .toLowerCase()
      .replace(/[\s\p{Cc}]+/gu, " ")
      .trim()
  );
}
