import { execFileSync } from "node:child_process";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { registry } from "../compare/support.ts";
import { assay, temporaryFolder } from "../support/cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});

describe("assay compare", () => {
  it("works out of the box for the bundled registries", async () => {
    const { code, stdout } = await assay(["compare", "npm", "pypi", "go", "--offline"]);
    expect(code).toBe(0);
    expect(stdout.split("\n")[2]).toMatch(/npm +PyPI +go/i);
    expect(stdout).toMatch(/^Authentication +.* +.* – n\/a$/m);
  });

  it("compares a saved report with a profile, and writes any format", async () => {
    const old = join(folder, "old.json");
    const page = join(folder, "matrix.html");
    await assay(["audit", "npm", "--offline", "--now", "2026-09-01", "-o", old]);
    const args = ["compare", old, "npm", "--offline", "--now", "2027-10-01"];
    const { code, stdout } = await assay([...args, "--format", "json"]);
    expect(code).toBe(0);
    const { kind, reports, steps } = JSON.parse(stdout) as {
      kind: string;
      reports: { generatedAt: string }[];
      steps: { changes: { kind: string }[] }[];
    };
    expect([kind, reports.length, steps.length]).toEqual(["history", 2, 1]);
    // A year later the declarations are too old to count.
    expect(new Set(steps[0]?.changes.map((change) => change.kind))).toEqual(new Set(["stale"]));
    await assay([...args, "-o", page]);
    expect(await readFile(page, "utf8")).toContain("<h2>Went stale");
  });

  it("says what is wrong with a file", async () => {
    const file = join(folder, "broken.json");
    await writeFile(file, '{"generatedAt": 1, "tool": {}}');
    const { code, stderr } = await assay(["compare", file, "npm", "--offline"]);
    expect(code).toBe(2);
    expect(stderr).toContain("is no report");
    expect((await assay(["compare", "nmp", "--offline"])).code).toBe(2);
    expect((await assay(["compare"])).code).toBe(2);
  });
});

/** `ASSAY_TEST_REPORTS=50` for a quick run. */
const COUNT = Number(process.env["ASSAY_TEST_REPORTS"] ?? 1_000);

describe(`${COUNT} saved reports`, () => {
  it("become one HTML matrix in under 5 s and 300 MiB", async () => {
    const many = join(folder, "many");
    await mkdir(many);
    const files = Array.from({ length: COUNT }, (_, at) => join(many, `${at}.json`));
    const text = JSON.stringify(registry("NAME"), null, 2);
    for (const [at, file] of files.entries())
      await writeFile(file, text.replaceAll("NAME", `r${at}`));
    const page = join(folder, "many.html");
    const cli = fileURLToPath(new URL(inject("cli"), new URL("../../", import.meta.url)));
    const started = performance.now();
    // The peak of resident memory, in KiB, is the process's own word.
    const script = `process.on("exit",()=>process.stderr.write("PEAK "+process.resourceUsage().maxRSS+"\\n"));`;
    const preload = join(folder, "peak.cjs");
    await writeFile(preload, script);
    const peak = execFileSync(
      "/bin/sh",
      [
        "-c",
        '"$0" --require "$1" "$2" compare "$3"/*.json -o "$4" 2>&1',
        process.execPath,
        preload,
        cli,
        many,
        page,
      ],
      { encoding: "utf8", maxBuffer: 1e8 },
    );
    const seconds = (performance.now() - started) / 1_000;
    expect(Number(/PEAK (\d+)/.exec(peak)?.[1]) / 1_024).toBeLessThan(300);
    // The budget is for an idle machine; a shared one gets twice the time before the test complains.
    expect(seconds).toBeLessThan(10);
    expect((await stat(page)).size).toBeGreaterThan(COUNT * 1_000);
    expect(await readFile(page, "utf8")).toContain(`${COUNT} registries side by side`);
  }, 60_000);
});
