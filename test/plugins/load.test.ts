import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { AssayError } from "../../src/core/errors.ts";
import { loadPlugins } from "../../src/plugins/load.ts";
import { temporaryFolder } from "../support/cli.ts";

const NONE = { adapters: [], checks: [] };

const ADAPTER = `{ id: "a", title: "A", ecosystem: "generic", usualTaxonomy: {}, usualSamples: [], hosts: [],
  readOnlyPosts: [], observes: {}, probes: {}, detect() {} }`;

let folder: string;
let written = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
});

async function write(source: string): Promise<string> {
  const file = join(folder, `plugin-${++written}.mjs`);
  await writeFile(file, source);
  return file;
}

describe("loadPlugins", () => {
  it("names adapters after their plugin", async () => {
    const file = await write(
      `export default { apiVersion: 1, name: "mine", adapters: [${ADAPTER}] };`,
    );
    const { adapters, checks } = await loadPlugins([file], NONE);
    expect(adapters.map(({ id }) => id)).toEqual(["mine:a"]);
    expect(checks).toEqual([]);
  });

  it.each([
    ["export const x = 1;", /no default export/],
    ["export default { apiVersion: 2, name: 'mine' };", /apiVersion must be 1/],
    ["export default { apiVersion: 1, name: 'My Plugin' };", /kebab-case/],
    ["export default { apiVersion: 1, name: 'mine', hooks: [] };", /unknown field "hooks"/],
    ["export default { apiVersion: 1, name: 'mine', checks: {} };", /checks must be a list/],
    [
      "export default { apiVersion: 1, name: 'mine', checks: [{ id: 'general/x', messages: {} }] };",
      /general\/x: the field observe must be of type object/,
    ],
    [
      "export default { apiVersion: 1, name: 'mine', adapters: [null] };",
      /one: the field id must be of type string/,
    ],
    [
      `export default { apiVersion: 1, name: "mine", adapters: [${ADAPTER}, ${ADAPTER}] };`,
      /the adapter mine:a exists already/,
    ],
    ["export default {", /Cannot load the plugin/],
    ["throw new Error('at start');", /Cannot load the plugin .*: at start/],
  ])("refuses %s", async (source, message) => {
    const error = await loadPlugins([await write(source)], NONE).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AssayError);
    expect((error as AssayError).code).toBe("usage");
    expect((error as AssayError).message).toMatch(message);
  });

  it("refuses a file that is not there", async () => {
    await expect(loadPlugins([join(folder, "none.mjs")], NONE)).rejects.toThrow(
      /Cannot load the plugin/,
    );
  });
});
