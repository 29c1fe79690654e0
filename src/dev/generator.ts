import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface GeneratedFile {
  /** Relative to the root of the repository. */
  path: string;
  content: string;
}

/** Makes files from data. Writes nothing itself, so that the same run can be used to look for stale files. */
export interface Generator {
  name: string;
  run(): Promise<GeneratedFile[]>;
}

/** The data cannot be used. Every problem is one line, beginning with `file:line:`. */
export class DataError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "DataError";
    this.problems = problems;
  }
}

/** Paths whose content on disk differs from what the generators make; with `write`, they are brought up to date. */
export async function runGenerators(
  generators: readonly Generator[],
  options: { root: string; write: boolean },
): Promise<string[]> {
  const stale: string[] = [];
  for (const generator of generators) {
    for (const { path, content } of await generator.run()) {
      const file = join(options.root, path);
      if ((await readIfThere(file)) === content) continue;
      stale.push(path);
      if (!options.write) continue;
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }
  return stale;
}

export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
