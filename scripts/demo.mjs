// The main job on a real registry: starts Verdaccio on a free loopback port, publishes a few packages, audits it live
// with the npm client beside it, prints the scorecard, and removes everything again.
// With --active: a default and a hardened Verdaccio, each written to and watched, side by side.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { HARDENED } from "../fixtures/verdaccio/configs.mjs";
import { publishPackage, registerUser, startVerdaccio } from "../fixtures/verdaccio/server.mjs";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const PASSWORD = "demo-Correct-horse-1";

/** Runs the built command with the terminal's own streams. */
function assay(args, options = {}) {
  process.stderr.write(`\n$ assay ${args.join(" ")}\n\n`);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

async function passive(args) {
  process.stderr.write("Starting Verdaccio, a real npm registry, on loopback …\n");
  const registry = await startVerdaccio();
  try {
    const token = await registerUser(registry.url);
    for (const name of ["lodash", "@types/estree", "semver"]) {
      await publishPackage(registry.url, { name, version: "1.0.0", token });
    }
    return await assay(["audit", registry.url, "--client", "npm", ...args]);
  } finally {
    await registry.stop();
  }
}

async function active() {
  const folder = await mkdtemp(join(tmpdir(), "assay-demo-"));
  try {
    const reports = [];
    for (const [id, config] of [
      ["default", {}],
      ["hardened", HARDENED],
    ]) {
      reports.push(await auditActively(folder, `verdaccio-${id}`, config));
    }
    return await assay(["compare", ...reports], { cwd: folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Starts one Verdaccio, audits it actively, and returns the report's file name. */
async function auditActively(folder, id, config) {
  process.stderr.write(`Starting ${id} on loopback …\n`);
  const registry = await startVerdaccio({ config });
  try {
    await registerUser(registry.url, { name: "auditor", password: PASSWORD });
    await writeFile(
      join(folder, `${id}.yaml`),
      `schemaVersion: 1
registry: { id: ${id}, name: ${id}, ecosystem: npm, adapter: npm, urls: { api: "${registry.url}" } }
taxonomy: { userAccounts: true, packages: [accepts-built] }
staging: { url: "${registry.url}", credentials: { username: DEMO_USER, password: DEMO_PASSWORD } }
`,
    );
    const args = ["audit", `${id}.yaml`, "--active", "--yes", "--quiet", "-o", `${id}.json`];
    const code = await assay([...args, "--format", "pretty"], {
      cwd: folder,
      env: { ...process.env, DEMO_USER: "auditor", DEMO_PASSWORD: PASSWORD },
    });
    if (code !== 0) throw new Error(`the audit of ${id} ended with ${code}`);
    return `${id}.json`;
  } finally {
    await registry.stop();
  }
}

const args = process.argv.slice(2);
process.exitCode = args.includes("--active") ? await active() : await passive(args);
