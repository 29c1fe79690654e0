import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, inject, it, vi } from "vitest";
import type { Matrix } from "../../src/clients/matrix.ts";
import type { EvidenceFile } from "../../src/core/evidence.ts";
import type { Report } from "../../src/core/report.ts";
import { assay, temporaryFolder } from "../support/cli.ts";

// Real clients on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const folder = await temporaryFolder();
const evidence = join(folder, "evidence.json");

function cliTrack(json: string): Report["tracks"][number] {
  const { tracks } = JSON.parse(json) as Report;
  const [track] = tracks.filter(({ id }) => id === "cli");
  if (!track) throw new Error("the report has no track cli");
  return track;
}

describe("assay audit --client npm", () => {
  let first: string;
  beforeAll(async () => {
    const args = ["audit", "--client", "npm", "--client", "gem", "--format", "json"];
    // `gem` is not looked for elsewhere, and there is none on this PATH.
    const path = join(process.execPath, "..");
    const npm = await assay([...args, "--save-evidence", evidence], {
      cwd: folder,
      env: { PATH: `${path}:/usr/bin:/bin` },
    });
    expect(npm.stderr).toBe("");
    expect(npm.code).toBe(0);
    first = npm.stdout;
  });

  it("reaches level 2, all of it seen, without any registry", () => {
    expect((JSON.parse(first) as Report).registry).toMatchObject({ id: "npm", ecosystem: "npm" });
    const { level, verifiedLevel, potentialLevel, capabilities } = cliTrack(first);
    expect([level, verifiedLevel, potentialLevel]).toEqual([2, 2, 2]);
    expect(capabilities.map(({ outcome, strength }) => [outcome, strength])).toEqual([
      ["met", "observed"],
      ["met", "observed"],
      ["met", "observed"],
      ["met", "observed"],
      ["unmet", "observed"],
    ]);
    expect((JSON.parse(first) as Report).tracks.map(({ id }) => id)).toEqual(["cli"]);
  });

  it("lets the first client decide, and shows the other beside it", () => {
    const [pinning] = cliTrack(first).capabilities;
    const sources = new Set(pinning?.evidence.map(({ source }) => source));
    expect([...sources].sort()).toEqual(["gem", "npm"]);
  });

  it("keeps commands, exit codes, outputs and requests as evidence", () => {
    const { facts } = JSON.parse(readFileSync(evidence, "utf8")) as {
      facts: { source: string; key: string; result: { value?: Record<string, unknown> } }[];
    };
    const pinning = facts.find(({ source, key }) => source === "npm" && key === "clientPinning");
    const steps = pinning?.result.value?.["steps"] as Record<string, unknown>[];
    expect(steps.find(({ id }) => id === "metadata")).toMatchObject({
      world: { tamper: "metadata" },
      commands: [
        { argv: ["npm", "ci"], exit: 1, stderr: expect.stringMatching(/EINTEGRITY/) as string },
      ],
      requests: expect.arrayContaining([
        expect.objectContaining({ method: "GET", subject: "victim@1.0.0", tampered: true }),
      ]) as unknown[],
    });
  });

  it("judges the same from the evidence, byte for byte", async () => {
    const again = await assay(["audit", "--from-evidence", evidence, "--format", "json"]);
    expect(again).toEqual({ code: 0, stdout: first, stderr: "" });
  });

  it("says where only configuration kept a client on this machine", async () => {
    const loose = join(folder, "loose.json");
    const { facts, ...rest } = JSON.parse(readFileSync(evidence, "utf8")) as EvidenceFile;
    const isolation = { kind: "environment", why: "unshare was refused" };
    const changed = facts.map((fact) =>
      fact.source === "npm" && fact.result.state === "found"
        ? { ...fact, result: { ...fact.result, value: { ...fact.result.value, isolation } } }
        : fact,
    );
    writeFileSync(loose, JSON.stringify({ ...rest, facts: changed }));
    const { stdout } = await assay(["audit", "--from-evidence", loose]);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "No network namespace held npm (unshare was refused): only configuration kept",
    );
  });

  it("fails a gate that is not met, and says so of one that could be", async () => {
    const gate = (minimum: string): Promise<{ code: number }> =>
      assay(["audit", "--from-evidence", evidence, "--min-level", minimum]);
    expect((await gate("cli=2")).code).toBe(0);
    expect((await gate("cli=3")).code).toBe(1);
    const offline = ["audit", "--client", "npm", "--offline", "--min-level", "cli=2"];
    expect((await assay(offline, { cwd: folder })).code).toBe(3);
  });
});

