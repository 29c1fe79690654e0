import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { launchChromium } from "../scripts/chromium.mjs";
import type { Report } from "../src/core/report.ts";
import { renderHtml } from "../src/report/html/page.ts";

export type FixtureName = "mixed" | "all-unknown" | "not-applicable" | "hostile";

export function fixture(name: FixtureName): Report {
  const url = new URL(`../fixtures/reports/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as Report;
}

/** What the page did that a quiet page does not do. */
export interface Noise {
  dialogs: string[];
  requests: string[];
  errors: string[];
}

export interface Opened {
  page: Page;
  noise: Noise;
}

export const PHONE = { width: 360, height: 740 } as const;
export const DESKTOP = { width: 1440, height: 900 } as const;

/** One browser per file; each page gets a context of its own, closed after its test. */
export function useBrowser(
  render: (name: FixtureName) => string = (name) => renderHtml(fixture(name)),
): (name: FixtureName, options?: BrowserContextOptions & { hash?: string }) => Promise<Opened> {
  let browser: Browser | undefined;
  let folder = "";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "assay-html-"));
    browser = await launchChromium();
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return async (name, { hash = "", ...options } = {}) => {
    if (!browser) throw new Error("The browser has not started.");
    const file = join(folder, `${name}.html`);
    writeFileSync(file, render(name));
    const context = await browser.newContext({ viewport: DESKTOP, ...options });
    const page = await context.newPage();
    const noise = listen(page);
    await page.goto(`${pathToFileURL(file).href}${hash}`);
    return { page, noise };
  };
}

function listen(page: Page): Noise {
  const noise: Noise = { dialogs: [], requests: [], errors: [] };
  page.on("dialog", (dialog) => {
    noise.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const { protocol } = new URL(request.url());
    const own = request.isNavigationRequest() && protocol === "file:";
    if (!own && protocol !== "data:") noise.requests.push(request.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      noise.errors.push(message.text());
  });
  page.on("pageerror", (error) => noise.errors.push(error.message));
  return noise;
}

export const QUIET: Noise = { dialogs: [], requests: [], errors: [] };

/** Runs axe in the page: what it finds wrong, and the ids of what it found right. */
export async function runAxe(page: Page): Promise<{ violations: string[]; passes: string[] }> {
  // Through the debugger, which the page's policy does not bind.
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations", "passes"],
    }),
  );
  return {
    violations: violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)}`),
    passes: passes.map(({ id }) => id),
  };
}

/** How many pixels the page is wider than its window; 0 for a page that fits. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

export async function expandAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const part of document.querySelectorAll("details")) part.open = true;
  });
}
