// Runs the tests that need a real browser. They are apart from `npm test`, which needs nothing but Node.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { findChromium, INSTALL_HINT } from "./chromium.mjs";

if (findChromium() === null) {
  console.error(INSTALL_HINT);
  process.exit(2);
}

const root = fileURLToPath(new URL("..", import.meta.url));
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [vitest, "run", "--config", "vitest.browser.config.ts", ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit" },
);
process.exit(status ?? 1);
