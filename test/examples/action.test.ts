import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { FORMATS, formatForFile } from "../../src/report/formats.ts";

interface Step {
  id?: string;
  name: string;
  run?: string;
  env?: Record<string, string>;
}
interface Action {
  inputs: Record<string, { default?: string; required?: boolean }>;
  runs: { steps: Step[] };
}

function read(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

const action = parse(read("action.yml")) as Action;
const scripts = action.runs.steps.flatMap(({ name, run }) => (run ? [[name, run] as const] : []));

describe("action.yml", () => {
  it.each(scripts)("%s: is a script that bash reads, without text put into it", (_, run) => {
    execFileSync("bash", ["-n"], { input: run });
    expect(run).not.toContain("${{");
  });

  it("asks for formats that exist", () => {
    const files = scripts.flatMap(
      ([, run]) => run.match(/\b(?:report|scorecard)\.[a-z.]+\w/g) ?? [],
    );
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) expect(formatForFile(file), file).toBeDefined();
    const ids = scripts.flatMap(([, run]) => [...run.matchAll(/--format ([\w-]+)/g)]);
    for (const [, id] of ids) expect(FORMATS.map((format) => format.id)).toContain(id);
  });
});

describe("the audit step", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "assay-action-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the step with a stand-in for npx that keeps its arguments and writes what it is asked to write. */
  function audit(
    inputs: Record<string, string>,
    code = 0,
  ): { args: string[]; outputs: string; stdout: string } {
    const npx = join(folder, "npx");
    writeFileSync(
      npx,
      `#!/usr/bin/env bash
printf '%s\\0' "$@" > "${folder}/args"
while [ $# -gt 0 ]; do
  if [ "$1" = -o ]; then echo '{ "level": 2 }' > "$2"; shift; fi
  shift
done
echo '::error::said on stderr' >&2
exit ${code}
`,
    );
    chmodSync(npx, 0o755);
    const run = scripts.find(([name]) => name === "Audit")?.[1] ?? "";
    const result = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        RUNNER_TEMP: folder,
        GITHUB_OUTPUT: join(folder, "outputs"),
        GITHUB_STEP_SUMMARY: join(folder, "summary"),
        ASSAY_PROFILE: "registry.yaml",
        ASSAY_MIN_LEVEL: "",
        ASSAY_MIN_EVIDENCE: "",
        ASSAY_BASE: "",
        ASSAY_OFFLINE: "false",
        ASSAY_VERSION: "1.2.3",
        ...inputs,
      },
    });
    expect(result.stderr).toBe("");
    return {
      args: readFileSync(join(folder, "args"), "utf8").split("\0").slice(0, -1),
      outputs: readFileSync(join(folder, "outputs"), "utf8"),
      stdout: result.stdout,
    };
  }

  it("passes on gates, base and the rest", () => {
    const { args, outputs, stdout } = audit({
      ASSAY_MIN_LEVEL: "1\nauthentication=2\n",
      ASSAY_BASE: "base.json",
      ASSAY_OFFLINE: "true",
      ASSAY_MIN_EVIDENCE: "documented",
    });
    const text = args.join(" ");
    expect(text).toMatch(/^--yes registry-assay@1\.2\.3 audit --format github-annotations -o /);
    expect(text).toContain("--min-level 1 --min-level authentication=2 --min-evidence documented");
    expect(text).toMatch(/--no-regress base\.json --offline -- registry\.yaml$/);
    expect(outputs).toContain("exit-code=0\n");
    expect(outputs).toContain("level=2\n");
    // What the scorecard says is no command.
    expect(stdout).toMatch(
      /^::stop-commands::(assay-[0-9a-f-]{36})\n[^]*\n::error::said on stderr\n::\1::\n$/,
    );
  });

  it.each([
    ["a profile that is code", { ASSAY_PROFILE: '$(touch pwned)"; touch pwned #' }, -1],
    ["a profile like an option", { ASSAY_PROFILE: "--plugin=evil.js" }, -1],
    ["a level that is code", { ASSAY_MIN_LEVEL: "1; touch pwned" }, -3],
  ])("%s stays one argument", (_, inputs: Record<string, string>, place) => {
    const { args } = audit(inputs);
    expect(args.at(place)).toBe(Object.values(inputs)[0]);
    expect(args.at(-2)).toBe("--");
    expect(existsSync(join(folder, "pwned"))).toBe(false);
  });

  it("keeps the exit code for the last step", () => {
    expect(audit({}, 3).outputs).toContain("exit-code=3\n");
  });
});

describe("examples", () => {
  it.each(["examples/github-workflow.yml", "examples/gitlab-ci.yml"])("%s is YAML", (path) => {
    expect(parse(read(path))).toBeTypeOf("object");
  });

  it("gives the action inputs that it has", () => {
    const workflow = parse(read("examples/github-workflow.yml")) as {
      jobs: { assay: { steps: { id?: string; with?: Record<string, unknown> }[] } };
    };
    const used = workflow.jobs.assay.steps.find(({ id }) => id === "assay")?.with ?? {};
    expect(Object.keys(used).filter((key) => !(key in action.inputs))).toEqual([]);
  });

  it("writes GitLab files in formats that exist", () => {
    const files = read("examples/gitlab-ci.yml").match(/assay\/[\w.]+\w/g) ?? [];
    for (const file of files.filter((name) => name.includes("."))) {
      expect(formatForFile(file), file).toBeDefined();
    }
  });
});
