/** SARIF text may hold links `[text](target)` and placeholders `{0}` (§3.11.5, §3.11.6). Ours holds neither. */

/** Expects one clean line. */
export function sarifText(text: string): string {
  const plain = text.replaceAll("](", "] (").replace(/\{(?=\d+\})/g, "{ ");
  return plain === "" ? "(no text)" : plain;
}
