import type { Files } from "../../core/driver.ts";

/** A plain `1.2.3` at the start of a line, or after a `v` or a name, as `--version` prints it. */
export function plainVersion(output: string, name = ""): string | null {
  const found = new RegExp(`^${name}v?(\\d+\\.\\d+\\.\\d+\\S*)`, "m").exec(output);
  return found?.[1] ?? null;
}

/** The value of a regular expression's first group in one of the files. */
export function pick(files: Files, name: string, pattern: RegExp): string | null {
  return pattern.exec(files[name] ?? "")?.[1] ?? null;
}

/** Is a version at least `major.minor`? */
export function atLeast(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split(".").map(Number);
  return first > major || (first === major && second >= minor);
}
