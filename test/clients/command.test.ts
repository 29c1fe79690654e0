import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import { type CommandResult, OUTPUT_CAP, runCommand } from "../../src/clients/sandbox/command.ts";

const cwd = mkdtempSync(join(tmpdir(), "assay-test-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

function node(script: string, more: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  return runCommand({
    file: process.execPath,
    args: ["-e", script],
    cwd,
    env: { GIVEN: "yes" },
    timeoutMs: 10_000,
    ...more,
  });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Killed and not yet reaped by whoever inherited it counts as gone.
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 50 && alive(pid); tries += 1) await sleep(20);
  return !alive(pid);
}

const GRANDCHILD = `
const child = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(()=>{},1e3)"], { stdio: "inherit" });
console.log(child.pid);
`;

describe("runCommand", () => {
  it("inherits nothing, and has an end of file for stdin", async () => {
    process.env["ASSAY_TEST_SECRET"] = "x";
    const result = await node(
      `process.stdin.on("end", () => console.log(JSON.stringify(process.env))).resume()`,
    );
    delete process.env["ASSAY_TEST_SECRET"];
    expect(result).toMatchObject({ exit: 0, stderr: "" });
    expect(JSON.parse(result.stdout)).toEqual({ GIVEN: "yes" });
  });

  it("strips control sequences from both streams", async () => {
    const result = await node(
      `console.log("\\x1b[31mred\\x1b[0m"); console.error("\\x1b]0;t\\x07err"); process.exit(3)`,
    );
    expect(result).toMatchObject({ exit: 3, stdout: "red\n", stderr: "err\n" });
  });

  it("stops at the time limit, with everything that was started", async () => {
    const result = await node(`${GRANDCHILD} setInterval(() => {}, 1000)`, { timeoutMs: 800 });
    expect(result).toMatchObject({ exit: null, stopped: "timeout" });
    expect(await gone(Number(result.stdout))).toBe(true);
  });

  it("leaves nothing behind after a normal end", async () => {
    const result = await node(`${GRANDCHILD} child.unref(); process.exit(0)`);
    expect(result.exit).toBe(0);
    expect(result.stopped).toBeUndefined();
    expect(await gone(Number(result.stdout))).toBe(true);
  });

  it("keeps a bounded part of the output, and stops a flood", async () => {
    const long = await node(`process.stdout.write("x".repeat(${OUTPUT_CAP * 2}))`);
    expect(long.exit).toBe(0);
    expect(long.stdout).toHaveLength(OUTPUT_CAP);
    const flood = await node(`const b="x".repeat(1e6); setInterval(()=>process.stdout.write(b),0)`);
    expect(flood).toMatchObject({ exit: null, stopped: "output" });
  });

  it("stops when asked, before and during", async () => {
    const before = await node("", { signal: AbortSignal.abort() });
    expect(before).toMatchObject({ exit: null, stopped: "aborted" });
    const during = await node("setInterval(() => {}, 1000)", { signal: AbortSignal.timeout(300) });
    expect(during).toMatchObject({ exit: null, stopped: "aborted" });
  });

  it("says when a program cannot be started", async () => {
    const result: CommandResult = await runCommand({
      file: join(cwd, "nothing"),
      args: [],
      cwd,
      env: {},
      timeoutMs: 1000,
    });
    expect(result).toMatchObject({ exit: null, stopped: "not-started" });
    expect(result.stderr).toMatch(/ENOENT/);
  });
});
