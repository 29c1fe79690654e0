import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { assay, temporaryFolder } from "../support/cli.ts";

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});

const npm = ["https://registry.example", "--offline", "--adapter", "npm"];

describe("assay init --offline", () => {
  it.each(["true", "null", "on", "No: 1", '"quoted" # name', "日本語"])(
    "writes a valid profile of a registry called %s",
    async (name) => {
      const file = join(folder, "named.yaml");
      const flags = ["--name", name, "--id", "on", "--force", "-o", file];
      expect(await assay(["init", ...npm, ...flags])).toMatchObject({ code: 0 });
      const { code, stdout } = await assay(["validate", file]);
      expect([code, stdout.includes(`ok, ${name} with`)]).toEqual([0, true]);
    },
  );

  it.each([
    [[...npm, "--id", "Not_An_Id"], 'Not a valid id: "Not_An_Id".'],
    [[...npm, "--ecosystem", "a:b"], 'Not a valid package-URL type: "a:b".'],
    [[...npm, "--account-provider", "[x"], 'Not a valid id: "[x".'],
    [["--offline", "--adapter", "npm"], "The adapter npm needs the registry's address."],
  ])("writes nothing that no audit would accept: %j", async (args, message) => {
    const file = join(folder, "never.yaml");
    const { code, stderr } = await assay(["init", ...args, "-o", file]);
    expect([code, stderr.split("\n")[0], existsSync(file)]).toEqual([
      2,
      `assay: ${message}`,
      false,
    ]);
  });
});
