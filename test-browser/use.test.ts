import { describe, expect, it } from "vitest";
import { fixture, QUIET, useBrowser } from "./support.ts";

const open = useBrowser();
const report = fixture("mixed");
const all = report.tracks.flatMap(({ capabilities }) => capabilities);

describe("the filter", () => {
  it("narrows by outcome, track, evidence and text, and clears", async () => {
    const { page, noise } = await open("mixed");
    const shown = page.locator(".cap:visible");
    const status = page.getByRole("status");
    const { unmet, unknown } = report.summary;
    expect(await shown.count()).toBe(all.length);

    await page.getByRole("checkbox", { name: /^unmet/ }).check();
    expect(await shown.count()).toBe(unmet);
    expect(await status.textContent()).toBe(`${unmet} of 32 capabilities`);
    await page.getByRole("checkbox", { name: /^unknown/ }).check();
    expect(await shown.count()).toBe(unmet + unknown);

    await page.locator("select[name=track]").selectOption({ label: "Authorization" });
    expect(await shown.count()).toBe(1);
    expect(await page.locator(".track:visible").count()).toBe(1);
    await page.locator("select[name=strength]").selectOption("declared");
    expect(await shown.count()).toBe(0);

    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => shown.count()).toBe(all.length);
    await page.getByRole("searchbox", { name: "Text" }).fill("TOKEN prefix");
    expect(await shown.first().getAttribute("id")).toBe("capability:authorization/token-prefix");
    expect(noise).toEqual(QUIET);
  });

  it("makes way for a link to something it hides", async () => {
    const { page } = await open("mixed");
    await page.getByRole("checkbox", { name: /^unknown/ }).check();
    const target = page.locator('[id="capability:authorization/token-prefix"]');
    expect(await target.isVisible()).toBe(false);
    await page.locator('#grid a[href="#capability:authorization/token-prefix"]').click();
    await expect.poll(() => target.isVisible()).toBe(true);
    expect(await target.locator(".piece").first().isVisible()).toBe(true);
  });

  it("expands and collapses all that is shown", async () => {
    const { page } = await open("mixed");
    const opened = page.locator(".cap details[open]");
    await page.getByRole("button", { name: "Expand all" }).click();
    expect(await opened.count()).toBe(all.length);
    await page.getByRole("button", { name: "Collapse all" }).click();
    expect(await opened.count()).toBe(0);
  });

  it("opens what the address names, also inside a closed table", async () => {
    const { page } = await open("mixed", { hash: "#exchange:x9" });
    expect(await page.locator('[id="exchange:x9"]').isVisible()).toBe(true);
  });
});

describe("without JavaScript", () => {
  it("is whole: no dead control, and everything can be opened", async () => {
    const { page, noise } = await open("mixed", { javaScriptEnabled: false });
    expect(await page.locator("form").isVisible()).toBe(false);
    expect(await page.locator(".cap:visible").count()).toBe(all.length);
    const item = page.locator('[id="capability:authentication/totp-mfa"]');
    expect(await item.locator(".piece").first().isVisible()).toBe(false);
    await item.locator("summary").click();
    expect(await item.locator(".piece").first().isVisible()).toBe(true);
    expect(await item.getByText("Why it matters").isVisible()).toBe(true);
    expect(noise).toEqual(QUIET);
  });
});

describe.each([true, false])("on paper, JavaScript %s", (javaScriptEnabled) => {
  it("shows everything and no control, even what a filter hides", async () => {
    const { page, noise } = await open("mixed", { javaScriptEnabled });
    if (javaScriptEnabled) await page.getByRole("checkbox", { name: /^unknown/ }).check();
    await page.emulateMedia({ media: "print" });
    const hidden = await page.evaluate(
      () =>
        [...document.querySelectorAll(".cap, .piece, [id^='exchange:']")].filter(
          (part) =>
            !part.checkVisibility({ contentVisibilityAuto: true }) || part.clientHeight === 0,
        ).length,
    );
    expect(hidden).toBe(0);
    expect(await page.locator("nav, form, .skip").filter({ visible: true }).count()).toBe(0);
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    // A page or two would mean that the details stayed closed.
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(sheets).toBeGreaterThan(15);
    expect(noise).toEqual(QUIET);
  });
});
