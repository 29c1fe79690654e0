// What users get: packs the package, looks at what is inside, installs it in an empty folder, and uses it there as a
// command, as a library and as types.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "assay-package-"));
const failures = [];

function run(command, args, cwd) {
  return execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** Runs one step; a failure is kept, with what the step printed, and the next step goes on. */
function step(title, work) {
  try {
    const note = work();
    process.stdout.write(`ok    ${title}${note ? `: ${note}` : ""}\n`);
  } catch (error) {
    failures.push(title);
    const output = [error.stdout, error.stderr].filter(Boolean).join("\n").trim();
    process.stdout.write(`FAIL  ${title}\n${output || error.message}\n`);
  }
}

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

/** Everything that belongs into the package. What is not named here is a mistake. */
const EXPECTED = [
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
  /^dist\/(cli|index)\.js$/,
  /^dist\/chunks\/[\w.-]+\.js$/,
  /^dist\/THIRD-PARTY\.txt$/,
  /^dist\/types\/(src|checks)\/[\w./-]+\.d\.ts$/,
  /^schemas\/[a-z0-9.-]+\.schema\.json$/,
  /^profiles\/[a-z-]+\.yaml$/,
];
const NEEDED = [
  "LICENSE",
  "README.md",
  "CHANGELOG.md",
  "dist/cli.js",
  "dist/index.js",
  "dist/THIRD-PARTY.txt",
  "dist/types/src/index.d.ts",
  "schemas/profile.schema.json",
  "profiles/npm.yaml",
];

/** Hosts that this machine installs from: they are nobody's business but its own. */
function ownHosts() {
  const address = run("npm", ["config", "get", "registry"], root).trim();
  const { hostname } = new URL(address);
  return ["localhost", "127.0.0.1"].includes(hostname) ? [] : [hostname];
}

try {
  const [packed] = JSON.parse(
    run("npm", ["pack", "--json", "--pack-destination", temporary], root),
  );
  const tarball = join(temporary, packed.filename);
  const paths = packed.files.map(({ path }) => path);

  step("contents", () => {
    const strange = paths.filter((path) => !EXPECTED.some((pattern) => pattern.test(path)));
    assert(strange.length === 0, `Not expected in the package:\n  ${strange.join("\n  ")}`);
    const missing = NEEDED.filter((path) => !paths.includes(path));
    assert(missing.length === 0, `Missing in the package:\n  ${missing.join("\n  ")}`);
    return `${paths.length} files, ${Math.round(packed.size / 1024)} KiB packed`;
  });

  step("no machine's paths, no source maps, no hosts of ours", () => {
    const forbidden = [root.replace(/\/$/, ""), "sourceMappingURL=", ...ownHosts()];
    for (const path of paths) {
      const text = readFileSync(join(root, path), "utf8");
      const found = forbidden.find((word) => text.includes(word));
      assert(found === undefined, `${path} contains ${found}`);
    }
  });

  step("publint", () => {
    run("npx", ["--no-install", "publint", "--strict"], root);
  });
  step("attw", () => {
    run("npx", ["--no-install", "attw", tarball, "--profile", "esm-only"], root);
  });

  const consumer = join(temporary, "consumer");
  mkdirSync(consumer);
  writeFileSync(
    join(consumer, "package.json"),
    JSON.stringify({ name: "consumer", private: true, type: "module" }),
  );
  step("installs", () => {
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball], consumer);
  });

  const bin = join(consumer, "node_modules", ".bin", "assay");
  step("assay --version", () => {
    const version = run(bin, ["--version"], consumer).trim();
    assert(version === packed.version, `it says ${version}, the package says ${packed.version}`);
    return version;
  });
  step("assay audit npm --offline", () => {
    const report = JSON.parse(run(bin, ["audit", "npm", "--offline", "--format=json"], consumer));
    assert(report.tracks.length === 4, "the report has not four tracks");
  });
  for (const args of [
    ["list", "adapters"],
    ["explain", "authorization/build-provenance"],
    ["validate", "node_modules/registry-assay/profiles/pypi.yaml"],
    ["audit", "go", "--offline", "--format=markdown"],
  ]) {
    step(`assay ${args.join(" ")}`, () => {
      assert(run(bin, args, consumer).length > 0, "it printed nothing");
    });
  }

  step('import { audit } from "registry-assay"', () => {
    const file = join(consumer, "use.mjs");
    writeFileSync(
      file,
      `import { audit, judgeAgain } from "registry-assay";
const { report, evidence } = await audit("pypi", { offline: true });
const again = await judgeAgain(evidence);
if (JSON.stringify(again) !== JSON.stringify(report)) throw new Error("judged again, it differs");
console.log(report.tracks.length);
`,
    );
    assert(run(process.execPath, [file], consumer).trim() === "4", "it did not print 4");
  });

  step("types, of a consumer and of the example plugin", () => {
    cpSync(join(root, "examples", "plugin"), join(consumer, "plugin"), { recursive: true });
    writeFileSync(
      join(consumer, "use.ts"),
      `import { audit, type AuditResult, type Check, defineCheck, exitCodeFor, type Report } from "registry-assay";
const { report }: AuditResult = await audit("npm", { offline: true, minimums: [{ scope: "registry", minimum: 1 }] });
export const code: number = exitCodeFor(report);
export const levels: [string, Report["level"]][] = report.tracks.map(({ id, level }) => [id, level]);
export const check: Check = defineCheck({
  id: "general/transparency-log",
  messages: { seen: "Seen." },
  observe: { eventLog: (seen) => ({ outcome: seen.state === "found" ? "met" : "note", message: "seen" }) },
});
// @ts-expect-error a message that the check does not have
defineCheck({ id: "general/x", messages: { seen: "" }, observe: { eventLog: () => ({ outcome: "met", message: "other" }) } });
`,
    );
    writeFileSync(
      join(consumer, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          target: "es2023",
          lib: ["es2023"],
          module: "node20",
          strict: true,
          exactOptionalPropertyTypes: true,
          noEmit: true,
          allowJs: true,
          checkJs: true,
          types: ["node"],
          typeRoots: [join(root, "node_modules", "@types")],
        },
        files: ["use.ts", "plugin/index.mjs"],
      }),
    );
    run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", consumer], root);
  });
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
process.stdout.write(
  failures.length > 0
    ? `\nThe package is not fit: ${failures.join("; ")}.\n`
    : "\nThe package is fit.\n",
);
process.exitCode = failures.length > 0 ? 1 : 0;
