import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { findProtocol, PROTOCOLS } from "../../src/clients/stub/index.ts";
import { MARKER, type StubAnswer, worldOf } from "../../src/clients/stub/world.ts";
import { zip } from "../../src/clients/stub/zip.ts";
import type { FixtureVersion, World } from "../../src/core/client-facts.ts";
import { onPath } from "./support.ts";

const BASE = "http://127.0.0.1:4873";

/** Where `victim` lies in each registry, and how the metadata names its digest, if it does. */
const LAYOUTS: Readonly<
  Record<
    string,
    { page: string; file(version: FixtureVersion): string; digest?: "sha1" | "sha256" }
  >
> = {
  pypi: {
    page: "/simple/victim/",
    file: (version) => `/files/victim-${version}-py3-none-any.whl`,
    digest: "sha256",
  },
  cargo: {
    page: "/index/vi/ct/victim",
    file: (version) => `/dl/victim/${version}.crate`,
    digest: "sha256",
  },
  go: {
    page: "/example.test/victim/@v/list",
    file: (version) => `/example.test/victim/@v/v${version}.zip`,
  },
  composer: {
    page: "/p2/acme/victim.json",
    file: (version) => `/dist/victim-${version}.zip`,
  },
  rubygems: {
    page: "/info/victim",
    file: (version) => `/gems/victim-${version}.gem`,
    digest: "sha256",
  },
  maven: {
    page: "/example/assay/victim/maven-metadata.xml",
    file: (version) => `/example/assay/victim/${version}/victim-${version}.jar`,
  },
};

interface More {
  method?: string;
  accept?: string;
  body?: string;
}

function ask(id: string, path: string, world: Partial<World> = {}, more: More = {}) {
  const request = {
    method: more.method ?? "GET",
    path,
    query: "",
    headers: more.accept === undefined ? {} : { accept: more.accept },
    body: Buffer.from(more.body ?? ""),
  };
  return findProtocol(id).answer(request, worldOf(world), BASE);
}

function sum(algorithm: string, answer: StubAnswer | null): string {
  return createHash(algorithm)
    .update(answer?.body ?? "")
    .digest("hex");
}

it("covers every protocol but npm, which has a file of its own", () => {
  expect([...Object.keys(LAYOUTS), "npm"].sort()).toEqual(PROTOCOLS.map(({ id }) => id).sort());
});

describe.each(Object.entries(LAYOUTS))("%s", (id, { page, file, digest }) => {
  const both: Partial<World> = { versions: ["1.0.0", "1.0.1"] };

  it("offers 1.0.1 only in a world that has it", () => {
    expect(String(ask(id, page)?.body)).not.toContain("1.0.1");
    expect(ask(id, file("1.0.1"))).toBeNull();
    expect(String(ask(id, page, both)?.body)).toContain("1.0.1");
    expect(ask(id, file("1.0.1"), both)).toMatchObject({ subject: "victim@1.0.1" });
  });

  it("serves the genuine file, with the digests that it says it has", () => {
    const answer = ask(id, file("1.0.0"));
    expect(answer).toMatchObject({ status: 200, kind: "artifact", subject: "victim@1.0.0" });
    expect(answer?.tampered).toBeUndefined();
    expect(ask(id, page)).toMatchObject({ status: 200, kind: "metadata", subject: "victim" });
    expect(ask(id, page)?.tampered).toBeUndefined();
    const digests = findProtocol(id).digests("1.0.0");
    expect(sum("sha256", answer)).toBe(digests.sha256);
    expect(sum("sha1", answer)).toBe(digests.sha1);
    expect(sum("sha512", answer)).toBe(digests.sha512);
    expect(ask(id, file("1.0.0"))?.body).toEqual(answer?.body);
  });

  it("replaces bytes alone, or bytes and what describes them", () => {
    const genuine = sum("sha256", ask(id, file("1.0.0")));
    const evil = ask(id, file("1.0.0"), { tamper: "bytes" });
    expect(evil).toMatchObject({ tampered: true, subject: "victim@1.0.0" });
    expect(sum("sha256", evil)).not.toBe(genuine);
    expect(ask(id, file("1.0.0"), { tamper: "metadata" })?.body).toEqual(evil?.body);

    const pages = (["none", "bytes", "metadata"] as const).map((tamper) =>
      String(ask(id, page, { tamper })?.body),
    );
    expect(pages[1]).toBe(pages[0]);
    if (digest === undefined) expect(pages[2]).toBe(pages[0]);
    else {
      expect(pages[0]).toContain(genuine);
      expect(pages[2]).toContain(sum(digest, evil));
      expect(pages[2]).not.toContain(genuine);
    }
    expect(ask(id, file("1.0.1"), { ...both, tamper: "metadata" })?.tampered).toBeUndefined();
  });

  it("knows nothing else", () => {
    for (const path of ["/", "/nothing", `${page}/more`, "/../etc/passwd", "/__proto__"]) {
      const answer = ask(id, path);
      if (answer !== null) expect([answer.kind, answer.subject]).toEqual(["other", undefined]);
    }
    expect(ask(id, page, {}, { method: "PUT" })).toBeNull();
    expect(ask(id, file("1.0.0"), {}, { method: "DELETE" })).toBeNull();
  });
});

