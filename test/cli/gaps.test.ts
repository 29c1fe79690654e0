import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { assay, temporaryFolder } from "../support/cli.ts";

let folder: string;
let report: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  report = join(folder, "npm.json");
  await assay(["audit", "npm", "--offline", "--now", "2026-11-22", "-o", report]);
});

describe("assay gaps", () => {
  it.each(["aegis", "fundable", "nlnet", "goal", "csv", "json", "markdown"])(
    "writes %s, the same bytes each time",
    async (format) => {
      const args = ["gaps", report, "--to-level", "3", "--format", format];
      const [first, second] = await Promise.all([assay(args), assay(args)]);
      expect([first.code, first.stderr]).toEqual([0, ""]);
      expect(first.stdout.length).toBeGreaterThan(500);
      expect(second.stdout).toBe(first.stdout);
    },
  );

  it("chooses templates by the ending of a file", async () => {
    const file = (name: string): string => join(folder, name);
    const names = ["g.aegis.md", "g.fundable.md", "g.nlnet.txt", "g.goal.md", "g.md"];
    await assay(["gaps", report, ...names.flatMap((name) => ["-o", file(name)])]);
    const heads = await Promise.all(
      names.map(async (name) => (await readFile(file(name), "utf8")).split("\n")[0]),
    );
    expect(heads).toEqual([
      expect.stringMatching(/^<!-- \w+-level-\d\.md -->$/),
      "# Security improvements of npm that could be funded",
      "NLnet application: npm to level 3",
      "# Bring npm to security level 3",
      "# npm: gaps to level 3",
    ]);
  });

  it("writes each milestone into a file of its own", async () => {
    const pages = join(folder, "roadmap");
    const { code, stdout } = await assay(["gaps", report, "--to-level", "1", "--pages", pages]);
    expect([code, stdout]).toEqual([0, ""]);
    expect(await readdir(pages)).toEqual(["authentication-level-1.md", "authorization-level-1.md"]);
  });

  it("computes costs, and refuses what is no money", async () => {
    const args = ["gaps", report, "--format", "nlnet"];
    const { stdout } = await assay([...args, "--rate", "1000", "--currency", "eur"]);
    expect(stdout).toMatch(/== Requested amount .* ==\nEUR [\d,]+–[\d,]+\n/);
    expect((await assay([...args, "--rate", "cheap"])).code).toBe(2);
    expect((await assay([...args, "--currency", "euro"])).code).toBe(2);
  });

  it("keeps an overlay as people left it, merges it, and reports orphans", async () => {
    const overlay = join(folder, "gaps.yml");
    const written = await assay(["gaps", report, "--to-level", "1", "--write-overlay", overlay]);
    expect([written.code, written.stdout]).toEqual([0, ""]);
    const mine = (await readFile(overlay, "utf8"))
      .replace("cost: TBD", "cost: 5000 # agreed in May")
      .concat("  cli/dependency-pinning: { owner: Nobody }\n");
    await writeFile(overlay, mine);
    const added = await assay(["gaps", report, "--write-overlay", overlay]);
    expect(added.stderr).toMatch(/entries added\n {2}\+ /);
    const after = await readFile(overlay, "utf8");
    expect(after.startsWith(mine)).toBe(true);
    const again = await assay(["gaps", report, "--write-overlay", overlay]);
    expect(again.stderr).toContain("0 entries added");
    expect(await readFile(overlay, "utf8")).toBe(after);
    const merged = await assay(["gaps", report, "--overlay", overlay, "--format", "csv"]);
    expect(merged.code).toBe(0);
    expect(merged.stdout).toContain(",5000,5000,");
    expect(merged.stderr).toMatch(/gaps\.yml:\d+:3: warning: cli\/dependency-pinning is no gap/);
    expect(await readFile(overlay, "utf8")).toBe(after);
  });

  it("places every mistake of an overlay", async () => {
    const { code, stderr } = await assay([
      "gaps",
      report,
      "--overlay",
      join(process.cwd(), "fixtures/gaps/broken.yml"),
    ]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/broken\.yml:5:5: error: Unknown field "costs"/);
    expect(stderr).toContain("Did you mean cost?");
    expect((await assay(["gaps", report, "--overlay", "none.yml"])).code).toBe(2);
  });

  it("writes progress since an older report", async () => {
    const base = JSON.parse(await readFile(report, "utf8")) as {
      generatedAt: string;
      tracks: { capabilities: { id: string; outcome: string }[] }[];
    };
    base.generatedAt = "2026-01-01T00:00:00.000Z";
    for (const { capabilities } of base.tracks)
      for (const item of capabilities)
        if (item.id === "authentication/totp-mfa") item.outcome = "unmet";
    const old = join(folder, "old.json");
    await writeFile(old, JSON.stringify(base));
    const { code, stdout } = await assay(["gaps", report, "--since", old, "--format", "markdown"]);
    expect(code).toBe(0);
    expect(stdout).toContain("# npm: progress, 2026-01-01 to 2026-11-22");
    expect(stdout).toMatch(/## Closed \(1\)\n\n- Strong MFA is offered/);
    const swapped = await assay(["gaps", old, "--since", report]);
    expect([swapped.code, swapped.stderr]).toEqual([2, expect.stringContaining("older report")]);
  });
});

describe("assay list waivers", () => {
  it("lists what counts without having been seen, and warns", async () => {
    const args = ["list", "waivers", "npm", "--now", "2026-11-22"];
    const { code, stdout, stderr } = await assay([...args, "--format", "csv"]);
    expect(code).toBe(0);
    expect(stdout.split("\r\n")[0]).toBe(
      "capability,kind,state,days left,expires,checked,owner,reason",
    );
    expect(stderr).toContain("too old to count");
    const loose = await assay([...args, "--max-age", "declared=9999", "--warn-within", "0"]);
    expect(loose.stderr).not.toContain("too old");
  });
});
