import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { frameworks } from "../../checks/catalogue.gen.ts";
import { work } from "../../checks/work.gen.ts";
import { amountWords, costOf, costWords, fundedWords, totalCost } from "../../src/gaps/cost.ts";
import { loadOverlayText } from "../../src/gaps/overlay.ts";
import { claimedPriorArt, priorArtFor } from "../../src/gaps/prior-art.ts";
import type { GapSelection } from "../../src/gaps/types.ts";
import { workList } from "../../src/gaps/work-list.ts";
import { makeCapability, withClaim } from "../support/evidence.ts";
import { fixture } from "../report/support.ts";

const report = fixture("mixed");
const capabilities = frameworks.at(-1)?.capabilities ?? [];

describe("checks/work.yaml", () => {
  it("knows every capability, and each waits only for lower or equal levels", () => {
    const level = new Map(capabilities.map(({ id, level: own }) => [id, own]));
    expect(Object.keys(work).sort()).toEqual(capabilities.map(({ id }) => id).sort());
    for (const { id } of capabilities)
      for (const first of work[id]?.dependsOn ?? [])
        expect(level.get(first) ?? 9, `${id} after ${first}`).toBeLessThanOrEqual(
          level.get(id) ?? 0,
        );
  });
});

describe("cost", () => {
  const effort = { low: 2, high: 5 };
  const cases: [string, Parameters<typeof costOf>[1], Partial<GapSelection>, string][] = [
    ["no rate", {}, {}, "TBD"],
    ["a rate", {}, { rate: 4000, currency: "EUR" }, "EUR 8,000–20,000"],
    ["a rate and TBD", { cost: "TBD" }, { rate: 1000 }, "2,000–5,000"],
    ["Ask beats a rate", { cost: "Ask" }, { rate: 1000 }, "Ask"],
    ["an amount beats a rate", { cost: 12_000.5 }, { rate: 1, currency: "USD" }, "USD 12,000.50"],
    [
      "the option beats the file",
      {},
      {
        rate: 10,
        currency: "USD",
        overlay: { schemaVersion: 1, rate: 1, currency: "EUR", gaps: {} },
      },
      "USD 20–50",
    ],
  ];
  it.each(cases)("%s", (_, entry, selection, words) => {
    expect(costWords(costOf(effort, entry, { toLevel: 3, ...selection }))).toBe(words);
  });

  it("adds up what is known and counts the rest", () => {
    const one = { low: 1, high: 2, currency: "EUR" };
    expect(totalCost([one, one, "TBD", "Ask"])).toEqual({
      known: { low: 2, high: 4, currency: "EUR" },
      open: 2,
    });
    expect(totalCost([])).toEqual({ known: null, open: 0 });
    expect([amountWords(0), amountWords(999), amountWords(1e6)]).toEqual(["0", "999", "1,000,000"]);
    expect([
      fundedWords(true, null),
      fundedWords(3000, "EUR"),
      fundedWords(undefined, null),
    ]).toEqual(["yes", "EUR 3,000", "TBD"]);
  });
});

describe("prior art", () => {
  it("takes adopters, then claimed registries, each once, and never the registry itself", () => {
    const capability = makeCapability({
      adopters: [
        { registry: "RubyGems.org", url: "https://a.example" },
        { registry: "Example Registry", url: "https://b.example" },
      ],
    });
    const claimed = claimedPriorArt(
      withClaim(capability.id, {
        status: "met",
        checked: "2026-01-02",
        evidence: [{ url: "https://c.example", says: "it does" }],
      }),
    );
    expect(claimed).toHaveLength(1);
    const gems = { ...claimed[0], registry: "rubygems", id: "rubygems" } as (typeof claimed)[0];
    const other = { ...claimed[0], registry: "Other", id: "other" } as (typeof claimed)[0];
    expect(priorArtFor(capability, [gems, other, ...claimed], report)).toEqual([
      { capability: capability.id, registry: "RubyGems.org", url: "https://a.example" },
      {
        capability: capability.id,
        registry: "Other",
        id: "other",
        url: "https://c.example",
        note: "claimed, checked 2026-01-02",
      },
    ]);
  });

  it("takes no claim that is not met or shows nothing", () => {
    expect(claimedPriorArt(withClaim("general/thing", { status: "met" }))).toEqual([]);
    const evidence = [{ url: "https://c.example", says: "x" }];
    expect(claimedPriorArt(withClaim("general/thing", { status: "partial", evidence }))).toEqual(
      [],
    );
  });
});

describe("the work list", () => {
  it("says of each gap what a funder asks", async () => {
    const text = readFileSync("fixtures/gaps/gaps.yml", "utf8");
    const loaded = await loadOverlayText(text, "gaps.yml");
    if (!loaded.ok) throw new Error("fixture");
    const list = workList(report, { toLevel: 2, overlay: loaded.overlay });
    const item = list.items[0];
    expect(item).toMatchObject({
      order: 1,
      capability: "authorization/token-prefix",
      trackTitle: "Authorization",
      kinds: ["backend", "testing", "docs"],
      cost: { low: 12_000, high: 12_000, currency: "EUR" },
      overlay: { owner: "Token team" },
    });
    expect(item?.acceptance.command).toMatch(/--capability authorization\/token-prefix$/);
    expect(item?.acceptance.criteria.length).toBeGreaterThan(0);
    expect(item?.impact).not.toBe("");
    expect(item?.threat).not.toBe("");
    expect(item?.deliverables.length).toBeGreaterThan(2);
    expect(item?.priorArt.length).toBeGreaterThan(0);
    expect(item?.standards.map(({ framework }) => framework)).toContain("osps-baseline");
    expect(list.proposal.title).toBe("Example Registry, made safer");
    for (const { items, capabilities: all, met } of list.milestones) {
      expect(items.length).toBeGreaterThan(0);
      expect(met).toBeLessThan(all.length);
    }
  });

  it("keeps to a track, a capability and a level", () => {
    const ids = (selection: Partial<GapSelection>): string[] =>
      workList(report, { toLevel: 3, ...selection }).items.map(({ capability }) => capability);
    expect(ids({ tracks: ["cli"] }).every((id) => id.startsWith("cli/"))).toBe(true);
    expect(ids({ capabilities: ["authorization/token-prefix"] })).toEqual([
      "authorization/token-prefix",
    ]);
  });

  it("puts no name on a command line that a shell would read otherwise", () => {
    const hostile = { ...report, settings: { ...report.settings, profile: "x; rm -rf $HOME" } };
    const commands = workList(hostile, { toLevel: 3 }).items.map(
      ({ acceptance }) => acceptance.command,
    );
    for (const command of commands) expect(command).toMatch(/^assay audit PROFILE --capability /);
    const option = { ...report, settings: { ...report.settings, profile: "--offline" } };
    expect(workList(option, { toLevel: 3 }).profile).toBe("PROFILE");
  });
});
