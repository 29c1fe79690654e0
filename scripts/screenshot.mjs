// Takes the README's picture of an HTML report: node scripts/screenshot.mjs REPORT.json [docs/report.png]
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { register } from "tsx/esm/api";
import { INSTALL_HINT, findChromium, launchChromium } from "./chromium.mjs";

const WIDTH = 1200;
/** The picture ends with the last section that fits whole. */
const TALLEST = 1500;
const MARGIN = 32;

const [input, output = "docs/report.png"] = process.argv.slice(2);
if (input === undefined) fail("Usage: node scripts/screenshot.mjs REPORT.json [docs/report.png]");
if (findChromium() === null) fail(INSTALL_HINT);

register();
const { renderHtml } = await import("../src/report/html/page.ts");
const markup = renderHtml(JSON.parse(readFileSync(resolve(input), "utf8")));

const browser = await launchChromium();
try {
  const page = await browser.newPage({
    viewport: { width: WIDTH, height: 900 },
    colorScheme: "light",
    javaScriptEnabled: false,
  });
  await page.setContent(markup);
  const ends = await page
    .locator("main > section")
    .evaluateAll((parts) => parts.map((part) => part.getBoundingClientRect().bottom));
  const height = Math.max(ends[0], ...ends.filter((end) => end <= TALLEST)) + MARGIN;
  mkdirSync(dirname(resolve(output)), { recursive: true });
  await page.screenshot({
    path: resolve(output),
    fullPage: true,
    clip: { x: 0, y: 0, width: WIDTH, height },
  });
} finally {
  await browser.close();
}
console.log(`Wrote ${output}`);

function fail(message) {
  console.error(message);
  process.exit(2);
}
