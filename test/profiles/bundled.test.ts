import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { frameworks } from "../../checks/catalogue.gen.ts";
import { applies, type Framework } from "../../src/core/framework.ts";
import type { Claim, EvidenceLink, Profile } from "../../src/core/profile.ts";
import { containsPhrase } from "../../src/gather/document.ts";
import { normalizeText } from "../../src/gather/normalize.ts";
import { forbiddenByTerms } from "../../src/gather/terms.ts";
import { profileContext } from "../../src/profile/context.ts";
import { loadProfileText } from "../../src/profile/load.ts";

const FOLDER = new URL("../../profiles/", import.meta.url);
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml"));
const framework = frameworks[0] as Framework;
const read = (file: string): string => readFileSync(new URL(file, FOLDER), "utf8");

async function load(file: string): Promise<Profile> {
  const result = await loadProfileText(read(file), file, profileContext(framework));
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.profile;
}

const claimsOf = (profile: Profile): [string, Claim][] => Object.entries(profile.claims ?? {});
const linksOf = (profile: Profile): EvidenceLink[] =>
  claimsOf(profile).flatMap(([, claim]) => claim.evidence ?? []);

/** The capabilities of the tracks that apply, in the framework's order. */
function applicable({ taxonomy }: Profile): string[] {
  const tracks = framework.tracks.filter((track) => applies(track.appliesWhen, taxonomy));
  return framework.capabilities
    .filter(({ track }) => tracks.some(({ id }) => id === track))
    .map(({ id }) => id);
}

it("bundles npm, PyPI and Go", () => {
  expect(FILES).toEqual(expect.arrayContaining(["go.yaml", "npm.yaml", "pypi.yaml"]));
});

describe.each(FILES)("%s", (file) => {
  it("is valid, without a single warning", async () => {
    const context = profileContext(framework, { now: new Date("2026-11-22T00:00:00Z") });
    const { problems } = await loadProfileText(read(file), file, context);
    expect(problems).toEqual([]);
  });

  it("is named after its registry", async () => {
    expect(`${(await load(file)).registry.id}.yaml`).toBe(file);
  });

  it("claims only what applies, and never what nobody knows", async () => {
    const profile = await load(file);
    for (const [id, claim] of claimsOf(profile)) {
      expect(applicable(profile)).toContain(id);
      expect(["met", "partial", "unmet"]).toContain(claim.status);
    }
  });

  it("gives a reason and a link for every claim", async () => {
    for (const [id, claim] of claimsOf(await load(file))) {
      expect(claim.reason?.length, id).toBeGreaterThan(20);
      expect(claim.evidence?.length, id).toBeGreaterThan(0);
    }
  });

  it("says of its criteria what it says of the whole", async () => {
    for (const [id, claim] of claimsOf(await load(file))) {
      const criteria = framework.capabilities.find((one) => one.id === id)?.criteria ?? [];
      const required = criteria.filter((one) => one.required).map((one) => one.id);
      if (!claim.criteria) continue;
      const stated = required.map((one) => claim.criteria?.[one]);
      expect(stated, `${id}: every required criterion is stated`).not.toContain(undefined);
      const status = stated.every((one) => one === "met")
        ? "met"
        : stated.every((one) => one === "unmet")
          ? "unmet"
          : "partial";
      expect(claim.status, id).toBe(status);
    }
  });

  it("dates its claims with days that were, and leaves out what is not known", async () => {
    for (const [id, { checked }] of claimsOf(await load(file))) {
      if (checked === undefined) continue;
      expect(new Date(`${checked}T00:00:00Z`).toISOString().slice(0, 10), id).toBe(checked);
      expect(checked <= "2026-11-22", id).toBe(true);
    }
  });

  it("quotes phrases of one to eight words that can be found", async () => {
    for (const { says, url } of linksOf(await load(file))) {
      expect(says.trim().split(/\s+/).length, says).toBeLessThanOrEqual(8);
      expect(containsPhrase(normalizeText(`before ${says} after`), says), url).toBe(true);
      expect(normalizeText(says).length, says).toBeGreaterThan(8);
    }
  });

  it("links to https pages that may be fetched, without fragments, each phrase once a claim", async () => {
    const profile = await load(file);
    for (const { url } of linksOf(profile)) {
      expect(new URL(url).protocol, url).toBe("https:");
      expect(new URL(url).hash, url).toBe("");
      expect(forbiddenByTerms(url), url).toBeUndefined();
    }
    for (const [id, { evidence = [] }] of claimsOf(profile)) {
      const keys = evidence.map(({ url, says }) => `${url} ${says}`);
      expect(new Set(keys).size, id).toBe(keys.length);
    }
  });

  it("is readable: names its schema, and keeps lines short but for addresses", () => {
    const lines = read(file).split("\n");
    expect(lines[0]).toBe("# yaml-language-server: $schema=../schemas/profile.schema.json");
    for (const line of lines)
      if (!line.includes("url: ")) expect(line.length).toBeLessThanOrEqual(110);
  });
});

describe("who they are", () => {
  it("npm", async () => {
    const profile = await load("npm.yaml");
    expect(profile).toMatchObject({
      registry: {
        ecosystem: "npm",
        adapter: "npm",
        urls: {
          api: { from: "npm-config" },
          changes: "https://replicate.npmjs.com/registry/_changes",
        },
      },
      taxonomy: { userAccounts: true, packages: ["accepts-built"] },
      listings: { githubSecretType: "npm_access_token", osvMalware: ["MAL-2026-2306"] },
    });
    expect(profile.clients?.[0]).toBe("npm");
    for (const unknown of [
      "authentication/brute-force-prevention",
      "authentication/passwordless",
      "general/vulnerability-warnings-ui",
      "general/security-reviews",
    ]) {
      expect(profile.claims).not.toHaveProperty([unknown]);
    }
  });
  it("PyPI, which leaves nothing unknown", async () => {
    const profile = await load("pypi.yaml");
    expect(profile).toMatchObject({
      registry: { ecosystem: "pypi", adapter: "pypi", urls: { api: "https://pypi.org" } },
      taxonomy: { userAccounts: true, packages: ["accepts-built"] },
      clients: ["pip"],
    });
    expect(Object.keys(profile.claims ?? {}).sort()).toEqual(applicable(profile).sort());
  });
  it("Go, without accounts and without built packages", async () => {
    const profile = await load("go.yaml");
    expect(profile).toMatchObject({
      registry: { ecosystem: "golang", adapter: "go", urls: { api: "https://proxy.golang.org" } },
      taxonomy: { userAccounts: false, packages: ["source-only"] },
      clients: ["go"],
    });
    const tracks = Object.keys(profile.claims ?? {}).map((id) => id.split("/")[0]);
    expect(new Set(tracks)).toEqual(new Set(["general", "cli"]));
    expect(profile.claims).not.toHaveProperty(["general/malware-detection"]);
  });
});
