import { describe, expect, it } from "vitest";
import { badgeOf } from "../../../src/report/badge.ts";
import { realReport } from "../../support/real-report.ts";
import { capabilities, EVERYTHING, render, renderParsed, REPORTS } from "./support.ts";
import { descendants, parseXml } from "./xml.ts";

const report = realReport(EVERYTHING);

describe("junit", () => {
  it.each(REPORTS)("is well-formed, and its counts are true: %s", async (_, one) => {
    const root = parseXml(await render("junit", one));
    const cases = descendants(root, "testcase");
    expect(root.name).toBe("testsuites");
    expect(descendants(root, "testsuite")).toHaveLength(one.tracks.length);
    expect(cases).toHaveLength(capabilities(one).length);
    for (const [attribute, element] of [
      ["failures", "failure"],
      ["errors", "error"],
      ["skipped", "skipped"],
    ] as const) {
      expect(Number(root.attributes[attribute])).toBe(descendants(root, element).length);
    }
    expect(Number(root.attributes["tests"])).toBe(cases.length);
  });

  it.each([
    ["authentication.totp-mfa", undefined],
    ["authentication.passwordless", "failure"],
    ["authorization.token-prefix", "failure"],
    ["authorization.package-scoped-tokens", "skipped"],
    ["general.unpublish-policy", "skipped"],
    ["cli.dependency-pinning", "skipped"],
  ])("%s is %s", async (id, element) => {
    const cases = descendants(parseXml(await render("junit", report)), "testcase");
    const found = cases.find(({ attributes }) => attributes["classname"] === `example.${id}`);
    expect(found?.children.map(({ name }) => name)).toEqual(element ? [element] : []);
  });

  it("gives the waiver with its date, and a partial its own type", async () => {
    const root = parseXml(await render("junit", report));
    expect(
      descendants(root, "skipped")
        .map(({ text }) => text)
        .join("\n"),
    ).toContain("Waived until 2026-12-24 (32 days left) by Registry team: Planned for spring.");
    const types = descendants(root, "failure").map(({ attributes }) => attributes["type"]);
    expect(types.sort()).toEqual(["partial", "unmet", "unmet"]);
  });
});

describe("github-annotations", () => {
  it.each(REPORTS)("is one command a line: %s", async (_, one) => {
    const lines = (await render("github-annotations", one)).trimEnd().split("\n");
    for (const line of lines) {
      expect(line).toMatch(/^::(?:error|warning|notice) (?:\w+=[^:,]*,?)+::[^\r\n]*$/);
    }
  });

  it("puts what blocks a level first, and calls it by what it is", async () => {
    const text = await render("github-annotations", report);
    const lines = text.split("\n");
    expect(lines[0]).toMatch(/^::notice title=registry-assay::Example: level 0 of 3/);
    expect(lines[1]).toMatch(/^::notice .*title=authorization\/package-scoped-tokens%3A unmet/);
    expect(text).toMatch(/^::error file=example,line=1,col=1,title=authentication\/passwordless/m);
    expect(text).toMatch(/^::warning .*authorization\/token-prefix/m);
    expect(text).toMatch(/^::notice .*general\/unpublish-policy/m);
    expect(text).not.toContain("authentication/totp-mfa");
  });

  it("escapes as GitHub's toolkit does", async () => {
    const placed = structuredClone(report);
    placed.profile = { name: "a,b:c%.yaml", kind: "file", positions: {} };
    for (const item of capabilities(placed)) item.message = "100% a\r\n::error::faked";
    const text = await render("github-annotations", placed);
    expect(text).toContain("file=a%2Cb%3Ac%25.yaml,");
    expect(text).toContain("100%25 a");
    expect(text).not.toMatch(/^::error::/m);
  });
});

describe("gitlab", () => {
  interface Entry {
    description: string;
    check_name: string;
    fingerprint: string;
    severity: string;
    location: { path: string; lines: { begin: number } };
  }

  it.each(REPORTS)("has what GitLab requires: %s", async (_, one) => {
    const entries = (await renderParsed("gitlab", one)) as Entry[];
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length);
    for (const entry of entries) {
      expect(entry.fingerprint).toMatch(/^[0-9a-f]{64}$/);
      expect(["info", "minor", "major", "critical", "blocker"]).toContain(entry.severity);
      expect(entry.location.lines.begin).toBeGreaterThanOrEqual(1);
      expect(entry.location.path).toMatch(/^(?!\.\/)./);
      expect(entry.description).not.toBe("");
    }
  });

  it.each([
    ["authentication/passwordless", "major"],
    ["authorization/token-prefix", "minor"],
    ["authorization/package-scoped-tokens", "info"],
    ["general/unpublish-policy", "info"],
    ["authentication/totp-mfa", undefined],
  ])("%s is %s", async (id, severity) => {
    const entries = (await renderParsed("gitlab", report)) as Entry[];
    expect(entries.find((entry) => entry.check_name === id)?.severity).toBe(severity);
  });
});

describe("github-summary", () => {
  it("says level, gate, contradiction and what is in the way", async () => {
    const text = await render("github-summary", report);
    expect(text).toMatch(/^## Example: level 0 of 3\n/);
    expect(text).toContain("### Gate: not met");
    expect(text).toContain("### Claims contradicted by what was seen");
    expect(text).toContain("authorization/package-scoped-tokens");
  });

  it("stays below GitHub's limit, whatever the texts", async () => {
    const long = structuredClone(report);
    for (const item of capabilities(long)) item.message = "<".repeat(1024 * 1024);
    expect((await render("github-summary", long)).length).toBeLessThan(512 * 1024);
  });
});

describe("badge", () => {
  it.each<[string, Parameters<typeof realReport>[0], string]>([
    ["verified", {}, "level 3 · authn 3 · authz 3 · general 3 · cli 3"],
    [
      "declared",
      { others: "met" },
      "level 3 declared · authn 3 declared · authz 3 declared · general 3 declared · cli 3 declared",
    ],
    ["nothing known", { others: "none" }, "level 0 · authn 0 · authz 0 · general 0 · cli 0"],
    [
      "not applicable",
      { profile: { taxonomy: { userAccounts: false, packages: ["source-only"] } } },
      "level 3 · authn n/a · authz n/a · general 3 · cli 3",
    ],
  ])("%s", (_, plan, message) => {
    expect(badgeOf(realReport(plan)).message).toBe(message);
  });

  it("does not shine for declarations", () => {
    const declared = badgeOf(realReport({ others: "met" }));
    expect(declared.color).toBe(badgeOf(realReport({ others: "none" })).color);
    expect(declared.color).not.toBe(badgeOf(realReport()).color);
  });

  it.each(REPORTS)("is what shields.io reads: %s", async (_, one) => {
    const badge = (await renderParsed("badge", one)) as Record<string, unknown>;
    expect(badge).toMatchObject({ schemaVersion: 1, label: "registry maturity" });
    expect(badge["message"]).not.toBe("");
    expect(badge["color"]).toMatch(/^#[0-9a-f]{6}$/);
  });

  it.each(REPORTS)("is a picture with a name: %s", async (_, one) => {
    const svg = parseXml(await render("badge-svg", one));
    expect(svg.name).toBe("svg");
    expect(svg.children.map(({ name }) => name)).toEqual(["title", "rect", "rect", "g"]);
    expect(svg.attributes["aria-label"]).toBe(descendants(svg, "title")[0]?.text);
  });
});
