/** Makes text plain in GitHub-flavoured Markdown: no markup, links, mentions, references or table cells of its own. */

/** Expects one clean line, as `cleanStrings` makes it. */
export function escapeMarkdown(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      // GitHub links references and mentions after rendering, where escapes are gone: only a gap stops it.
      .replace(/#(?=\w)/g, "#&#8203;")
      .replace(/\bGH-(?=\d)/gi, (match) => `${match}&#8203;`)
      .replaceAll("@", "@&#8203;")
      .replace(/[\\`*_[\]~$]/g, "\\$&")
      // Survives the table parser, which splits cells before it looks at backslashes.
      .replaceAll("|", "&#124;")
      // Bare addresses become links by themselves.
      .replaceAll("://", "&#58;//")
      .replace(/www\./gi, (match) => `${match.slice(0, -1)}&#46;`)
      // What starts a heading, a list, a rule or an underline.
      .replace(/^[#+=-]/, "\\$&")
      .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2")
  );
}

/** `[text](url)` for plain web addresses; anything else stays text. */
export function markdownLink(text: string, url: string): string {
  const target = webAddress(url);
  return target === null
    ? escapeMarkdown(`${text} ${url}`)
    : `[${escapeMarkdown(text)}](${target})`;
}

/** The address with every character that could end a link target percent-encoded; null unless http(s). */
function webAddress(url: string): string | null {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return null;
  }
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return null;
  return parsed.href
    .replace(
      /[^A-Za-z0-9\-._~:/?#@&+,;=%]/g,
      (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
    )
    .replaceAll("&", "&amp;");
}

/** A table; cells must be Markdown already. */
export function markdownTable(
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(heading), line(heading.map(() => "---")), ...rows.map(line)];
}
