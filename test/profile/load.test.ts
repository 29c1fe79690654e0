import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadProfileText, type LoadResult } from "../../src/profile/load.ts";
import { context, FIXTURES } from "./context.ts";

const BASE = `schemaVersion: 1
registry: { id: base, name: Base, ecosystem: npm }
taxonomy: { userAccounts: true, packages: [accepts-built] }
`;

function fixture(file: string): Promise<LoadResult> {
  return loadProfileText(readFileSync(`${FIXTURES}good/${file}`, "utf8"), file, context);
}

async function problems(text: string): Promise<string[]> {
  const result = await loadProfileText(text, "x.yaml", context);
  return result.problems.map(
    ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
  );
}

describe("good profiles", () => {
  test.each(["full.yaml", "minimal.yaml", "editor.json", "provider/shop.yaml"])(
    "%s",
    async (file) => {
      expect(await fixture(file)).toMatchObject({ ok: true, problems: [] });
    },
  );

  test("a full profile comes out field by field", async () => {
    const result = await fixture("full.yaml");
    if (!result.ok) throw new Error("not ok");
    const { registry, claims, waivers, staging, listings, samples } = result.profile;
    expect(registry.urls).toEqual({
      web: "https://registry.example",
      api: "https://api.registry.example/npm",
      docs: "https://docs.registry.example/security#top",
      changes: "https://changes.registry.example/feed?since=0",
    });
    expect(samples).toEqual(["left-pad", "@scope/name"]);
    expect(listings?.osvMalware).toEqual(["MAL-2024-1"]);
    expect(claims?.["general/malware-reporting"]?.criteria?.["cli"]).toBe("unmet");
    expect(claims?.["authentication/totp-mfa"]?.checked).toBe("2026-09-30");
    expect(waivers?.[0]?.expires).toBe("2027-03-01");
    expect(staging?.credentials?.token).toBe("STAGING_TOKEN");
  });

  test("claims and waivers know where they stand", async () => {
    const result = await fixture("full.yaml");
    if (!result.ok) throw new Error("not ok");
    expect(result.positions).toEqual({
      "/registry": { line: 3, column: 1 },
      "/taxonomy": { line: 13, column: 1 },
      "/claims/authentication~1totp-mfa": { line: 23, column: 3 },
      "/claims/authentication~1phishing-resistant-mfa": { line: 31, column: 3 },
      "/claims/general~1malware-reporting": { line: 34, column: 3 },
      "/claims/cli~1reachability-analysis": { line: 40, column: 3 },
      "/waivers/0": { line: 44, column: 5 },
    });
  });

  test("$schema is for editors and does not stay", async () => {
    const result = await fixture("editor.json");
    expect(result.ok && Object.keys(result.profile)).toEqual([
      "schemaVersion",
      "registry",
      "taxonomy",
    ]);
  });

  test("JSON may be indented with tabs", async () => {
    const text = readFileSync(`${FIXTURES}good/editor.json`, "utf8").replaceAll("  ", "\t");
    expect(await loadProfileText(text, "x.json", context)).toMatchObject({ ok: true });
  });

  test("a byte-order mark and CRLF do no harm", async () => {
    const text = `\ufeff${BASE.replaceAll("\n", "\r\n")}wavers: []\r\n`;
    expect(await problems(text)).toEqual(['error 4:1 Unknown field "wavers"']);
  });

  test("an alias repeats a value", async () => {
    const result = await loadProfileText(
      `${BASE}claims:
  authentication/totp-mfa: { status: met, evidence: &e [{ url: https://registry.example, says: yes }] }
  authentication/passwordless: { status: met, evidence: *e }
`.replace("says: yes", "says: a phrase"),
      "x.yaml",
      context,
    );
    expect(result.ok && result.profile.claims?.["authentication/passwordless"]?.evidence).toEqual([
      { url: "https://registry.example", says: "a phrase" },
    ]);
  });
});

describe("what contradicts itself", () => {
  const claim = (id: string, rest: string): string => `claims:\n  ${id}: { ${rest} }\n`;

  test.each([
    [
      "a claim in a track that does not apply",
      BASE.replace("true", "false") + claim("authentication/totp-mfa", "status: met"),
      [
        "warning 5:3 The track authentication does not apply to this registry, so this claim is not judged",
      ],
    ],
    [
      "not-applicable where the track applies",
      BASE + claim("authentication/totp-mfa", "status: not-applicable, reason: x"),
      [
        "warning 5:38 This does not take the capability out: it is shown as your view, and judged by evidence",
      ],
    ],
    [
      "not-applicable where it is so",
      BASE.replace("true", "false") +
        claim("authentication/totp-mfa", "status: not-applicable, reason: x"),
      [],
    ],
    [
      "a met claim with an unmet required criterion",
      BASE + claim("general/malware-reporting", "status: met, criteria: { cli: unmet }"),
      ["warning 5:57 The claim says met, its required criterion cli says unmet"],
    ],
    [
      "a met claim with an unmet optional criterion",
      BASE +
        claim(
          "general/security-reviews",
          "status: met, criteria: { remediations-published: unmet }",
        ),
      [],
    ],
    [
      "a look that lies ahead",
      BASE + claim("authentication/totp-mfa", "status: met, checked: 2026-11-02"),
      ["warning 5:52 This day lies ahead"],
    ],
    [
      "a waiver that has run out, one for what is met, a second one",
      `${BASE}${claim("cli/sbom-generation", "status: met")}waivers:
  - { capability: cli/sbom-generation, reason: r, owner: o, expires: 2026-10-31 }
  - { capability: cli/sbom-generation, reason: r, owner: o, expires: 2026-11-01 }
`,
      [
        "warning 7:19 Waived, and claimed as met: one of the two is out of date",
        "warning 7:70 This waiver has run out",
        "warning 8:19 A second waiver for this capability",
        "warning 8:19 Waived, and claimed as met: one of the two is out of date",
      ],
    ],
    [
      "staging that is production",
      `${BASE.replace("npm }", "npm, urls: { api: https://r.example/a } }")}staging: { url: https://r.example }\n`,
      ["warning 4:17 The staging instance has the same host as the registry itself"],
    ],
    [
      "an adapter without an address",
      BASE.replace("npm }", "npm, adapter: npm }"),
      ["error 2:60 The adapter npm needs the registry's address"],
    ],
    [
      "the npm client's address for another protocol",
      BASE.replace("npm }", "npm, adapter: pypi, urls: { api: { from: npm-config } } }"),
      ["warning 2:74 The npm client's address is asked in the protocol of pypi"],
    ],
  ])("%s", async (_, text, expected) => {
    expect(await problems(text)).toEqual(expected);
  });

  test("ids are judged even where their claim is wrong otherwise", async () => {
    expect(await problems(BASE + claim("authentication/totp-mfx", "status: mett"))).toEqual([
      'error 5:3 Unknown capability "authentication/totp-mfx"',
      "error 5:38 Not a valid status",
    ]);
  });

  test("what is not known is not checked", async () => {
    const text = BASE + claim("other-framework/thing", "status: met");
    expect((await loadProfileText(text, "x.yaml", {})).ok).toBe(true);
  });
});
