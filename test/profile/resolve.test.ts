import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AssayError } from "../../src/core/errors.ts";
import { profileForUrl } from "../../src/profile/for-url.ts";
import { ProfileError } from "../../src/profile/profile-error.ts";
import { decodeProfile } from "../../src/profile/read-file.ts";
import { resolveProfile } from "../../src/profile/resolve.ts";
import { context, FIXTURES } from "./context.ts";
import { workedMs } from "../support/own-work.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "assay-profile-"));
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

function failure(argument: string): Promise<AssayError> {
  return resolveProfile(argument, context).then(
    () => Promise.reject(new Error("was resolved")),
    (error: AssayError) => error,
  );
}

describe("files", () => {
  test("a file with its source", async () => {
    const path = `${FIXTURES}good/minimal.yaml`;
    expect(await resolveProfile(path, context)).toMatchObject({
      kind: "profile",
      loaded: {
        name: path,
        kind: "file",
        assumptions: [],
        profile: { registry: { id: "minimal" } },
      },
      source: expect.stringContaining("schemaVersion: 1"),
      warnings: [],
    });
  });

  test("a broken file throws everything, rendered", async () => {
    const error = await failure(`${FIXTURES}broken/registry.yaml`);
    expect(error).toBeInstanceOf(ProfileError);
    expect(error.code).toBe("profile");
    expect(error.message).toContain("registry.yaml:4:3: error: Unknown field");
    expect(error.message).toMatch(/9 errors$/);
    if (error instanceof ProfileError) {
      expect(error.problems).toHaveLength(9);
      expect(error.render({ color: true })).toContain("\u001b[");
    }
  });

  test("a mistyped name is met with what is there", async () => {
    await writeFile(join(directory, "registry.yaml"), "");
    const error = await failure(join(directory, "regsitry.yaml"));
    expect(error.message).toMatch(/^No such file: /);
    expect(error.hint).toBe(`Did you mean ${join(directory, "registry.yaml")}?`);
  });

  test.each([
    ["UTF-16", Buffer.from("\ufeffschemaVersion: 1", "utf16le"), "UTF-16"],
    ["UTF-16 without a mark", Buffer.from("schemaVersion: 1", "utf16le"), "UTF-16"],
    ["big-endian", Buffer.from("\ufeffschemaVersion: 1", "utf16le").swap16(), "UTF-16"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), "binary"],
    ["Latin-1", Buffer.from("name: Gr\xfc\xdfe", "latin1"), "not UTF-8"],
    ["100 MB", Buffer.alloc(100_000_000, "#"), "Larger than 1 MiB"],
    ["nothing", Buffer.alloc(0), "The file is empty"],
  ])("%s is a clear error", async (_, bytes, message) => {
    const path = join(directory, "p.yaml");
    await writeFile(path, bytes);
    const started = workedMs();
    const error = await failure(path);
    expect(workedMs(started)).toBeLessThan(1000);
    expect(error.message).toContain(message);
    expect(error.code).toBe("profile");
  });

  test("a directory, a pipe and a device are not read", async () => {
    await mkdir(join(directory, "d.yaml"));
    execFileSync("mkfifo", [join(directory, "pipe.yaml")]);
    expect((await failure(join(directory, "d.yaml"))).message).toContain("is a directory");
    expect((await failure(join(directory, "pipe.yaml"))).message).toContain("not a regular file");
    expect((await failure("/dev/zero")).message).toContain("not a regular file");
  });

  test("a byte-order mark is no part of the text", () => {
    expect(decodeProfile(Buffer.from("\ufeffa: 1"))).toBe("a: 1");
  });
});

describe("account providers", () => {
  test("a profile beside it lends its authentication claims, nothing else", async () => {
    const resolved = await resolveProfile(`${FIXTURES}good/provider/shop.yaml`, context);
    expect(resolved).toMatchObject({
      loaded: {
        inherited: {
          from: "accounts-example",
          claims: { "authentication/totp-mfa": { status: "met", checked: "2026-09-01" } },
        },
        assumptions: [],
      },
    });
    const { inherited } = resolved.kind === "profile" ? resolved.loaded : {};
    expect(Object.keys(inherited?.claims ?? {})).toEqual(["authentication/totp-mfa"]);
  });

  test("an unknown one is said to be unknown", async () => {
    const resolved = await resolveProfile(`${FIXTURES}good/full.yaml`, context);
    if (resolved.kind !== "profile") throw new Error("not a profile");
    expect(resolved.loaded.inherited).toBeUndefined();
    expect(resolved.loaded.assumptions).toEqual([
      expect.stringContaining("Accounts are kept by accounts-example"),
    ]);
  });

  test("a broken one is an error of its own file", async () => {
    const text = "taxonomy: { userAccounts: true, packages: [source-only], accountProvider: idp }";
    await writeFile(
      join(directory, "a.yaml"),
      `schemaVersion: 1\nregistry: { id: a, name: A, ecosystem: npm }\n${text}\n`,
    );
    await writeFile(join(directory, "idp.yaml"), "schemaVersion: 3\n");
    expect((await failure(join(directory, "a.yaml"))).message).toContain("idp.yaml:1:16");
  });
});

describe("names and addresses", () => {
  test.each([
    ["https://registry.example", "https://registry.example/"],
    ["HTTP://127.0.0.1:4873/npm", "http://127.0.0.1:4873/npm"],
  ])("%s is a registry", async (argument, url) => {
    expect(await resolveProfile(argument, context)).toEqual({ kind: "url", url });
  });

  test.each([
    ["ftp://registry.example", "Not the address of a registry"],
    ["https://", "Not the address of a registry"],
    ["https://me:hunter2@registry.example", "carries credentials: https://***@registry.example"],
    ["file:///etc/passwd", "Not the address of a registry"],
  ])("%s is refused", async (argument, message) => {
    const error = await failure(argument);
    expect(error).toMatchObject({ code: "usage", message: expect.stringContaining(message) });
    expect(error.message).not.toContain("hunter2");
  });

  test.each(["no-such-registry", "__proto__", "constructor", "\u001b[31m"])(
    "%j is not found",
    async (name) => {
      const error = await failure(name);
      expect(error.code).toBe("profile");
      expect(error.message).toMatch(/^No profile of that name/);
      expect(error.message).not.toContain("\u001b");
    },
  );

  test("a profile for an address says what it assumes", () => {
    const loaded = profileForUrl("http://user:pw@Registry.Example:4873/npm/?a=b#c", {
      id: "npm",
      title: "the npm protocol",
      ecosystem: "npm",
      usualTaxonomy: { userAccounts: true, packages: ["accepts-built"] },
    });
    expect(loaded).toMatchObject({
      kind: "url",
      name: "http://registry.example:4873/npm",
      profile: {
        registry: {
          id: "registry-example-4873",
          adapter: "npm",
          urls: { api: "http://registry.example:4873/npm" },
        },
      },
    });
    expect(loaded.assumptions[0]).toContain("usual taxonomy");
  });

  test.each([
    ["http://[::1]:4873", "1-4873"],
    ["http://[::]", "registry"],
    ["https://xn--bcher-kva.example", "xn-bcher-kva-example"],
  ])("the id for %s", (url, id) => {
    const adapter = {
      id: "a",
      title: "A",
      ecosystem: "a",
      usualTaxonomy: { userAccounts: false, packages: [] },
    };
    expect(profileForUrl(url, adapter).profile.registry.id).toBe(id);
  });
});
