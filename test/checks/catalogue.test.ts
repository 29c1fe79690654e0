import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { crosswalkFrameworks, frameworks } from "../../checks/catalogue.gen.ts";
import { checks } from "../../checks/index.gen.ts";
import type { Capability } from "../../src/core/framework.ts";

/** Ids and levels of the Principles v0.1. Ids are public: a change here breaks users. */
const EXPECTED: readonly [id: string, level: number][] = [
  ["authentication/email-verification", 1],
  ["authentication/account-recovery-policy", 1],
  ["authentication/totp-mfa", 1],
  ["authentication/security-change-notifications", 1],
  ["authentication/brute-force-prevention", 1],
  ["authentication/abandoned-email-domains", 2],
  ["authentication/phishing-resistant-mfa", 2],
  ["authentication/mfa-required-critical", 2],
  ["authentication/leaked-credential-detection", 2],
  ["authentication/passwordless", 3],
  ["authentication/mfa-required-all", 3],
  ["authentication/phishing-resistant-mfa-required-critical", 3],
  ["authorization/package-scoped-tokens", 1],
  ["authorization/token-prefix", 1],
  ["authorization/role-based-access-control", 2],
  ["authorization/trusted-publishing", 3],
  ["authorization/secret-scanning", 3],
  ["authorization/build-provenance", 3],
  ["general/vulnerability-disclosure-policy", 1],
  ["general/typosquatting-prevention", 1],
  ["general/unpublish-policy", 2],
  ["general/malware-reporting", 2],
  ["general/malware-detection", 2],
  ["general/vulnerability-warnings-ui", 2],
  ["general/security-reviews", 3],
  ["general/transparency-log", 3],
  ["general/malware-advisories", 3],
  ["cli/dependency-pinning", 1],
  ["cli/vulnerability-warnings", 2],
  ["cli/sbom-generation", 3],
  ["cli/automatic-remediation", 3],
  ["cli/reachability-analysis", 3],
];

const OPTIONAL = [
  "authentication/phishing-resistant-mfa-required-critical#keys-supplied",
  "general/vulnerability-disclosure-policy#ninety-day-aim",
  "general/security-reviews#remediations-published",
];

const framework = frameworks.find(({ version }) => version === "0.1");
const capabilities = framework?.capabilities ?? [];
const each = (test: (capability: Capability) => void) =>
  it.each(capabilities.map((c) => [c.id, c] as const))("%s", (_, c) => test(c));

describe("the Principles v0.1", () => {
  it("has exactly the ids and levels of the text, in its order", () => {
    const byTrackAndLevel = capabilities.map(({ id, level }) => [id, level]);
    expect(byTrackAndLevel).toEqual(EXPECTED);
  });

  it("has four tracks that apply as the taxonomy says", () => {
    expect(framework?.tracks.map(({ id, appliesWhen }) => [id, appliesWhen])).toEqual([
      ["authentication", { userAccounts: true }],
      ["authorization", { userAccounts: true, packages: ["accepts-built"] }],
      ["general", {}],
      ["cli", {}],
    ]);
    expect(framework?.levels.map(({ level }) => level)).toEqual([0, 1, 2, 3]);
  });

  it("leaves uncounted only what the text itself makes optional", () => {
    const optional = capabilities.flatMap(({ id, criteria }) =>
      criteria.filter(({ required }) => !required).map((criterion) => `${id}#${criterion.id}`),
    );
    expect(optional.sort()).toEqual([...OPTIONAL].sort());
  });

  it("says something of its own about each capability", () => {
    for (const field of [
      "title",
      "summary",
      "rationale",
      "threat",
      "howChecked",
      "question",
    ] as const)
      expect(new Set(capabilities.map((c) => c[field])).size).toBe(capabilities.length);
  });
});

describe("each capability has criteria, at least one counted, with different ids", () => {
  each(({ criteria }) => {
    expect(criteria.some(({ required }) => required)).toBe(true);
    expect(new Set(criteria.map(({ id }) => id)).size).toBe(criteria.length);
  });
});

describe("each capability has a sane effort, steps, and links that parse", () => {
  each(({ effort, remediation, references, adopters }) => {
    expect(effort.low).toBeLessThanOrEqual(effort.high);
    expect(remediation.length).toBeGreaterThanOrEqual(3);
    for (const { url } of [...references, ...adopters])
      expect(new URL(url).protocol).toBe("https:");
    expect(adopters.length).toBeLessThanOrEqual(4);
  });
});

describe("each capability maps only to frameworks that are described, each control once", () => {
  each(({ crosswalk }) => {
    const known = crosswalkFrameworks.map(({ id }) => id);
    expect(crosswalk.length).toBeGreaterThan(0);
    for (const { framework: id } of crosswalk) expect(known).toContain(id);
    const controls = crosswalk.map((entry) => `${entry.framework} ${entry.control}`);
    expect(new Set(controls).size).toBe(controls.length);
  });
});

describe("the barrel of checks", () => {
  it("holds every check.ts under checks/, each named by its folder", () => {
    const folders = readdirSync("checks", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith("check.ts"))
      .map((path) => path.replaceAll("\\", "/").replace(/\/check\.ts$/, ""));
    expect(checks.map(({ id }) => id)).toEqual(folders.sort());
  });

  it("judges only capabilities that exist", () => {
    const known = new Set(frameworks.flatMap((f) => f.capabilities.map(({ id }) => id)));
    for (const { id } of checks) expect(known).toContain(id);
  });
});
