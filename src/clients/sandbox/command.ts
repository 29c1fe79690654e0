import { type ChildProcess, spawn } from "node:child_process";
import type { Stopped } from "../../core/client-facts.ts";
import { cleanOutput } from "./clean.ts";

/** Bytes kept of each stream. A client that prints more than ten times as much is stopped. */
export const OUTPUT_CAP: number = 256 * 1024;

export interface CommandSpec {
  /** Absolute path of the program. */
  file: string;
  args: readonly string[];
  cwd: string;
  /** The whole environment; nothing is inherited. */
  env: Readonly<Record<string, string>>;
  timeoutMs: number;
  signal?: AbortSignal;
}

export interface CommandResult {
  exit: number | null;
  stopped?: Stopped;
  ms: number;
  /** Cleaned; see `cleanOutput`. */
  stdout: string;
  stderr: string;
}

/** Groups that are still running, for `killEverything`. */
const running = new Set<ChildProcess>();

/**
 * Runs a program to its end: no stdin, no inherited environment, a time limit, capped output. Everything that it started
 * is in its process group and is killed with it, also after a normal end: a client must leave nothing behind.
 */
export function runCommand(spec: CommandSpec): Promise<CommandResult> {
  const started = performance.now();
  return new Promise((resolve) => {
    if (spec.signal?.aborted) {
      resolve({ exit: null, stopped: "aborted", ms: 0, stdout: "", stderr: "" });
      return;
    }
    const child = spawn(spec.file, [...spec.args], {
      cwd: spec.cwd,
      env: { ...spec.env },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    running.add(child);
    let stopped: Stopped | undefined;
    const stop = (why: Stopped): void => {
      stopped ??= why;
      killGroup(child);
    };
    const streams = { stdout: collect(), stderr: collect() };
    const onAbort = (): void => stop("aborted");
    const timer = setTimeout(() => stop("timeout"), spec.timeoutMs);
    spec.signal?.addEventListener("abort", onAbort, { once: true });
    for (const name of ["stdout", "stderr"] as const) {
      child[name].on("data", (chunk: Buffer) => {
        if (streams[name].add(chunk) > OUTPUT_CAP * 10) stop("output");
      });
    }
    const finish = (exit: number | null, failure?: Error): void => {
      if (!running.delete(child)) return;
      clearTimeout(timer);
      spec.signal?.removeEventListener("abort", onAbort);
      resolve({
        exit: stopped ? null : exit,
        ...(stopped ? { stopped } : {}),
        ms: Math.round(performance.now() - started),
        stdout: streams.stdout.text(),
        stderr: failure ? failure.message : streams.stderr.text(),
      });
    };
    child.on("error", (error) => {
      stopped ??= "not-started";
      finish(null, error);
    });
    // A grandchild may keep the pipes open after the client ended; killing the group closes them.
    child.on("exit", () => killGroup(child));
    child.on("close", (exit) => finish(exit));
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // The group is gone already.
  }
}

/** Last resort when the process ends in the middle of a run. */
export function killEverything(): void {
  for (const child of running) killGroup(child);
}

function collect(): { add(chunk: Buffer): number; text(): string } {
  const chunks: Buffer[] = [];
  let kept = 0;
  let seen = 0;
  return {
    add(chunk) {
      seen += chunk.length;
      if (kept < OUTPUT_CAP) {
        const part = chunk.subarray(0, OUTPUT_CAP - kept);
        chunks.push(part);
        kept += part.length;
      }
      return seen;
    },
    text: () => cleanOutput(Buffer.concat(chunks).toString("utf8")),
  };
}
