import { mkdir, open, readdir, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, parse, relative } from "node:path";
import type { Files } from "../../core/driver.ts";

/** A lock file is a few hundred lines; anything longer is not one. */
const READ_LIMIT = 4 * 1024 * 1024;

/** Writes text files below a folder. Throws on a path that leads out of it. */
export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path);
    const inside = relative(folder, target);
    if (inside.startsWith("..") || isAbsolute(inside)) throw new Error(`${path} leads elsewhere`);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}

/** A file that a client wrote; null when there is none, or it is absurdly large. */
export async function readText(path: string): Promise<string | null> {
  try {
    const handle = await open(path, "r");
    try {
      const { size } = await handle.stat();
      return size > READ_LIMIT ? null : await handle.readFile("utf8");
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}

/** The named files of a folder, those that exist. */
export async function readFiles(folder: string, names: readonly string[]): Promise<Files> {
  const found: Record<string, string> = {};
  for (const name of names) {
    const text = await readText(join(folder, name));
    if (text !== null) found[name] = text;
  }
  return found;
}

/** Existing paths for an absolute pattern whose segments may hold `*`. */
export async function expand(pattern: string): Promise<string[]> {
  const { root } = parse(pattern);
  let found = [root];
  for (const segment of pattern.slice(root.length).split("/")) {
    if (!segment.includes("*")) {
      found = found.map((path) => join(path, segment));
      continue;
    }
    const wanted = new RegExp(`^${segment.split("*").map(escapeRegExp).join(".*")}$`);
    const next: string[] = [];
    for (const folder of found) {
      for (const name of await list(folder)) {
        if (wanted.test(name)) next.push(join(folder, name));
      }
    }
    found = next;
  }
  return found;
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
