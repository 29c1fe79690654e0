import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { assay, temporaryFolder } from "../support/cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});

async function reportOf(...args: string[]): Promise<Report> {
  const { stdout, stderr } = await assay(["audit", ...args, "--offline", "--format", "json"]);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Report;
}

describe("assay audit --offline", () => {
  it("prints npm's scorecard and exits 0", async () => {
    const { code, stdout, stderr } = await assay(["audit", "npm", "--offline"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const track of [
      "Authentication",
      "Authorization",
      "General Capabilities",
      "CLI Tooling",
    ]) {
      expect(stdout).toContain(track);
    }
    expect(stdout).toContain("Next:");
    expect(stdout).not.toContain("\u001b");
  });

  it("knows that Go's tracks for accounts do not apply", async () => {
    const { tracks } = await reportOf("go");
    expect(tracks.map(({ id, applicable, level }) => [id, applicable, level])).toEqual([
      ["authentication", false, null],
      ["authorization", false, null],
      ["general", true, expect.any(Number)],
      ["cli", true, expect.any(Number)],
    ]);
  });

  it("sees every bundled claim as declared, never as more", async () => {
    for (const name of ["npm", "pypi", "go"]) {
      const { tracks, exchanges, verifiedLevel } = await reportOf(name);
      expect(exchanges).toEqual([]);
      expect(verifiedLevel).toBe(0);
      const strengths = tracks.flatMap(({ capabilities }) =>
        capabilities.map((one) => one.strength),
      );
      expect(strengths.filter((one) => one !== "declared" && one !== null)).toEqual([]);
    }
  });

  it("judges saved evidence to the same bytes", async () => {
    const [evidence, first, second] = ["e.json", "a.json", "b.json"].map((name) =>
      join(folder, name),
    );
    if (!evidence || !first || !second) throw new Error("three names");
    await assay(["audit", "pypi", "--offline", "--save-evidence", evidence, "-o", first]);
    await assay(["audit", "pypi", "--from-evidence", evidence, "-o", second]);
    expect(await readFile(second, "utf8")).toBe(await readFile(first, "utf8"));
  });

  it("sets weaker evidence aside without calling it unmet", async () => {
    const { summary } = await reportOf("npm", "--min-evidence", "documented");
    expect(summary).toMatchObject({ met: 0, partial: 0, unmet: 0, unknown: 32 });
  });

  it("limits a run to a track or a capability, and says so", async () => {
    const track = await reportOf("npm", "--track", "cli");
    expect(track.tracks.map(({ id }) => id)).toEqual(["cli"]);
    const one = await reportOf("npm", "--capability", "cli/sbom-generation");
    expect(
      one.tracks.flatMap(({ capabilities }) => capabilities).filter((item) => item.assessed),
    ).toHaveLength(1);
    expect(one.level).toBe(0);
  });
});

describe("the gate", () => {
  it.each([
    [["npm", "--min-level", "cli=2"], 0],
    [["npm", "--min-level", "0"], 0],
    [["pypi", "--min-level", "3"], 1],
    [["npm", "--min-level", "authorization=1"], 3],
    [["go", "--min-level", "authentication=3"], 0],
    [["npm", "--min-level", "cli=2", "--min-evidence", "observed"], 3],
  ])("assay audit %s exits %i", async (args, expected) => {
    const { code, stdout } = await assay(["audit", ...args, "--offline"]);
    expect(code).toBe(expected);
    expect(stdout).toContain("Gate");
  });

  it("lets a waiver pass until it expires, and never raises a level", async () => {
    const file = join(folder, "waived.yaml");
    await writeFile(
      file,
      `schemaVersion: 1
registry: { id: waived, name: Waived, ecosystem: npm }
taxonomy: { userAccounts: false, packages: [source-only] }
claims:
  cli/dependency-pinning: { status: unmet, reason: not yet, checked: 2026-11-01 }
waivers:
  - { capability: cli/dependency-pinning, reason: planned, owner: release team, expires: 2026-12-31 }
`,
    );
    const run = (now: string) =>
      assay(["audit", file, "--offline", "--min-level", "cli=1", "--now", now, "--format", "json"]);
    const before = await run("2026-12-31");
    const after = await run("2027-01-01");
    expect([before.code, after.code]).toEqual([0, 1]);
    const levels = [before, after].map(({ stdout }) => (JSON.parse(stdout) as Report).level);
    expect(levels).toEqual([0, 0]);
  });
});

describe("a base report", () => {
  it("makes what got worse fail, with what it was", async () => {
    const [base, better] = [join(folder, "base.json"), join(folder, "better.json")];
    await assay(["audit", "pypi", "--offline", "-o", base]);
    const same = await assay(["audit", "pypi", "--offline", "--no-regress", base]);
    expect(same.code).toBe(0);
    const report = JSON.parse(await readFile(base, "utf8")) as Report;
    const unmet = report.tracks
      .flatMap(({ capabilities }) => capabilities)
      .find((one) => one.outcome === "unmet");
    if (!unmet) throw new Error("pypi has something unmet");
    unmet.outcome = "met";
    await writeFile(better, JSON.stringify(report));
    const worse = await assay(["audit", "pypi", "--offline", "--no-regress", better]);
    expect([worse.code, worse.stderr.includes(`${unmet.id}: met → unmet`)]).toEqual([1, true]);
    const other = await assay(["audit", "go", "--offline", "--no-regress", base]);
    expect([other.code, other.stderr.includes("about pypi")]).toEqual([2, true]);
    const [honest, forged] = [await assay(["verify", base]), await assay(["verify", better])];
    expect([honest.code, forged.code]).toEqual([0, 1]);
    expect(forged.stdout).toContain(unmet.id);
    const foreign = JSON.parse(await readFile(base, "utf8")) as Report;
    foreign.framework.version = "9";
    await writeFile(better, JSON.stringify(foreign));
    // Half a check is no proof.
    expect(await assay(["verify", better])).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("Not checked"),
    });
  });

  it("calls what is only unknown now inconclusive", async () => {
    const base = join(folder, "base.json");
    const set = ["--min-evidence", "documented", "--no-regress", base];
    expect((await assay(["audit", "pypi", "--offline", ...set])).code).toBe(3);
  });
});

