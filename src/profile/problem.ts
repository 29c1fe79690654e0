/** One thing that is wrong with a profile, placed so that an editor could jump to it. */
export interface Problem {
  severity: "error" | "warning";
  /** 1-based. */
  line: number;
  /** 1-based, in UTF-16 units. */
  column: number;
  /** The column after the last one meant, where it lies on the same line. */
  endColumn?: number;
  /** JSON pointer of the value it speaks of; empty for the whole file. */
  pointer: string;
  /** One line, without a full stop; may quote the file, so it is to be sanitised before it is shown. */
  message: string;
  /** The offending value as JSON, short; never there for what may be a secret. */
  value?: string;
  /** What would be right, or "did you mean". */
  hint?: string;
  /** Something that should be there is not; `pointer` is where it would stand. */
  missing?: true;
  /** The place may hold a secret: show where it stands, not what it says. */
  secret?: true;
}

/** More problems than a person reads; what is beyond is counted in a last one. */
export const MAX_PROBLEMS = 100;

/** By place, the rest counted: a hostile file can have as many errors as bytes. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const sorted = [...problems].sort(
    (a, b) => a.line - b.line || a.column - b.column || a.message.localeCompare(b.message, "en"),
  );
  const beyond = sorted.slice(MAX_PROBLEMS);
  const first = beyond[0];
  if (!first) return sorted;
  const left = beyond.filter((problem) => problem.severity === "error").length;
  return [
    ...sorted.slice(0, MAX_PROBLEMS),
    {
      severity: left > 0 ? "error" : "warning",
      line: first.line,
      column: first.column,
      pointer: first.pointer,
      message: `${beyond.length} more problems from here on`,
    },
  ];
}

/** `/claims/authentication~1totp-mfa`, by RFC 6901. */
export function child(pointer: string, key: string | number): string {
  return `${pointer}/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The keys of a pointer. */
export function pointerKeys(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
