import { readFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { assay, temporaryFolder } from "../support/cli.ts";

/** Commands of a page's console blocks, in order. */
function commands(page: string): string[][] {
  return [...page.matchAll(/^```console\n([\s\S]*?)^```/gm)]
    .flatMap(([, block = ""]) => block.split("\n"))
    .flatMap((line) => (line.startsWith("$ assay ") ? [line.slice(8).split(" ")] : []));
}

describe.each(["docs/grants.md", "docs/compare.md"])("%s", (path) => {
  let cwd: string;
  beforeAll(async () => {
    cwd = await temporaryFolder();
  });

  it("holds commands that work, one after the other", async () => {
    const found = commands(await readFile(path, "utf8"));
    expect(found.length).toBeGreaterThan(3);
    for (const args of found) {
      const { code, stderr } = await assay(args, { cwd });
      expect(code, `assay ${args.join(" ")}\n${stderr}`).toBe(0);
    }
  }, 60_000);

  it("links only to files that are there", async () => {
    const page = await readFile(path, "utf8");
    for (const [, target = ""] of page.matchAll(/\]\((\.\.\/[^)#]+)\)/g))
      await expect(
        readFile(new URL(target, new URL(`../../${path}`, import.meta.url))),
      ).resolves.toBeDefined();
  });
});
