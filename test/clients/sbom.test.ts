import { describe, expect, it } from "vitest";
import { parseDocument, readSbom } from "../../src/clients/sbom/read.ts";
import { validateSbom } from "../../src/clients/sbom/validate.ts";

const digests = { sha1: "11".repeat(20), sha256: "22".repeat(32), sha512: "33".repeat(64) };

const component = {
  type: "library",
  name: "victim",
  version: "1.0.0",
  purl: "pkg:npm/victim@1.0.0",
  hashes: [{ alg: "SHA-512", content: digests.sha512 }],
};
const cyclonedx = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  components: [component],
};
const spdx = {
  spdxVersion: "SPDX-2.3",
  dataLicense: "CC0-1.0",
  SPDXID: "SPDXRef-DOCUMENT",
  name: "app",
  documentNamespace: "https://spdx.example/app",
  creationInfo: { created: "2020-01-01T00:00:00Z", creators: ["Tool: test"] },
  packages: [
    {
      SPDXID: "SPDXRef-victim",
      name: "victim",
      versionInfo: "1.0.0",
      downloadLocation: "NOASSERTION",
      checksums: [{ algorithm: "SHA512", checksumValue: digests.sha512 }],
    },
  ],
};

describe("readSbom", () => {
  it("finds the package with its digest", () => {
    expect(readSbom("cyclonedx", cyclonedx, digests)).toEqual({
      specVersion: "1.6",
      names: "pkg:npm/victim@1.0.0",
      hash: { algorithm: "SHA-512", matches: true },
    });
    expect(readSbom("spdx", spdx, digests)).toEqual({
      specVersion: "SPDX-2.3",
      names: "victim@1.0.0",
      hash: { algorithm: "SHA512", matches: true },
    });
  });

  it("finds it nested, and its digest on the distribution", () => {
    const { hashes, ...bare } = component;
    const reference = { type: "distribution", url: "https://registry.example/v.tgz", hashes };
    const inner = { ...bare, externalReferences: [reference] };
    const document = { specVersion: "1.5", components: [{ name: "app", components: [inner] }] };
    expect(readSbom("cyclonedx", document, digests)).toMatchObject({
      names: "pkg:npm/victim@1.0.0",
      hash: { matches: true },
    });
  });

  it.each([
    ["another version", { components: [{ ...component, version: "1.0.1" }] }, null, null],
    ["no digest", { components: [{ ...component, hashes: [] }] }, "pkg:npm/victim@1.0.0", null],
    [
      "another digest",
      { components: [{ ...component, hashes: [{ alg: "SHA-1", content: "00" }] }] },
      "pkg:npm/victim@1.0.0",
      { algorithm: "SHA-1", matches: false },
    ],
    ["nonsense", { components: [null, 3, "x", [component]], specVersion: 7 }, null, null],
  ])("%s", (_what, document, names, hash) => {
    expect(readSbom("cyclonedx", document, digests)).toMatchObject({ names, hash });
  });
});

describe("parseDocument", () => {
  it.each([
    ["plain", '{"a":1}', { a: 1 }],
    ["after a line of talk", 'warning: old\n{"a":1}\n', { a: 1 }],
    ["not JSON", "Unknown command: sbom", null],
    ["a broken object", '{"a":', null],
    ["nothing", "", null],
  ])("%s", (_what, text, expected) => {
    expect(parseDocument(text)).toEqual(expected);
  });
});

describe("validateSbom", () => {
  it.each(["1.5", "1.6", "1.7"])("knows CycloneDX %s", async (specVersion) => {
    const document = { ...cyclonedx, specVersion };
    expect(await validateSbom("cyclonedx", specVersion, document)).toEqual({
      valid: true,
      errors: [],
    });
    const wrong = await validateSbom("cyclonedx", specVersion, { ...document, components: [{}] });
    expect(wrong.valid).toBe(false);
    expect(wrong.errors.join()).toMatch(/\/components\/0/);
  });

  it("knows SPDX 2.3", async () => {
    expect((await validateSbom("spdx", "SPDX-2.3", spdx)).valid).toBe(true);
    const { creationInfo: _missing, ...wrong } = spdx;
    expect((await validateSbom("spdx", "SPDX-2.3", wrong)).valid).toBe(false);
  });

  it.each([
    ["a field that SPDX does not have", { zzz: 1 }],
    ["a purpose that SPDX does not have", { primaryPackagePurpose: "TOY" }],
    ["a text where yes or no belongs", { filesAnalyzed: "no" }],
    [
      "a digest algorithm that SPDX does not have",
      { checksums: [{ algorithm: "ROT13", checksumValue: "0a" }] },
    ],
    [
      "a reference of no category",
      {
        externalRefs: [
          { referenceCategory: "??", referenceType: "purl", referenceLocator: "pkg:npm/a" },
        ],
      },
    ],
  ])("refuses %s in SPDX 2.3", async (_what, changes) => {
    const packages = spdx.packages.map((one) => ({ ...one, ...changes }));
    const { valid, errors } = await validateSbom("spdx", "SPDX-2.3", { ...spdx, packages });
    expect(valid).toBe(false);
    expect(errors.join()).toContain("/packages/0");
  });

  it.each([null, "9.9", "toString", "../../package"])("has no schema for %s", async (version) => {
    expect((await validateSbom("cyclonedx", version, cyclonedx)).valid).toBeNull();
  });
});
