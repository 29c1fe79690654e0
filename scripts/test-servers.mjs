// Tests on real servers that npm does not install. Unlike in `npm test`, a missing one is a failure here.
import { spawnSync } from "node:child_process";

const SERVERS = [
  {
    command: "docker-registry",
    from: "apt-get install docker-registry",
    tests: ["test/active/docker-registry.test.ts"],
  },
];

const missing = SERVERS.filter(
  ({ command }) => spawnSync(command, ["--version"], { stdio: "ignore" }).status !== 0,
);
for (const { command, from } of missing)
  process.stderr.write(`${command} is not installed: ${from}\n`);

if (missing.length > 0) process.exitCode = 1;
else {
  const tests = SERVERS.flatMap((server) => server.tests);
  const { status } = spawnSync("npx", ["vitest", "run", ...tests], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}
