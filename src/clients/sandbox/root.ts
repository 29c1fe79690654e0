import { rmSync } from "node:fs";
import { chmod, lstat, mkdir, mkdtemp, readdir, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { killEverything } from "./command.ts";

const roots = new Set<string>();
let hooked = false;

/** Signals that end a process which does not listen to them, without an `exit` event. */
const DEADLY = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * A throw-away folder, removed by `removeRoot` or, at the latest, when the process exits or a signal ends it.
 * Throws when a parent holds files that clients obey (`package.json`, `.npmrc`, …): they would decide the tests.
 */
export async function createRoot(): Promise<string> {
  const root = await mkdtemp(join(await cleanBase(), "assay-"));
  roots.add(root);
  if (!hooked) {
    hooked = true;
    process.once("exit", leaveNothing);
    for (const signal of DEADLY) {
      // First in line, to see the listeners of others before one that listens once is gone.
      process.prependListener(signal, function onSignal() {
        // Whoever else listens decides what the signal means: the command, or the program that this is a library of.
        if (process.listenerCount(signal) > 1) return;
        leaveNothing();
        process.off(signal, onSignal);
        process.kill(process.pid, signal);
      });
    }
  }
  return root;
}

function leaveNothing(): void {
  killEverything();
  for (const left of roots) {
    try {
      // What was killed may still write for a moment.
      rmSync(left, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    } catch {
      // There is nobody left to tell, and the other folders wait.
    }
  }
}

/** Clients write read-only files and folders; those are made writable first where removing them fails. */
export async function removeRoot(root: string): Promise<void> {
  try {
    await rm(root, { recursive: true, force: true, maxRetries: 2 });
  } catch {
    await makeWritable(root);
    await rm(root, { recursive: true, force: true, maxRetries: 2 });
  }
  roots.delete(root);
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const info = await lstat(path);
    if (info.isDirectory()) await makeWritable(path);
  }
}

/** Folders of one step. */
export interface Folders {
  home: string;
  cache: string;
  tmp: string;
  project: string;
}

/** Makes the folders of a step. Their names are the same in every step; clients write some of them into files. */
export async function makeFolders(parent: string): Promise<Folders> {
  const folders = {
    home: join(parent, "home"),
    cache: join(parent, "cache"),
    tmp: join(parent, "tmp"),
    project: join(parent, "project"),
  };
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });
  return folders;
}

const OBEYED = [
  "package.json",
  ".npmrc",
  ".yarnrc",
  ".yarnrc.yml",
  "pnpm-workspace.yaml",
  "bunfig.toml",
  "deno.json",
  "node_modules",
  ".cargo",
  "Cargo.toml",
  "go.work",
  "Gemfile",
  "composer.json",
];

/** The system's folder for temporary files, or another one where somebody left a `package.json` in that. */
async function cleanBase(): Promise<string> {
  let reason = "no folder for temporary files";
  for (const candidate of [tmpdir(), "/var/tmp"]) {
    try {
      const base = await realpath(candidate);
      const obeyed = await configAbove(base);
      if (obeyed === null) return base;
      reason = `${obeyed} would influence the clients; set TMPDIR to a folder that has no such file above it`;
    } catch {
      // This one does not exist here.
    }
  }
  throw new Error(reason);
}

async function configAbove(folder: string): Promise<string | null> {
  for (let current = folder; ; current = dirname(current)) {
    for (const name of OBEYED) {
      const path = join(current, name);
      // The user's own home may be above a TMPDIR inside it; what lies there is obeyed just the same.
      if (await exists(path)) return path;
    }
    if (dirname(current) === current) return null;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch {
    return false;
  }
}