describe("mistakes", () => {
  it.each<[string[], number, string]>([
    [["aduit", "npm"], 2, "Did you mean audit?"],
    [["audit", "nmp", "--offline"], 2, "Did you mean npm?"],
    [["audit", "npm", "--offlin"], 2, "Did you mean --offline?"],
    [["audit", "npm", "--offline", "--min-level", "4"], 2, "0 to 3"],
    [["audit", "npm", "--offline", "--min-level", "clii=1"], 2, "Did you mean cli?"],
    [["gaps", "npm", "--offline", "--to-level", "4"], 2, "Give a level, 1 to 3."],
    [["audit", "npm", "--offline", "--now", "2026-02-30"], 2, "Give a date"],
    [["audit", "npm", "--offline", "--format", "jsn"], 2, "Did you mean json?"],
    [["audit", "npm", "--offline", "-o", "report.doc"], 2, "Known endings"],
    [["audit", "npm", "--offline", "--capability", "totp"], 2, "authentication/totp-mfa"],
    [["explain", "build-provenence"], 2, "Did you mean authorization/build-provenance?"],
    [["audit", "https://user:hunter2@registry.example"], 2, "credentials"],
    [
      ["report", "missing.json"],
      2,
      "Cannot read missing.json: there is no such file or folder (ENOENT).\n",
    ],
    [
      ["audit", "npm", "--offline", "-o", "nowhere/r.json"],
      2,
      "Cannot write nowhere/r.json: there is no such file or folder (ENOENT).\n",
    ],
  ])("assay %s", async (args, expected, hint) => {
    const { code, stderr } = await assay(args);
    expect({ code, hint: stderr.includes(hint) ? hint : stderr }).toEqual({ code: expected, hint });
    expect(stderr).not.toContain("    at ");
    expect(stderr).not.toContain("hunter2");
  });

  it("refuses what is no report or evidence, before anything is written", async () => {
    const file = join(folder, "other.json");
    await writeFile(file, '{"schemaVersion": 1}');
    const report = await assay(["report", file, "-o", join(folder, "never.md")]);
    expect([report.code, report.stderr.includes("is no report")]).toEqual([2, true]);
    const evidence = await assay(["audit", "--from-evidence", file]);
    expect([evidence.code, evidence.stderr.includes("is no evidence file")]).toEqual([2, true]);
    await expect(readFile(join(folder, "never.md"))).rejects.toThrow();
  });
});

