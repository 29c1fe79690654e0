import { constants } from "node:fs";
import { access, mkdir, realpath, stat, symlink } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** All executable files of that name on a PATH, in its order, without repetitions of the same file. */
export async function findPrograms(name: string, path: string): Promise<string[]> {
  const found = new Map<string, string>();
  for (const folder of path.split(delimiter)) {
    if (folder === "") continue;
    const file = join(folder, name);
    try {
      await access(file, constants.X_OK);
      if (!(await stat(file)).isFile()) continue;
      const real = await realpath(file);
      if (!found.has(real)) found.set(real, file);
    } catch {
      // Not here; the next folder may have it.
    }
  }
  return [...found.values()];
}

/** Fills a folder with links to the programs a client needs, to be its whole PATH. Missing ones are returned. */
export async function linkPrograms(
  folder: string,
  names: readonly string[],
  path: string,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const missing: string[] = [];
  for (const name of new Set(names)) {
    const [found] = await findPrograms(name, path);
    const target = found ?? (name === "node" ? process.execPath : undefined);
    if (target === undefined) missing.push(name);
    else await symlink(await realpath(target), join(folder, name));
  }
  return missing;
}
