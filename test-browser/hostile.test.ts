import { describe, expect, it } from "vitest";
import { DESKTOP, expandAll, overflow, PHONE, QUIET, useBrowser } from "./support.ts";

const open = useBrowser();

describe.each([PHONE, DESKTOP])("hostile strings in every field, $width px", (viewport) => {
  it("run nothing, ask for nothing, add nothing, and stay in their place", async () => {
    const { page, noise } = await open("hostile", { viewport });
    await expandAll(page);
    await page.getByRole("searchbox", { name: "Text" }).fill("<script>");
    await page.getByRole("button", { name: "Clear" }).click();
    await page.waitForTimeout(200);
    const foreign = await page.evaluate(() => ({
      scripts: document.querySelectorAll("script").length,
      images: document.querySelectorAll("img, iframe, object, embed").length,
      inBody: document.body.querySelectorAll("style, link, meta, base").length,
      handlers: [...document.querySelectorAll("*")].filter((part) =>
        part.getAttributeNames().some((name) => name.startsWith("on") || name === "style"),
      ).length,
      links: [...document.querySelectorAll("a")].filter(
        (part) => !/^(file|https?):$/.test(part.protocol),
      ).length,
    }));
    expect(foreign).toEqual({ scripts: 1, images: 0, inBody: 0, handlers: 0, links: 0 });
    expect(await overflow(page)).toBe(0);
    expect(noise).toEqual(QUIET);
  });
});

describe("the policy", () => {
  it("stops a script, a style and a picture that got in all the same", async () => {
    const { page, noise } = await open("mixed");
    const ran = await page.evaluate(async () => {
      const add = (name: string, set: (part: HTMLElement) => void): void => {
        const part = document.createElement(name);
        set(part);
        document.body.append(part);
      };
      add("script", (part) => {
        part.textContent = "document.title = 'owned'";
      });
      add("style", (part) => {
        part.textContent = "body { color: rgb(1, 2, 3) !important }";
      });
      add("img", (part) => {
        part.setAttribute("src", "https://evil.example/x.png");
        part.setAttribute("onerror", "document.title = 'owned'");
      });
      await new Promise((done) => setTimeout(done, 200));
      return { title: document.title, color: getComputedStyle(document.body).color };
    });
    expect(ran.title).toBe("Example Registry: level 0 of 3");
    expect(ran.color).not.toBe("rgb(1, 2, 3)");
    expect(noise.requests.filter((url) => !url.startsWith("https://evil.example/"))).toEqual([]);
    expect(noise.errors.some((text) => text.includes("Content Security Policy"))).toBe(true);
  });
});
