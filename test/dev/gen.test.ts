import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blockNames, pageGenerator, replaceBlock } from "../../src/dev/blocks.ts";
import { catalogueGenerator } from "../../src/dev/catalogue/index.ts";
import { loadCatalogue } from "../../src/dev/catalogue/load.ts";
import { allGenerators } from "../../src/dev/gen.ts";
import { DataError, runGenerators } from "../../src/dev/generator.ts";

const here = process.cwd();
const SECOND = "checks/frameworks/openssf-principles-0.2.yaml";

/** A copy of the data, to be spoiled. */
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-gen-"));
  await cp(join(here, "checks"), join(root, "checks"), { recursive: true });
  await cp(
    join(here, "schemas/catalogue.schema.json"),
    join(root, "schemas/catalogue.schema.json"),
  );
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function edit(path: string, change: (text: string) => string): Promise<void> {
  const file = join(root, path);
  const before = await readFile(file, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(file, after);
}

async function problemsOf(run: Promise<unknown>): Promise<readonly string[]> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).problems;
}

describe("what is committed", () => {
  it("is fresh; if not, `npm run gen` mends it", async () => {
    expect(await runGenerators(allGenerators(here), { root: here, write: false })).toEqual([]);
  });
});

describe("a stale file", () => {
  it("is named, is left alone by a check, and is mended by writing", async () => {
    const generators = [catalogueGenerator(root)];
    const page = "checks/cli/sbom-generation/README.md";
    await edit(page, (text) => `${text}drift\n`);
    await rm(join(root, "checks/general/transparency-log/README.md"));
    const stale = ["checks/general/transparency-log/README.md", page];
    expect(await runGenerators(generators, { root, write: false })).toEqual(stale);
    expect(await runGenerators(generators, { root, write: true })).toEqual(stale);
    expect(await runGenerators(generators, { root, write: false })).toEqual([]);
  });
});

describe("a second version of the framework", () => {
  beforeEach(() =>
    cp(join(here, "fixtures/catalogue/openssf-principles-0.2.yaml"), join(root, SECOND)),
  );

  it("is one more data file: a level moves, a capability is added, a criterion changes", async () => {
    const { frameworks } = await loadCatalogue(root);
    expect(frameworks.map(({ version }) => version)).toEqual(["0.1", "0.2"]);
    const [first, second] = frameworks.map(
      ({ capabilities }) => new Map(capabilities.map((c) => [c.id, c])),
    );

    expect(first?.get("authentication/abandoned-email-domains")?.level).toBe(2);
    expect(second?.get("authentication/abandoned-email-domains")?.level).toBe(1);

    expect([first?.size, second?.size]).toEqual([32, 33]);
    expect(second?.get("general/signed-index")).toMatchObject({
      track: "general",
      level: 3,
      title: "The index is signed",
    });

    const pinning = second?.get("cli/dependency-pinning");
    expect(pinning?.criteria[1]?.title).toBe("Dependencies are pinned by hash without being asked");
    expect(first?.get("cli/dependency-pinning")?.criteria[1]?.title).not.toBe(
      pinning?.criteria[1]?.title,
    );
    expect(pinning?.title).toBe(first?.get("cli/dependency-pinning")?.title);

    const moved = ["abandoned-email-domains", "dependency-pinning", "signed-index"];
    for (const [id, capability] of first ?? [])
      if (!moved.some((name) => id.endsWith(`/${name}`)))
        expect(second?.get(id)).toEqual(capability);
  });

  it("shows on the pages, and in the ids that the types know", async () => {
    const files = await catalogueGenerator(root).run();
    const content = (path: string) => files.find((file) => file.path === path)?.content;
    expect(content("checks/catalogue.gen.ts")).toContain('| "general/signed-index"');
    expect(content("checks/general/signed-index/README.md")).toContain("level 3 in");
    expect(content("checks/authentication/abandoned-email-domains/README.md")).toMatch(
      /level 2 in .* v0\.1 · .*level 1 in .* v0\.2/,
    );
  });

  it("must give a new capability in whole", async () => {
    await edit(SECOND, (text) =>
      text.replace("    threat: A mirror hides", "    # A mirror hides"),
    );
    expect(await problemsOf(loadCatalogue(root))).toEqual([
      expect.stringMatching(/0\.2\.yaml:\d+: file must have required property 'threat'/),
    ]);
  });
});

