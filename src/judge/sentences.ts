/** Distinct messages as one line. What several say alike, but for a last note in brackets, is said once with all notes. */
export function sentences(messages: readonly string[]): string {
  const notesByText = new Map<string, Set<string>>();
  for (const message of messages) {
    const [text, note] = withoutLastNote(message);
    const notes = notesByText.get(text) ?? new Set();
    notesByText.set(text, note === "" ? notes : notes.add(note));
  }
  return [...notesByText]
    .map(([text, notes]) => (notes.size > 0 ? `${text} (${[...notes].join("; ")})` : text))
    .join(" ");
}

/** `Text. (a note (with its source))` as its text and the note; the note is empty where there is none. */
function withoutLastNote(message: string): [text: string, note: string] {
  if (!message.endsWith(")")) return [message, ""];
  let depth = 0;
  for (let at = message.length - 1; at > 0; at--) {
    if (message[at] === ")") depth++;
    else if (message[at] === "(" && --depth === 0) {
      return message[at - 1] === " " && at < message.length - 2
        ? [message.slice(0, at - 1), message.slice(at + 1, -1)]
        : [message, ""];
    }
  }
  return [message, ""];
}