describe("a profile that names clients", () => {
  it("is judged without them where --no-clients is given", async () => {
    const file = join(folder, "registry.yaml");
    writeFileSync(
      file,
      "schemaVersion: 1\nregistry: { id: example, name: Example, ecosystem: npm }\ntaxonomy: { userAccounts: true, packages: [accepts-built] }\nclients: [npm]\n",
    );
    const args = ["audit", file, "--track", "cli", "--no-clients", "--format", "json"];
    const { capabilities } = cliTrack((await assay(args)).stdout);
    for (const { outcome, message } of capabilities) {
      expect([outcome, message]).toEqual([
        "unknown",
        "No claim declares it. No package-manager client was run.",
      ]);
    }
  });
});

describe("assay clients", () => {
  it("says that a named client is not installed", async () => {
    const args = ["clients", "--client", "gem", "--format", "json"];
    const { code, stdout } = await assay(args, { env: { PATH: "/nowhere" } });
    expect(code).toBe(0);
    const { rows } = JSON.parse(stdout) as Matrix;
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ client: "gem", version: null });
    expect(rows[0]?.cells["cli/dependency-pinning"]).toEqual({
      outcome: "unknown",
      code: "not-observable",
      message: "RubyGems is not installed here.",
    });
  });

  it("ends with a hint where there is none at all", async () => {
    const env = { PATH: "/nowhere", HOME: "/nowhere" };
    const { code, stderr } = await assay(["clients"], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/None of the known clients is installed[^]*Known: npm, pnpm/);
  });

  it("knows its clients and formats by name", async () => {
    expect(await assay(["clients", "--client", "left-pad"])).toMatchObject({ code: 2 });
    expect(await assay(["clients", "--format", "sarif"])).toMatchObject({ code: 2 });
  });
});

describe("a run that is stopped", () => {
  const cli = fileURLToPath(new URL(`../../${inject("cli")}`, import.meta.url));

  it.each([
    { signals: ["SIGINT"], ends: 130 },
    { signals: ["SIGINT", "SIGINT"], ends: expect.anything() as unknown },
    { signals: ["SIGTERM"], ends: "SIGTERM" },
    { signals: ["SIGHUP"], ends: "SIGHUP" },
  ] as const)("by $signals leaves no processes and no files", async ({ signals, ends }) => {
    const own = join(folder, signals.join("-"));
    mkdirSync(own);
    const child = spawn(process.execPath, [cli, "clients", "--client", "npm"], {
      env: { ...process.env, TMPDIR: own },
      stdio: "ignore",
    });
    const ended = new Promise<unknown>((resolve) => {
      child.on("close", (code, signal) => resolve(code ?? signal));
    });
    // Two tests at once, once npm was found: each has a folder with a step in it.
    for (let tries = 0; tries < 600; tries += 1) {
      const names = readdirSync(own, { recursive: true, encoding: "utf8" });
      if (names.some((name) => name.endsWith("package.json"))) break;
      await sleep(50);
    }
    expect(readdirSync(own)).not.toEqual([]);
    for (const signal of signals) child.kill(signal);
    expect(await ended).toEqual(ends);
    expect(readdirSync(own)).toEqual([]);
    expect(await processesIn(own)).toEqual([]);
  });
});

/** Command lines and working directories of processes that have to do with a folder. */
async function processesIn(place: string): Promise<string[]> {
  if (process.platform !== "linux") return [];
  // A killed process needs a moment to be gone.
  await sleep(300);
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
      return line.includes(place) || environment.includes(place) ? [line] : [];
    } catch {
      // Gone, or somebody else's.
      return [];
    }
  });
}