describe("what registries send, and what they do not", () => {
  it("pypi: the same files as JSON and as HTML", () => {
    const accept = "application/vnd.pypi.simple.v1+json, text/html;q=0.1";
    const answer = ask("pypi", "/simple/victim/", {}, { accept });
    expect(answer?.headers?.["content-type"]).toBe("application/vnd.pypi.simple.v1+json");
    const { files } = JSON.parse(String(answer?.body)) as { files: Record<string, unknown>[] };
    expect(files).toEqual([
      expect.objectContaining({
        url: `${BASE}/files/victim-1.0.0-py3-none-any.whl`,
        "upload-time": "2020-01-01T00:00:00.000Z",
        yanked: false,
      }),
    ]);
    expect(String(ask("pypi", "/simple/victim/")?.body)).toContain("#sha256=");
    expect(ask("pypi", "/pypi/victim/1.0.0/json")).toMatchObject({ kind: "advisory" });
  });

  it("composer: no digest of an archive, unless a trial wants it", () => {
    const shasum = (richer: string[]): string => {
      const body = String(ask("composer", "/p2/acme/victim.json", { richer })?.body);
      const { packages } = JSON.parse(body) as {
        packages: Record<string, { dist: { shasum: string } }[]>;
      };
      return packages["acme/victim"]?.[0]?.dist.shasum ?? "?";
    };
    expect(shasum([])).toBe("");
    expect(shasum(["patched_versions"])).toBe("");
    expect(shasum(["dist.shasum"])).toBe(findProtocol("composer").digests("1.0.0").sha1);
  });

  it("composer: an advisory for those who ask about the package", () => {
    const advisories = (world: Partial<World>, body: string): unknown => {
      const answer = ask("composer", "/api/security-advisories/", world, { method: "POST", body });
      expect(answer?.kind).toBe("advisory");
      return answer?.status === 200 ? JSON.parse(String(answer.body)) : answer?.status;
    };
    const asked = "packages%5B0%5D=acme%2Fvictim";
    expect(advisories({ advisory: "on" }, asked)).toMatchObject({
      advisories: { "acme/victim": [{ affectedVersions: "<1.0.1" }] },
    });
    expect(advisories({ advisory: "on" }, "packages[]=acme/parent")).toEqual({ advisories: [] });
    expect(advisories({ advisory: "off" }, asked)).toEqual({ advisories: [] });
    expect(advisories({ advisory: "failing" }, asked)).toBe(503);
  });

  it("rubygems: an index whose digests fit, in every world", () => {
    for (const tamper of ["none", "bytes", "metadata"] as const) {
      const info = ask("rubygems", "/info/victim", { tamper });
      const versions = String(ask("rubygems", "/versions", { tamper })?.body);
      expect(versions).toContain(`victim 1.0.0 ${sum("md5", info)}\n`);
      expect(info?.headers?.["etag"]).toBe(`"${sum("md5", info)}"`);
    }
    const spec = ask("rubygems", "/quick/Marshal.4.8/victim-1.0.0.gemspec.rz");
    expect(inflateSync(Buffer.from(spec?.body ?? "")).subarray(0, 2)).toEqual(Buffer.from([4, 8]));
  });

  it("maven: digests beside the files, of what the metadata describes", () => {
    const jar = "/example/assay/victim/1.0.0/victim-1.0.0.jar";
    for (const [tamper, fits] of [
      ["none", true],
      ["bytes", false],
      ["metadata", true],
    ] as const) {
      const sent = sum("sha1", ask("maven", jar, { tamper }));
      expect(String(ask("maven", `${jar}.sha1`, { tamper })?.body) === sent).toBe(fits);
    }
    expect(ask("maven", `${jar}.sha256`)).toBeNull();
    const read = MARKER.exec(String(ask("maven", jar)?.body));
    expect(read?.slice(1)).toEqual(["1.0.0", "genuine"]);
  });

  describe("go: the vulnerability database", () => {
    const json = (path: string, world: Partial<World>): unknown => {
      const answer = ask("go", `/vulndb/${path}`, world);
      expect(answer?.kind).toBe("advisory");
      if (answer?.status !== 200) return answer?.status;
      const body = Buffer.from(answer.body);
      return JSON.parse(String(path.endsWith(".gz") ? gunzipSync(body) : body));
    };
    const module = "example.test/victim";

    it.each(["", ".gz"])("in the layout of today (index/modules.json%s)", (ending) => {
      const vulns = [expect.objectContaining({ id: "GO-2020-0001", fixed: "1.0.1" })];
      expect(json(`index/modules.json${ending}`, { advisory: "on" })).toEqual([
        { path: module, vulns },
      ]);
      expect(json(`ID/GO-2020-0001.json${ending}`, { advisory: "on" })).toMatchObject({
        affected: [{ ecosystem_specific: { imports: [{ path: module, symbols: ["Bad"] }] } }],
      });
      expect(json(`index/modules.json${ending}`, { advisory: "off" })).toEqual([]);
      expect(json(`ID/GO-2020-0001.json${ending}`, { advisory: "off" })).toBe(404);
      expect(json(`index/db.json${ending}`, { advisory: "failing" })).toBe(503);
    });

    it("in the layout of early 2023 (index.json)", () => {
      expect(json("index.json", { advisory: "on" })).toEqual({
        [module]: "2020-06-01T00:00:00.000Z",
      });
      expect(json(`${module}.json`, { advisory: "on" })).toMatchObject([{ id: "GO-2020-0001" }]);
      expect(json("index.json", { advisory: "off" })).toEqual({});
      expect(json(`${module}.json`, { advisory: "off" })).toBe(404);
    });
  });
});

describe("zip", () => {
  const files = { "a.txt": "one\n", "folder/empty": "", "folder/b.bin": Buffer.from([0, 255, 10]) };

  it("writes the same bytes for the same files, uncompressed", () => {
    expect(zip(files)).toEqual(zip(files));
    expect(zip(files).includes("one\n")).toBe(true);
  });

  it.skipIf(onPath("unzip") === null)("is what unzip reads (needs unzip)", () => {
    const folder = mkdtempSync(join(tmpdir(), "assay-test-zip-"));
    try {
      writeFileSync(join(folder, "x.zip"), zip(files));
      const { status, stdout } = spawnSync("unzip", ["-t", join(folder, "x.zip")], {
        encoding: "utf8",
      });
      expect(stdout).toMatch(/No errors detected/);
      expect(stdout.match(/: .* OK$/gm) ?? stdout.match(/\bOK\b/g)).toHaveLength(3);
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
