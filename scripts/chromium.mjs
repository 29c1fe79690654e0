// Finds a Chromium and starts it cut off from every network, for the browser tests and the screenshot.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

export const INSTALL_HINT =
  "No Chromium was found. On Debian or Ubuntu: apt-get update && apt-get install -y chromium. Elsewhere, install " +
  "Chromium or Chrome and name its program in the environment variable CHROMIUM.";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A page that asks for anything finds nobody.
  "--host-resolver-rules=MAP * ~NOTFOUND",
];

/** The program's path, or null. @returns {string | null} */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) return runs(named) ? named : null;
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(runs) ?? null;
}

/** @param {string} path */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Each start has a new and empty user-data directory, which playwright makes and removes. */
export async function launchChromium() {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(INSTALL_HINT);
  const { chromium } = await import("playwright-core");
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}
