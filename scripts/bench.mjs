// How fast the command starts, how long a live audit takes, and how much memory an audit needs, each against its limit.
// Exits with 1 when a limit is exceeded; `--no-fail` only prints, for machines that do other work meanwhile.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { publishPackage, registerUser, startVerdaccio } from "../fixtures/verdaccio/server.mjs";
import { startBarrier, startDelay, startFlood } from "./bench-servers.mjs";

const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const RUNS = 10;
const DELAY_MS = 200;
const MIB = 1024 * 1024;

/**
 * Printed by the measured process itself, in KiB. Linux counts the parent's memory at the fork into `maxRSS`, so its own
 * high-water mark is read where there is one.
 */
const REPORT_PEAK = `data:text/javascript,${encodeURIComponent(
  `import { readFileSync } from "node:fs";
   process.on("exit", () => {
     let peak = process.resourceUsage().maxRSS;
     try { peak = Number(/VmHWM:\\s+(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]); } catch {}
     process.stderr.write("\\npeak " + peak + "\\n");
   });`,
)}`;

async function run(args) {
  const started = performance.now();
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  const [code] = await once(child, "close");
  const wall = performance.now() - started;
  const peak = Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024;
  return { code, wall, stderr, peak };
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs the commands in turns, so that what else the machine does meets all of them alike. */
async function startUp(commands) {
  const walls = commands.map(() => []);
  for (const args of commands) await run(args);
  for (let turn = 0; turn < RUNS; turn++) {
    for (const [at, args] of commands.entries()) walls[at].push((await run(args)).wall);
  }
  return walls.map(median);
}

async function audit(target, ...options) {
  const args = ["--import", REPORT_PEAK, cli, "audit", target, "--no-clients", ...options];
  const result = await run(args);
  if (![0, 3].includes(result.code)) {
    throw new Error(`assay audit ${target} ended with ${result.code}:\n${result.stderr}`);
  }
  return result;
}

async function liveAudit(upstream) {
  // Everything that can be asked at once arrives before anything is answered: the rounds are the chain.
  const barrier = await startBarrier(upstream);
  await audit(barrier.url, "--concurrency", "64");
  const chain = barrier.rounds();
  const { requests } = barrier;
  await barrier.close();
  const slow = await startDelay(upstream, DELAY_MS);
  const { wall, peak } = await audit(slow.url);
  await slow.close();
  return { chain, requests: requests.length, wall, peak };
}

async function hostileAudit(answer) {
  const server = await startFlood(answer);
  const { peak } = await audit(server.url);
  await server.close();
  return peak;
}

/** The largest document that is still read, and a small answer that unpacks to what must not be. */
function hostileAnswers() {
  const versions = {};
  for (let n = 0; n < 24_000; n++) {
    versions[`1.0.${n}`] = {
      name: "lodash",
      version: `1.0.${n}`,
      dist: { shasum: "0".repeat(40) },
    };
  }
  const large = JSON.stringify({ name: "lodash", "dist-tags": { latest: "1.0.0" }, versions });
  return {
    bomb: { body: gzipSync(Buffer.alloc(256 * MIB, " ")), headers: { "content-encoding": "gzip" } },
    large: { body: Buffer.from(large.padEnd(2.9 * MIB)), headers: {} },
    noise: { body: Buffer.from(randomBytes(2 * MIB).toString("base64")), headers: {} },
  };
}

if (!existsSync(cli)) {
  process.stderr.write("There is no dist/cli.js. Run npm run build.\n");
  process.exit(2);
}

const rows = [];
const row = (what, measured, limit, format) => {
  rows.push({ what, measured: format(measured), limit: format(limit), ok: measured <= limit });
};
const times = (value) => `${value.toFixed(2)}x`;
const seconds = (value) => `${(value / 1000).toFixed(2)} s`;
const mib = (value) => `${value.toFixed(0)} MiB`;

const [nothing, version, offline] = await startUp([
  ["-e", "0"],
  [cli, "--version"],
  [cli, "audit", "npm", "--offline"],
]);
row(`assay --version, of node -e 0 (${nothing.toFixed(0)} ms)`, version / nothing, 1.5, times);
row("assay audit npm --offline, of node -e 0", offline / nothing, 2.5, times);

const registry = await startVerdaccio();
try {
  const { token } = await registerUser(registry.url);
  for (const name of ["lodash", "@types/estree", "semver"]) {
    await publishPackage(registry.url, { name, version: "1.0.0", token });
  }
  const { chain, requests, wall, peak } = await liveAudit(registry.url);
  const what = `live audit, ${DELAY_MS} ms an answer, chain of ${chain} in ${requests} requests`;
  row(what, wall, chain * DELAY_MS + 1000, seconds);
  row("memory of that audit", peak, 150, mib);
} finally {
  await registry.stop();
}
const { bomb, large, noise } = hostileAnswers();
row("memory, every answer a gzip bomb", await hostileAudit(bomb), 150, mib);
row("memory, every answer 2.9 MiB", await hostileAudit(large), 150, mib);
row("memory, every answer 2.7 MiB of noise", await hostileAudit(noise), 150, mib);

const width = Math.max(...rows.map(({ what }) => what.length));
for (const { what, measured, limit, ok } of rows) {
  const verdict = ok ? "ok" : "ABOVE";
  process.stdout.write(
    `${what.padEnd(width)}  ${measured.padStart(8)}  limit ${limit.padStart(8)}  ${verdict}\n`,
  );
}
if (rows.some(({ ok }) => !ok) && !process.argv.includes("--no-fail")) process.exitCode = 1;
