import { describe, expect, it } from "vitest";
import { compareSnapshots } from "../src/compare/compare.ts";
import { snapshotOf } from "../src/compare/snapshot.ts";
import type { Report } from "../src/core/report.ts";
import { renderCompareHtml } from "../src/report/compare/html.ts";
import { fixture, type FixtureName, overflow, QUIET, runAxe, useBrowser } from "./support.ts";

/** Four registries side by side, of which the first is the one under test. */
function matrix(name: FixtureName): string {
  const named = (id: string, report: Report): Report => ({
    ...report,
    registry: { ...report.registry, id, name: `Registry ${id}` },
  });
  const reports = [fixture(name), ...["b", "c", "d"].map((id) => named(id, fixture("mixed")))];
  return renderCompareHtml(
    compareSnapshots(
      reports.map((report) => snapshotOf(report, "r.json")),
      { warnWithin: 30 },
    ),
  );
}

const open = useBrowser(matrix);

describe.each(["mixed", "hostile"] as const)("a matrix with the report %s", (name) => {
  it("fits windows of any width, since only the table scrolls, and is quiet", async () => {
    const { page, noise } = await open(name);
    for (const width of [320, 390, 600, 1280, 2200]) {
      await page.setViewportSize({ width, height: 800 });
      expect([width, await overflow(page)]).toEqual([width, 0]);
    }
    expect(noise).toEqual(QUIET);
  });

  it.each(["light", "dark"] as const)("gives axe nothing to find: %s", async (colorScheme) => {
    const { page } = await open(name, { colorScheme });
    const { violations, passes } = await runAxe(page);
    expect(violations).toEqual([]);
    expect(passes).toContain("color-contrast");
  });
});
