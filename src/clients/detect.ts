import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import type { Detect, Driver, Place } from "../core/driver.ts";
import type { Client } from "./bench.ts";
import { runCommand } from "./sandbox/command.ts";
import { baseEnv } from "./sandbox/env.ts";
import { expand } from "./sandbox/files.ts";
import { findPrograms, linkPrograms } from "./sandbox/programs.ts";
import { createRoot, makeFolders, removeRoot } from "./sandbox/root.ts";

export interface DetectOptions {
  /** Where to look. Default: PATH. */
  path?: string;
  signal?: AbortSignal;
  /** Limit for one program, in milliseconds. */
  timeoutMs?: number;
}

/** The installed client of a driver, or why there is none, in one line. It is started in an empty home. */
export async function detectClient(
  driver: Driver,
  options: DetectOptions = {},
): Promise<Client | { missing: string }> {
  if (process.platform === "win32") {
    return { missing: `${driver.title} can be run on Linux and macOS only` };
  }
  const path = options.path ?? process.env["PATH"] ?? "";
  const root = await createRoot();
  try {
    const bin = join(root, "bin");
    await linkPrograms(bin, driver.tools, path);
    const place: Place = {
      ...(await makeFolders(join(root, "step"))),
      // The discard port: nothing answers there, and a shim that wants to download itself fails at once.
      registry: "http://127.0.0.1:9",
      version: "",
    };
    const ask = async (detect: Detect, program: string): Promise<Answer> => {
      const result = await runCommand({
        file: program,
        args: detect.args,
        cwd: place.project,
        env: { ...baseEnv(place, bin), ...driver.env(place) },
        timeoutMs: options.timeoutMs ?? 30_000,
        ...(options.signal ? { signal: options.signal } : {}),
      });
      const said = `${result.stdout}\n${result.stderr}`.trim();
      if (result.stopped) return { why: `${program}: ${result.stopped} ${said}`.slice(0, 200) };
      const version = detect.version(said);
      return version === null
        ? { why: `${program}: ${said.split("\n")[0] ?? ""}`.slice(0, 200) }
        : { version, path: program };
    };
    const further = await Promise.all((driver.elsewhere ?? []).map(folders));
    const wide = [path, ...further.flat()].join(delimiter);
    const found = await first(driver.executables, driver.detect, wide, ask);
    if ("why" in found) return { missing: missing(driver.title, found.why) };
    const companions: Record<string, { path: string; version: string }> = {};
    for (const companion of driver.companions ?? []) {
      const answer = await first([companion.tool], companion.detect, path, ask);
      if ("version" in answer) companions[companion.tool] = answer;
    }
    return { driver, version: found.version, path: found.path, companions };
  } finally {
    await removeRoot(root);
  }
}

function folders(pattern: string): Promise<string[]> {
  return expand(pattern.replace(/^~(?=\/)/, homedir()));
}

type Answer = { version: string; path: string } | { why: string };

async function first(
  names: readonly string[],
  detect: Detect,
  path: string,
  ask: (detect: Detect, program: string) => Promise<Answer>,
): Promise<Answer> {
  const whys: string[] = [];
  for (const name of names) {
    for (const program of await findPrograms(name, path)) {
      const answer = await ask(detect, program);
      if ("version" in answer) return answer;
      whys.push(answer.why);
    }
  }
  return { why: whys[0] ?? "" };
}

function missing(title: string, why: string): string {
  return why === ""
    ? `${title} is not installed here.`
    : `${title} is not installed here, or does not run in an empty home (${why}).`;
}
