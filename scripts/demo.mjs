// The main job on a real registry: starts Verdaccio on a free loopback port, publishes a few packages, audits it live,
// prints the scorecard, and removes everything again.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { publishPackage, registerUser, startVerdaccio } from "../fixtures/verdaccio/server.mjs";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/** Runs the built command with the terminal's own streams. */
function assay(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], { stdio: "inherit" });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

process.stderr.write("Starting Verdaccio, a real npm registry, on loopback …\n");
const registry = await startVerdaccio();
try {
  const { token } = await registerUser(registry.url);
  for (const name of ["lodash", "@types/estree", "semver"]) {
    await publishPackage(registry.url, { name, version: "1.0.0", token });
  }
  process.stderr.write(`assay audit ${registry.url}\n\n`);
  process.exitCode = await assay("audit", registry.url, ...process.argv.slice(2));
} finally {
  await registry.stop();
}
