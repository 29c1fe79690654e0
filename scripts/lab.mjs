// Installs package-manager clients into .lab/, runs each against its stub registry, and prints what all of them do.
//   npm run lab               install what is missing, print the matrix; exit 1 when a cell is not what is expected
//                             (and, where CI is set, when a client is absent that should be there)
//   npm run lab -- --test     the same, then the tests that need these clients (strace makes them trace connections)
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { register } from "tsx/esm/api";
import { installSystem, run } from "./lab-system.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const lab = join(root, ".lab");

/**
 * Clients from npm, pinned. `program` is what is run: package, then file. Install scripts stay off, so the wrappers that
 * these would replace are passed over; `@scope/*` is the package for this platform, the only one there.
 * `current` and `berry` make up one PATH (both yarns bear one name), `older` another.
 */
const CLIENTS = [
  { spec: "pnpm@12.21.0", name: "pnpm", set: "current", program: ["@pnpm/*", "pnpm"] },
  { spec: "yarn@1.22.22", name: "yarn", set: "current", program: ["yarn", "bin/yarn.js"] },
  {
    spec: "@yarnpkg/cli-dist@4.18.1",
    name: "yarn",
    set: "berry",
    program: ["@yarnpkg/cli-dist", "bin/yarn.js"],
  },
  { spec: "bun@1.4.5", name: "bun", set: "current", program: ["@oven/*", "bin/bun"] },
  { spec: "deno@2.9.6", name: "deno", set: "current", program: ["@deno/*", "deno"] },
  { spec: "pnpm@10.34.9", name: "pnpm", set: "older", program: ["pnpm", "bin/pnpm.cjs"] },
];

async function install({ spec, name, set, program }) {
  const folder = join(lab, "npm", spec.replaceAll("/", "+"));
  const modules = join(folder, "node_modules");
  if (!existsSync(modules)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{"private":true}\n');
    process.stderr.write(`Installing ${spec}\n`);
    const args = [
      "install",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      spec,
    ];
    if (!(await run("npm", args, 2, { cwd: folder }))) {
      rmSync(modules, { recursive: true, force: true });
      process.stderr.write(`${spec} could not be installed; it is left out.\n`);
      return;
    }
  }
  const [pkg, file] = program;
  const [scope, rest] = pkg.split("/");
  const real = rest === "*" ? join(scope, readdirSync(join(modules, scope))[0]) : pkg;
  const bin = join(lab, set, "bin");
  mkdirSync(bin, { recursive: true });
  rmSync(join(bin, name), { force: true });
  symlinkSync(join(modules, real, file), join(bin, name));
}

// Side by side: most of it is waiting for downloads.
const [system] = await Promise.all([installSystem(lab), ...CLIENTS.map(install)]);
for (const line of system.skipped) process.stderr.write(`${line}\n`);
/** Drivers whose client should be there by now. */
const due = new Set(["npm", "pnpm", "yarn-classic", "yarn-berry", "bun", "deno", ...system.due]);

register();
const { detectClients, runClients } = await import("../src/clients/run.ts");
const { DRIVERS } = await import("../src/clients/drivers/index.ts");
const { clientMatrix } = await import("../src/clients/matrix.ts");
const { renderMatrix } = await import("../src/clients/render-matrix.ts");
const { EXPECTED } = await import("../test/clients/expected.ts");

const usual = process.env.PATH ?? "";
const current = [join(lab, "current", "bin"), join(lab, "berry", "bin"), usual].join(":");
const older = [join(lab, "older", "bin"), usual].join(":");
const absent = [];

async function observe(path, ids) {
  const found = await detectClients(ids, { path });
  for (const [id, client] of found) {
    if (!("missing" in client)) continue;
    process.stderr.write(`${client.missing}\n`);
    absent.push(id);
    found.delete(id);
  }
  return runClients([...found.keys()], {
    path,
    found,
    onProgress({ client, part, state }) {
      if (state === "start") process.stderr.write(`${client} ${part}\n`);
    },
  });
}

const all = DRIVERS.map(({ id }) => id);
const facts = [await observe(current, all), await observe(older, ["pnpm", "pip"])];
const matrices = facts.map((some) => clientMatrix(some));
const matrix = { ...matrices[0], rows: matrices.flatMap(({ rows }) => rows) };
const options = { columns: process.stdout.columns ?? 120, color: false, reasons: true };
process.stdout.write(renderMatrix(matrix, "pretty", options));
writeFileSync(join(lab, "matrix.json"), renderMatrix(matrix, "json", options));
writeFileSync(join(lab, "matrix.md"), renderMatrix(matrix, "markdown", options));
writeFileSync(join(lab, "facts.json"), `${JSON.stringify(facts.flat(), null, 2)}\n`);

let wrong = 0;
function complain(message) {
  wrong += 1;
  process.stdout.write(`\nnot as expected: ${message}\n`);
}
for (const row of matrix.rows) {
  const seen = Object.values(row.cells).map(({ outcome }) => outcome);
  const expected = EXPECTED[`${row.client} ${row.version}`];
  if (expected && seen.join() !== expected.join()) {
    complain(`${row.title} ${row.version}: ${seen.join(", ")} instead of ${expected.join(", ")}`);
  } else if (!expected && seen.includes("unknown")) {
    complain(`${row.title} ${row.version} could not be told in full`);
  }
}
for (const { source, result } of facts.flat()) {
  const steps = result.state === "found" ? result.value.steps : [];
  const strays = steps.flatMap(({ requests }) => requests.filter(({ kind }) => kind === "stray"));
  for (const { method, target } of strays) complain(`${source} asked for ${method} ${target}`);
}

// Elsewhere a client may be missing; where CI is set, a run that tries less than it could is a failed one.
if (process.env.CI) {
  for (const id of absent.filter((one) => due.has(one))) complain(`${id} is not there`);
}

if (process.argv.includes("--test")) {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, "run", "test/clients"], {
    cwd: root,
    stdio: "inherit",
    // The matrix was run once; its tests judge what was seen then.
    env: { ...process.env, PATH: current, ASSAY_LAB_FACTS: join(lab, "facts.json") },
  });
  if (status !== 0) wrong += 1;
}
process.exitCode = wrong > 0 ? 1 : 0;
