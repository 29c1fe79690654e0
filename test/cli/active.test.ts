import type { ChildProcess } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  type RunningVerdaccio,
  registerUser,
  startVerdaccio,
} from "../../fixtures/verdaccio/server.mjs";
import type { Report } from "../../src/core/report.ts";
import { assay, temporaryFolder } from "../support/cli.ts";

const PASSWORD = "Correct-horse-1-battery";
const env = { STAGE_USER: "auditor", STAGE_PASSWORD: PASSWORD };

let registry: RunningVerdaccio;
let folder: string;
let profile: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  registry = await startVerdaccio();
  await registerUser(registry.url, { name: "auditor", password: PASSWORD });
  profile = join(folder, "staging.yaml");
  await writeFile(profile, profileFor(registry.url));
});
afterAll(() => registry?.stop());

function profileFor(url: string): string {
  return `schemaVersion: 1
registry: { id: staging, name: Staging, ecosystem: npm, adapter: npm, urls: { api: "${url}" } }
taxonomy: { userAccounts: true, packages: [accepts-built] }
staging: { url: "${url}", credentials: { username: STAGE_USER, password: STAGE_PASSWORD } }
`;
}

describe("consent", () => {
  it("prints the plan and sends nothing", async () => {
    const before = await readdir(registry.storage);
    const { code, stdout } = await assay(["audit", profile, "--active", "--plan"], {
      env,
      cwd: folder,
    });
    expect(code).toBe(0);
    expect(stdout).toContain(`Active audit of ${registry.url}`);
    expect(stdout).toMatch(/PUT \{target\}/);
    expect(stdout).not.toContain(PASSWORD);
    expect(await readdir(registry.storage)).toEqual(before);
    expect((await readdir(folder)).filter((name) => name.endsWith(".jsonl"))).toEqual([]);
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ["nobody confirms", ["--active"], env, "--yes"],
    ["a variable is missing", ["--active", "--yes"], { STAGE_USER: "auditor" }, "STAGE_PASSWORD"],
    ["offline", ["--active", "--offline"], env, "--offline"],
    ["a plan of nothing", ["--plan"], env, "--active"],
  ])("refuses when %s", async (_, args, variables, why) => {
    const { code, stderr } = await assay(["audit", profile, ...args], {
      env: variables,
      cwd: folder,
    });
    expect([code, stderr.includes(why)]).toEqual([2, true]);
  });

  it("refuses public registries, whatever the profile says", async () => {
    const file = join(folder, "public.yaml");
    await writeFile(file, profileFor("https://pypi.org"));
    const { code, stderr } = await assay(["audit", file, "--active", "--yes"], {
      env,
      cwd: folder,
    });
    expect([code, stderr.includes("not audited actively")]).toEqual([2, true]);
  });
});

describe("an active run", () => {
  it("proves what is enforced, keeps no secret, and cleans up", async () => {
    const work = join(folder, "run");
    await mkdir(work);
    const args = ["audit", profile, "--active", "--yes", "--no-clients", "--capability"];
    const ids = ["general/unpublish-policy", "authorization/token-prefix"];
    const { code, stdout } = await assay(
      [
        ...args,
        ids[0] ?? "",
        "--capability",
        ids[1] ?? "",
        "--format",
        "json",
        "--save-evidence",
        "e.json",
      ],
      { env, cwd: work },
    );
    const report = JSON.parse(stdout) as Report;
    const found = report.tracks
      .flatMap(({ capabilities }) => capabilities)
      .filter(({ evidence }) => evidence.some(({ method }) => method === "active"));
    expect(found.map(({ id, outcome }) => [id, outcome])).toEqual(
      expect.arrayContaining(ids.map((id) => [id, "unmet"])),
    );
    expect(code).toBe(0);
    expect(report.active).toMatchObject({ target: registry.url, stopped: null });
    expect(stdout).not.toContain(PASSWORD);
    const journal = report.active?.journal ?? "";
    const cleaned = await assay(["cleanup", journal], { env, cwd: work });
    expect(cleaned.stdout).toContain(report.active?.runId);
    const again = await assay(["audit", "--from-evidence", "e.json", "--format", "json"], {
      cwd: work,
    });
    expect(again.stdout).toBe(stdout);
  }, 60_000);

  describe("that does not get to its end", () => {
    let server: RunningVerdaccio;
    let work: string;
    afterEach(() => server.stop());

    /** Runs until something of ours is stored, then lets `disturb` happen. */
    async function audit(disturb: (child: ChildProcess) => void) {
      server = await startVerdaccio({ rounds: 4 });
      await registerUser(server.url, { name: "auditor", password: PASSWORD });
      work = await temporaryFolder();
      await writeFile(join(work, "s.yaml"), profileFor(server.url));
      const args = ["audit", "s.yaml", "--active", "--yes", "--no-clients", "--format", "json"];
      const onStart = (child: ChildProcess): void => {
        const timer = setInterval(() => {
          if (packages().length === 0) return;
          clearInterval(timer);
          disturb(child);
        }, 20);
        child.once("exit", () => clearInterval(timer));
      };
      const ran = await assay(args, { env, cwd: work, onStart });
      return { ...ran, report: JSON.parse(ran.stdout) as Report };
    }
    /** Packages of a run; a folder without a document is none. */
    const packages = (): string[] =>
      readdirSync(server.storage).filter(
        (name) =>
          name.startsWith("assay-") && existsSync(join(server.storage, name, "package.json")),
      );

    it("is inconclusive where the server dies, and cleanup does the rest", async () => {
      const { code, report } = await audit(() => void server.kill());
      expect(code).toBe(3);
      expect(report.active?.stopped).toMatchObject({ why: "target-died" });
      const all = report.tracks.flatMap(({ capabilities }) => capabilities);
      expect(all.filter(({ outcome }) => outcome === "met")).toEqual([]);
      expect(packages()).not.toEqual([]);
      await server.restart();
      await assay(["cleanup", report.active?.journal ?? ""], { env, cwd: work });
      expect(packages()).toEqual([]);
    }, 60_000);

    it("cleans up on Ctrl-C", async () => {
      const { code, report } = await audit((child) => child.kill("SIGINT"));
      expect(code).toBe(130);
      expect(report.active?.stopped).toMatchObject({ why: "interrupted" });
      expect(packages()).toEqual([]);
    }, 60_000);
  });

  it("says what is wrong with a journal that is none", async () => {
    const file = join(folder, "none.jsonl");
    await writeFile(file, "not a journal\n");
    const { code, stderr } = await assay(["cleanup", file], { env });
    expect(code).toBe(2);
    expect(stderr).toContain("none.jsonl");
  });
});
