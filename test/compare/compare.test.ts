import { describe, expect, it } from "vitest";
import { type ChangeKind, stepBetween } from "../../src/compare/changes.ts";
import { compareSnapshots } from "../../src/compare/compare.ts";
import { snapshotOf } from "../../src/compare/snapshot.ts";
import type { Report, ReportCapability } from "../../src/core/report.ts";
import { registry, reportOn } from "./support.ts";

const ID = "cli/sbom-generation";
const compare = (...reports: Report[]) =>
  compareSnapshots(
    reports.map((report) => snapshotOf(report, "file.json")),
    { warnWithin: 30 },
  );

type State = Partial<ReportCapability>;
const met = (strength: ReportCapability["strength"]): State => ({
  outcome: "met",
  strength,
  code: null,
  evidence: [],
});
const unknown = (code: ReportCapability["code"]): State => ({
  outcome: "unknown",
  strength: null,
  code,
  evidence: [],
});
const unmet: State = { ...met("observed"), outcome: "unmet" };
const partial: State = { ...met("observed"), outcome: "partial" };
const na: State = { outcome: "not-applicable", strength: null, code: null, evidence: [] };
const ageing: State = {
  ...met("declared"),
  evidence: [
    {
      method: "profile",
      strength: "declared",
      outcome: "met",
      message: "",
      source: "claim",
      age: "ageing",
    },
  ],
};
const staleProof: State = {
  ...met("declared"),
  evidence: [
    {
      method: "profile",
      strength: "declared",
      outcome: "met",
      message: "",
      source: "claim",
      proof: "stale",
    },
  ],
};

describe("a change", () => {
  const cases: [ChangeKind | "none", State, State][] = [
    ["rose", unmet, met("observed")],
    ["rose", unmet, partial],
    ["rose", unknown("not-observable"), met("declared")],
    ["fell", met("observed"), unmet],
    ["fell", met("observed"), partial],
    ["fell", partial, unmet],
    ["lost", met("observed"), unknown("unreachable")],
    ["stale", met("declared"), unknown("stale-evidence")],
    ["stale", unknown("unreachable"), unknown("stale-evidence")],
    ["stale", met("declared"), ageing],
    ["stale", met("declared"), staleProof],
    ["found", unknown("unreachable"), unmet],
    ["stronger", met("declared"), met("observed")],
    ["weaker", met("observed"), met("documented")],
    ["applicability", na, met("observed")],
    ["applicability", unmet, na],
    ["none", unmet, unmet],
    ["none", unknown("unreachable"), unknown("not-observable")],
    ["none", { ...met("observed"), assessed: false }, unmet],
    ["none", met("observed"), { ...unmet, assessed: false }],
    ["none", ageing, ageing],
  ];
  it.each(cases)("%s", (kind, before, after) => {
    const { steps } = compare(
      reportOn("2026-01-01", { [ID]: before }),
      reportOn("2026-02-01", { [ID]: after }),
    );
    expect(steps[0]?.changes.map((change) => [change.kind, change.after.id])).toEqual(
      kind === "none" ? [] : [[kind, ID]],
    );
  });

  it("of a capability that is new in the framework is none", () => {
    const old = reportOn("2026-01-01");
    for (const track of old.tracks)
      track.capabilities = track.capabilities.filter(({ id }) => id !== ID);
    const two = [old, reportOn("2026-02-01")].map((report) => snapshotOf(report, ""));
    expect(stepBetween(two, 0, 1).changes).toEqual([]);
  });
});

