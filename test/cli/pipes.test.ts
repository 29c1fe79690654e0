import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, inject, it } from "vitest";

const CLI = fileURLToPath(new URL(inject("cli"), new URL("../../", import.meta.url)));

/** Runs the command while nobody reads its stdout, as in `assay … | head -0`. */
function unread(args: readonly string[]): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (data) => {
      stderr += data;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stderr }));
  });
}

describe("a reader that went away", () => {
  it.each([
    ["--version"],
    ["--help"],
    ["audit --help"],
    ["explain authentication/totp-mfa"],
    ["list capabilities"],
    ["audit npm --offline"],
    ["audit npm --offline --format json"],
  ])("is no error: %s", async (command) => {
    expect(await unread(command.split(" "))).toEqual({ code: 0, stderr: "" });
  });

  it("changes nothing of the gate's exit code", async () => {
    const { code, stderr } = await unread("audit npm --offline --min-level 2".split(" "));
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  });

  it.runIf(existsSync("/dev/full"))("differs from a disk that is full", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [CLI, "list", "capabilities"], {
      stdio: ["ignore", full, "pipe"],
    });
    let stderr = "";
    child.stderr?.on("data", (data) => {
      stderr += data;
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "assay: Cannot write the result: the disk is full (ENOSPC).\n",
    });
  });
});
