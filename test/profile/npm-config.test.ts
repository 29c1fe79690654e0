import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Profile } from "../../src/core/profile.ts";
import { npmRegistryAddress, resolveApi } from "../../src/profile/npm-config.ts";

let root: string;
let project: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "assay-npm-"));
  project = join(root, "project");
  await mkdir(join(project, "deep", "down"), { recursive: true });
  await writeFile(join(project, "package.json"), "{}");
  for (const name of Object.keys(process.env)) {
    if (/^npm_config_/i.test(name)) vi.stubEnv(name, undefined);
  }
  vi.stubEnv("npm_config_userconfig", join(root, "user.npmrc"));
  vi.stubEnv("npm_config_globalconfig", join(root, "global.npmrc"));
  vi.spyOn(process, "cwd").mockImplementation(() => join(project, "deep", "down"));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});

async function set(file: "user" | "global" | "project", text: string): Promise<void> {
  await writeFile(file === "project" ? join(project, ".npmrc") : join(root, `${file}.npmrc`), text);
}

const at = (where: string): string => `registry=https://${where}.registry.example/\n`;

test("environment, project, user, global: the nearest one that names a registry decides", async () => {
  await set("global", at("global"));
  expect(await npmRegistryAddress()).toBe("https://global.registry.example");
  await set("user", at("user"));
  expect(await npmRegistryAddress()).toBe("https://user.registry.example");
  // A project file that names none must not hide the user's.
  await set("project", "fund=false\n");
  expect(await npmRegistryAddress()).toBe("https://user.registry.example");
  await set("project", at("project"));
  expect(await npmRegistryAddress()).toBe("https://project.registry.example");
  vi.stubEnv("npm_config_registry", "https://env.registry.example");
  expect(await npmRegistryAddress()).toBe("https://env.registry.example");
});

test("credentials, query and fragment do not come along", async () => {
  await set("user", "registry=https://me:hunter2@registry.example/npm/?token=x#y\n");
  expect(await npmRegistryAddress()).toBe("https://registry.example/npm");
});

test("variables in the file are filled in", async () => {
  vi.stubEnv("ASSAY_TEST_HOST", "inside.registry.example");
  await set("user", "registry=http://${ASSAY_TEST_HOST}:4873/\n");
  expect(await npmRegistryAddress()).toBe("http://inside.registry.example:4873");
});

test("a token whose variable is not set does not hide the registry", async () => {
  await set("user", `//registry.example/:_authToken=\${ASSAY_NOT_SET}\n${at("user")}`);
  expect(await npmRegistryAddress()).toBe("https://user.registry.example");
  expect(process.env["ASSAY_NOT_SET"]).toBeUndefined();
});

test("a file that cannot be read is an error, not another registry", async () => {
  await set("user", 'registry="\\x"\n');
  await expect(npmRegistryAddress()).rejects.toMatchObject({ code: "profile" });
});

test.each(["ftp://hunter2.example", "hunter2", "https://", "https://${ASSAY_NOT_SET_hunter2}/"])(
  "%s is refused without being repeated",
  async (value) => {
    await set("user", `registry=${value}\n`);
    const error = await npmRegistryAddress().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "AssayError", code: "profile" });
    expect(String(error)).not.toContain("hunter2");
  },
);

test("resolveApi: an address, the client's, or none", async () => {
  await set("user", at("user"));
  const profile = (urls?: Profile["registry"]["urls"]): Profile => ({
    schemaVersion: 1,
    registry: { id: "x", name: "X", ecosystem: "npm", ...(urls ? { urls } : {}) },
    taxonomy: { userAccounts: false, packages: ["source-only"] },
  });
  expect(await resolveApi(profile({ api: "https://registry.example/a//" }))).toBe(
    "https://registry.example/a",
  );
  expect(await resolveApi(profile({ api: { from: "npm-config" } }))).toBe(
    "https://user.registry.example",
  );
  expect(await resolveApi(profile({ web: "https://registry.example" }))).toBeNull();
  expect(await resolveApi(profile())).toBeNull();
});