describe("reports of one registry", () => {
  it("are put in the order of time, step by step and as a whole", () => {
    const { kind, snapshots, steps, whole } = compare(
      reportOn("2026-03-01", { [ID]: met("observed") }),
      reportOn("2026-01-01", { [ID]: met("observed") }),
      reportOn("2026-02-01", { [ID]: unmet }),
    );
    expect(kind).toBe("history");
    expect(snapshots.map(({ label }) => label)).toEqual(["2026-01-01", "2026-02-01", "2026-03-01"]);
    expect(steps.map(({ changes }) => changes.map(({ kind: one }) => one))).toEqual([
      ["fell"],
      ["rose"],
    ]);
    expect(whole?.changes).toEqual([]);
  });

  it("show levels that moved, and contradictions that came and went", () => {
    const before = reportOn("2026-01-01");
    const after = reportOn("2026-02-01", { "authorization/token-prefix": { contradiction: null } });
    const track = after.tracks[1];
    if (!track) throw new Error("fixture");
    after.tracks[1] = { ...track, level: 1, potentialLevel: 3 };
    const step = compare(before, after).steps[0];
    expect(
      step?.levels.map(({ scope, before: was, after: is }) => [scope, was.level, is.level]),
    ).toEqual([[track.id, 0, 1]]);
    expect(step?.contradictions.resolved.map(({ id }) => id)).toEqual([
      "authorization/token-prefix",
    ]);
    expect(
      compare(after, { ...before, generatedAt: "2026-03-01T00:00:00.000Z" }).steps[0]
        ?.contradictions.appeared,
    ).toHaveLength(1);
  });

  it("show the waivers of the latest that are over or nearly, by the report's day or another", () => {
    const both = [reportOn("2026-01-01"), reportOn("2026-11-20")];
    const list = (now?: string): [string, string, number][] =>
      compareSnapshots(
        both.map((report) => snapshotOf(report, "", now ? new Date(now) : undefined)),
        { warnWithin: 30 },
      ).waivers.map(({ capability, state, daysLeft }) => [capability, state, daysLeft]);
    expect(list()).toEqual([["cli/reachability-analysis", "expired", -20]]);
    expect(list("2027-02-20")).toEqual([
      ["cli/reachability-analysis", "expired", -112],
      ["general/malware-reporting", "active", 9],
    ]);
  });

  it("may be one alone", () => {
    const { kind, steps, whole } = compare(reportOn("2026-01-01"));
    expect([kind, steps, whole]).toEqual(["history", [], null]);
  });
});

describe("reports of several registries", () => {
  it("stand side by side in the order given, a cell each", () => {
    const { kind, snapshots, tracks, steps } = compare(
      registry("b", { [ID]: unmet }),
      registry("a"),
    );
    expect([kind, steps.length]).toEqual(["matrix", 0]);
    expect(snapshots.map(({ label }) => label)).toEqual(["Registry b", "Registry a"]);
    const row = tracks.flatMap(({ rows }) => rows).find(({ id }) => id === ID);
    expect(row?.cells.map((cell) => cell?.outcome)).toEqual(["unmet", "met"]);
    expect(tracks.map(({ levels }) => levels.length)).toEqual([2, 2, 2, 2]);
  });

  it("leave a hole where a report does not know a capability", () => {
    const other = registry("b");
    for (const track of other.tracks)
      track.capabilities = track.capabilities.filter(({ id }) => id !== ID);
    const { tracks } = compare(other, registry("a"));
    const cli = tracks.find(({ id }) => id === "cli");
    expect(cli?.rows.map(({ level }) => level)).toEqual([1, 2, 3, 3, 3]);
    expect(cli?.rows.find(({ id }) => id === ID)?.cells[0]).toBeNull();
  });

  it("get a day, then a number, where names repeat", () => {
    const early = registry("a");
    early.generatedAt = "2026-01-01T00:00:00.000Z";
    const labels = (...reports: Report[]): string[] =>
      compare(...reports).snapshots.map(({ label }) => label);
    expect(labels(registry("b"), early, registry("a"))).toEqual([
      "Registry b",
      "Registry a 2026-01-01",
      "Registry a 2026-11-20",
    ]);
    expect(labels(registry("b"), registry("a"), registry("a"))).toEqual([
      "Registry b",
      "Registry a 2026-11-20 12:00 (1)",
      "Registry a 2026-11-20 12:00 (2)",
    ]);
  });

  it("of different frameworks say so", () => {
    const other = registry("b");
    other.framework = { ...other.framework, version: "0.2" };
    expect(compare(registry("a"), other).notes[0]).toMatch(
      /different frameworks: .* 0\.1; .* 0\.2/,
    );
  });
});