describe("data that cannot be used is refused with file and line", () => {
  const pinning = "checks/cli/dependency-pinning/capability.yaml";
  const first = "checks/frameworks/openssf-principles-0.1.yaml";
  it.each<[string, string, string | RegExp, string, RegExp]>([
    [
      "a missing field",
      pinning,
      /^title:.*\n/m,
      "",
      /^\S+capability\.yaml:\d+: file must have .*'title'/,
    ],
    ["an unknown field", pinning, "effort:", "costs: 3\neffort:", /:\d+: .*additional.*\(costs\)/],
    ["a wrong type", pinning, "low: 4", "low: soon", /:\d+: effort\.low must be number/],
    ["an effort upside down", pinning, "low: 4", "low: 40", /:\d+: effort\.low is above/],
    [
      "a plain-http link",
      pinning,
      "https://go.dev",
      "http://go.dev",
      /:\d+: references\.\d\.url must match/,
    ],
    [
      "a doubled criterion",
      pinning,
      "id: hash",
      "id: version",
      /:\d+: a second criterion is named version/,
    ],
    [
      "nothing required",
      "checks/cli/sbom-generation/capability.yaml",
      "required: true",
      "required: false",
      /criteria must contain/,
    ],
    ["an unknown crosswalk", pinning, "framework: cra", "framework: acr", /:\d+: acr is not in/],
    ["broken YAML", pinning, "title:", "title: [", /capability\.yaml:\d+: /],
    [
      "an unlisted capability",
      first,
      /^ +- sbom-generation\n/m,
      "",
      /sbom-generation\/capability\.yaml:1: no framework names/,
    ],
    [
      "an entry without a file",
      first,
      "- sbom-generation",
      "- sbom-making",
      /0\.1\.yaml:\d+: there is no checks\/cli\/sbom-making/,
    ],
    [
      "a name twice",
      first,
      "- sbom-generation",
      "- sbom-generation\n        - dependency-pinning",
      /named twice/,
    ],
    [
      "a version that the name belies",
      first,
      'version: "0.1"',
      'version: "0.3"',
      /ask for the name/,
    ],
  ])("%s", async (_, path, from, to, expected) => {
    await edit(path, (text) => text.replace(from, to));
    const problems = await problemsOf(loadCatalogue(root));
    expect(problems.join("\n")).toMatch(expected);
  });

  it("names the line of the offence", async () => {
    await edit(pinning, (text) => text.replace("low: 4", "low: soon"));
    const lines = (await readFile(join(root, pinning), "utf8")).split("\n");
    const line = lines.findIndex((text) => text.includes("low: soon")) + 1;
    expect(await problemsOf(loadCatalogue(root))).toEqual([
      `${pinning}:${line}: effort.low must be number`,
    ]);
  });
});

describe("blocks of a page", () => {
  const page = (content: string) =>
    `# Title\n\n<!-- begin generated: a -->\n${content}<!-- end generated: a -->\ntail\n`;

  it("are replaced between their markers, again and again", () => {
    const once = replaceBlock(page("old\n"), "a", "new");
    expect(once).toBe(page("new\n"));
    expect(replaceBlock(once, "a", "new")).toBe(once);
    expect(blockNames(once)).toEqual(["a"]);
  });

  it.each([
    ["no markers", "# Title\n", /no block a/],
    ["no end", "<!-- begin generated: a -->\n", /no block a/],
    ["the end first", "<!-- end generated: a --><!-- begin generated: a -->", /no block a/],
    ["twice", page("") + page(""), /twice/],
  ])("are refused with %s", (_, text, expected) => {
    expect(() => replaceBlock(text, "a", "new")).toThrow(expected);
  });

  it("are filled by name; one that nothing fills is an error with its line", async () => {
    await writeFile(join(root, "README.md"), page("old\n"));
    const filled = await pageGenerator(root, "README.md", [{ name: "a", render: () => "x" }]).run();
    expect(filled).toEqual([{ path: "README.md", content: page("x\n") }]);
    expect(await problemsOf(pageGenerator(root, "README.md", []).run())).toEqual([
      "README.md:3: nothing generates the block a",
    ]);
    expect(await pageGenerator(root, "MISSING.md", []).run()).toEqual([]);
  });
});