describe("other commands", () => {
  it("lists the 32 capabilities", async () => {
    const { stdout } = await assay(["list", "capabilities", "--format", "json"]);
    expect(JSON.parse(stdout)).toHaveLength(32);
  });

  it.each(["capabilities", "checks", "adapters", "profiles", "formats"])(
    "lists %s",
    async (what) => {
      for (const format of ["pretty", "markdown", "csv"]) {
        const { code, stdout } = await assay(["list", what, "--format", format]);
        expect(code).toBe(0);
        expect(stdout.split("\n").length).toBeGreaterThan(3);
      }
    },
  );

  it("renders a saved report as the audit itself would", async () => {
    const file = join(folder, "saved.json");
    const now = ["--now", "2026-11-22"];
    await assay(["audit", "go", "--offline", ...now, "-o", file]);
    const direct = await assay(["audit", "go", "--offline", ...now, "--format", "markdown"]);
    const saved = await assay(["report", file, "--format", "markdown"]);
    expect(saved.stdout).toBe(direct.stdout);
  });

  it("says on stderr why a gate failed, where stdout does not show it", async () => {
    const gate = ["audit", "go", "--offline", "--now", "2026-11-22", "--min-level", "3"];
    const shown = await assay(gate);
    expect(shown.stdout).toContain("Gate: not met");
    expect(shown.stderr).toBe("");
    for (const more of [["-o", join(folder, "gate.json")], ["--format", "csv"], ["--quiet"]]) {
      const { code, stdout, stderr } = await assay([...gate, ...more]);
      expect(code).toBe(shown.code);
      expect(stderr).toMatch(/^Gate: not met\n/);
      expect(stdout).not.toContain("Gate:");
    }
    const passed = await assay([...gate.slice(0, -1), "cli=1", "--quiet"]);
    expect(passed).toMatchObject({ code: 0, stderr: "" });
  });

  it("prints nothing that goes into a file, and takes --format where an ending chooses none", async () => {
    const [file, plain] = [join(folder, "go.html"), join(folder, "go.page")];
    const args = ["audit", "go", "--offline", "--now", "2026-11-22", "--format", "html"];
    expect((await assay([...args, "-o", file, "-o", plain])).stdout).toBe("");
    expect(await readFile(file, "utf8")).toMatch(/^<!doctype html>/);
    expect(await readFile(plain, "utf8")).toBe(await readFile(file, "utf8"));
    const markdown = await assay([...args.slice(0, -1), "markdown", "-o", file]);
    expect(markdown.stdout).toMatch(/^# /);
    expect(await assay(["audit", "go", "--offline", "-o", plain])).toMatchObject({ code: 2 });
  });

  it("writes the gaps of a profile and of a report alike", async () => {
    const file = join(folder, "gaps.json");
    await assay(["audit", "npm", "--offline", "-o", file]);
    const args = ["--to-level", "2", "--format", "csv"];
    const direct = await assay(["gaps", "npm", "--offline", ...args]);
    expect(direct.stdout.split("\r\n")[0]).toContain("capability");
    expect((await assay(["gaps", file, ...args])).stdout).toBe(direct.stdout);
  });

  it("explains a capability by id or by name", async () => {
    const [byId, byName] = await Promise.all([
      assay(["explain", "authorization/build-provenance"]),
      assay(["explain", "build-provenance"]),
    ]);
    expect(byId.stdout).toBe(byName.stdout);
    for (const heading of [
      "Why",
      "Threat",
      "How it is checked",
      "What cannot be seen",
      "Who ships it",
    ]) {
      expect(byId.stdout).toContain(heading);
    }
  });

  it("shows every error of a broken profile with its place", async () => {
    const file = join(folder, "broken.yaml");
    await writeFile(
      file,
      `schemaVersion: 1
registry: { id: Broken, name: B, ecosystem: npm, adaptor: npm }
taxonomy: { userAccounts: yes please, packages: [] }
claims:
  authentication/totp-mfaa: { status: met }
`,
    );
    const { code, stderr } = await assay(["validate", file]);
    expect(code).toBe(2);
    for (const place of [
      "broken.yaml:2:17",
      "broken.yaml:2:50",
      "broken.yaml:3:",
      "broken.yaml:5:3",
    ]) {
      expect(stderr).toContain(place);
    }
    expect(stderr).toContain("Did you mean authentication/totp-mfa?");
  });

  it("warns of a day that lies ahead and of a waiver that has run out", async () => {
    const file = join(folder, "dates.yaml");
    await writeFile(
      file,
      `schemaVersion: 1
registry: { id: dates, name: Dates, ecosystem: npm }
taxonomy: { userAccounts: true, packages: [accepts-built] }
claims:
  cli/sbom-generation: { status: met, checked: 2999-01-01 }
waivers:
  - { capability: cli/reachability-analysis, reason: later, owner: us, expires: 2020-01-01 }
`,
    );
    const { code, stderr } = await assay(["validate", file]);
    expect(code).toBe(0);
    expect(stderr).toContain("dates.yaml:5:48: warning: This day lies ahead");
    expect(stderr).toContain("warning: This waiver has run out");
  });

  it.each(["bash", "zsh", "fish"])("prints completion for %s", async (shell) => {
    const { code, stdout } = await assay(["completion", shell]);
    expect(code).toBe(0);
    for (const word of ["audit", "explain", "authentication/totp-mfa", "min-level", "yarn-berry"]) {
      expect(stdout).toContain(word);
    }
    // zsh calls a function file at the first Tab: without this, that Tab completes nothing.
    if (shell === "zsh") expect(stdout).toContain('then _assay "$@"');
  });
});
