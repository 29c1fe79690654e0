import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { bundledNames, loadBundled } from "../../src/profile/bundled.ts";
import { loadProfileText } from "../../src/profile/load.ts";
import { resolveProfile } from "../../src/profile/resolve.ts";
import { context } from "./context.ts";

const files = readdirSync("profiles").filter((file) => file.endsWith(".yaml"));
const { clients: _, now: __, ...ids } = context;

test.each(files)(
  "profiles/%s is valid, without even a warning, and bundled as it stands",
  async (file) => {
    const name = file.replace(/\.yaml$/, "");
    const result = await loadProfileText(readFileSync(`profiles/${file}`, "utf8"), file, ids);
    expect(result.problems).toEqual([]);
    if (!result.ok) throw new Error("not ok");
    expect(result.profile.registry.id).toBe(name);
    const { profile, positions } = result;
    expect(await loadBundled(name)).toEqual({ profile, positions });
  },
);

test("the names are those of the files", () => {
  expect(bundledNames()).toEqual(files.map((file) => file.replace(/\.yaml$/, "")).sort());
});

test("a bundled name resolves without a file", async () => {
  const resolved = await resolveProfile("npm", context);
  expect(resolved).toMatchObject({ kind: "profile", loaded: { name: "npm", kind: "bundled" } });
  expect(resolved).not.toHaveProperty("source");
});

test("a mistyped name is met with the right one", async () => {
  await expect(resolveProfile("pipy", context)).rejects.toMatchObject({
    hint: "Did you mean pypi?",
  });
});

test("what is handed out can be changed without harm", async () => {
  const first = await loadBundled("npm");
  if (first) first.profile.registry.name = "changed";
  expect((await loadBundled("npm"))?.profile.registry.name).not.toBe("changed");
});
