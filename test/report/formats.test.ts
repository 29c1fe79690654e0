import { describe, expect, it } from "vitest";
import { AssayError } from "../../src/core/errors.ts";
import {
  findFormat,
  FORMATS,
  formatForFile,
  GAP_FORMATS,
  renderGaps,
  renderReport,
} from "../../src/report/formats.ts";
import { fixture, options } from "./support.ts";

describe("formatForFile", () => {
  it.each([
    ["r.json", "json"],
    ["out/R.JSON", "json"],
    ["r.md", "markdown"],
    ["r.v2.csv", "csv"],
    ["r.txt", "pretty"],
    ["r", undefined],
    ["r.docx", undefined],
    ["json", undefined],
  ])("%s is %s", (path, id) => {
    expect(formatForFile(path)).toBe(id);
  });

  it("takes the longest ending", () => {
    const formats = [
      { id: "json", endings: [".json"] },
      { id: "cyclonedx", endings: [".cdx.json"] },
    ];
    expect(formatForFile("r.cdx.json", formats)).toBe("cyclonedx");
    expect(formatForFile("r.json", formats)).toBe("json");
  });
});

describe("findFormat", () => {
  it("knows ids in any case", () => {
    expect(findFormat("JSON")).toBe("json");
  });

  it.each([
    ["markdwon", "Did you mean markdown?"],
    ["zzzzzzzz", `Known: ${FORMATS.map(({ id }) => id).join(", ")}.`],
  ])("hints at the right one for %s", (wrong, hint) => {
    try {
      findFormat(wrong);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AssayError);
      expect(error).toMatchObject({ code: "usage", hint });
    }
  });
});

describe("the tables", () => {
  it("load every renderer, and give the same bytes twice", async () => {
    for (const { id } of FORMATS) {
      const once = await renderReport(id, fixture("mixed"), options());
      expect(once.endsWith("\n")).toBe(true);
      expect(await renderReport(id, fixture("mixed"), options())).toBe(once);
    }
    for (const { id } of GAP_FORMATS) {
      const once = await renderGaps(id, fixture("mixed"), options(), { toLevel: 3 });
      expect(await renderGaps(id, fixture("mixed"), options(), { toLevel: 3 })).toBe(once);
    }
  });

  it.each([FORMATS, GAP_FORMATS])("give no ending to two formats", (...formats) => {
    const endings = formats.flatMap((format) => format.endings ?? []);
    expect(new Set(endings).size).toBe(endings.length);
  });
});
