import { describe, expect, it } from "vitest";
import { DESKTOP, expandAll, overflow, PHONE, QUIET, runAxe, useBrowser } from "./support.ts";

const open = useBrowser();

const SCREENS = [
  ["phone", PHONE],
  ["desktop", DESKTOP],
] as const;

describe.each(["mixed", "not-applicable", "hostile"] as const)("%s", (name) => {
  describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
    it.each(SCREENS)("gives axe nothing to find on a %s", async (_, viewport) => {
      const { page, noise } = await open(name, { colorScheme, viewport });
      await expandAll(page);
      const { violations, passes } = await runAxe(page);
      expect(violations).toEqual([]);
      expect(passes).toContain("color-contrast");
      expect(noise.requests).toEqual([]);
    });
  });
});

describe.each(["mixed", "all-unknown", "not-applicable", "hostile"] as const)("%s", (name) => {
  it("fits windows of any width", async () => {
    const { page } = await open(name);
    for (const width of [320, 360, 600, 900, 1440, 2200]) {
      await page.setViewportSize({ width, height: 800 });
      expect([width, await overflow(page)]).toEqual([width, 0]);
    }
    await expandAll(page);
    for (const width of [2200, 1440, 900, 600, 360, 320]) {
      await page.setViewportSize({ width, height: 800 });
      expect([width, await overflow(page)]).toEqual([width, 0]);
    }
  });
});

describe("by keyboard", () => {
  it("skips to the report, follows links and opens what it leads to", async () => {
    const { page, noise } = await open("mixed");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    const link = page.locator('#grid a[href="#capability:authorization/token-prefix"]');
    await link.focus();
    expect(await link.evaluate((part) => getComputedStyle(part).outlineStyle)).toBe("solid");
    await page.keyboard.press("Enter");
    const target = page.locator('[id="capability:authorization/token-prefix"]');
    await expect.poll(() => target.locator("details").first().getAttribute("open")).toBe("");
    const summary = target.locator("summary");
    await summary.focus();
    await page.keyboard.press("Space");
    expect(await target.locator("details").first().getAttribute("open")).toBeNull();
    expect(noise).toEqual(QUIET);
  });

  it("names landmarks, tables and gauges for a screen reader", async () => {
    const { page } = await open("mixed");
    for (const role of ["banner", "main", "contentinfo", "search"] as const)
      expect(await page.getByRole(role).count()).toBe(1);
    expect(await page.getByRole("navigation", { name: "Sections" }).count()).toBe(1);
    expect(await page.getByRole("table", { name: "Capabilities by track and level" }).count()).toBe(
      1,
    );
    expect(
      await page.getByRole("img", { name: "Level 1 of 3; verified 0, potential 2" }).count(),
    ).toBe(1);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Example Registry");
  });

  it("keeps the roles of its tables where they are laid out as blocks", async () => {
    const { page } = await open("mixed", { viewport: PHONE });
    const grid = page.getByRole("table", { name: "Capabilities by track and level" });
    expect(await grid.getByRole("row").count()).toBe(5);
    expect(await grid.getByRole("rowheader").count()).toBe(4);
  });
});
