import { describe, expect, it } from "vitest";
import { AssayError } from "../../src/core/errors.ts";
import {
  type Regressions,
  regressionExitCode,
  regressions,
  worseExitCode,
} from "../../src/score/no-regress.ts";
import { renderRegressions } from "../../src/report/regressions.ts";
import { type Plan, realReport } from "../support/real-report.ts";

const TOTP = "authentication/totp-mfa";
const LOG = "general/transparency-log";

function compare(base: Plan, current: Plan): Regressions {
  return regressions(realReport(base), realReport(current));
}

describe("regressions", () => {
  it.each<[string, Plan, Plan, Regressions["state"], number]>([
    ["the same", {}, {}, "none", 0],
    ["better", { outcomes: { [TOTP]: "unmet" } }, {}, "none", 0],
    ["met, now unmet", {}, { outcomes: { [TOTP]: "unmet" } }, "regressed", 1],
    ["met, now partial", {}, { outcomes: { [TOTP]: "partial" } }, "regressed", 1],
    [
      "partial, now unmet",
      { outcomes: { [TOTP]: "partial" } },
      { outcomes: { [TOTP]: "unmet" } },
      "regressed",
      1,
    ],
    ["met, now unknown: no claim", {}, { outcomes: { [TOTP]: "none" } }, "inconclusive", 3],
    ["met, now unknown: stale", {}, { outcomes: { [TOTP]: "stale" } }, "inconclusive", 3],
    [
      "seen, now no answer",
      { log: "found", outcomes: { [LOG]: "none" } },
      { log: "failed", outcomes: { [LOG]: "none" } },
      "inconclusive",
      3,
    ],
    [
      "seen, now seen to be gone",
      { log: "found", outcomes: { [LOG]: "none" } },
      { log: "absent", outcomes: { [LOG]: "none" } },
      "regressed",
      1,
    ],
    [
      "unknown, now unmet: nothing fell",
      { outcomes: { [TOTP]: "none" } },
      { outcomes: { [TOTP]: "unmet" } },
      "none",
      0,
    ],
    [
      "unmet, now unknown",
      { outcomes: { [TOTP]: "unmet" } },
      { outcomes: { [TOTP]: "none" } },
      "none",
      0,
    ],
    ["documented, now only declared", {}, { outcomes: { [TOTP]: "met" } }, "inconclusive", 3],
    [
      "documented, now the page could not be read",
      {},
      { outcomes: { [TOTP]: "unchecked" } },
      "inconclusive",
      3,
    ],
    [
      "declared, now unmet",
      { others: "met" },
      { others: "met", outcomes: { [TOTP]: "unmet" } },
      "regressed",
      1,
    ],
    [
      "the track went away",
      {},
      { profile: { taxonomy: { userAccounts: false, packages: ["accepts-built"] } } },
      "inconclusive",
      3,
    ],
    ["one track only", {}, { evidence: { scope: { tracks: ["cli"] } } }, "none", 0],
    [
      "one capability only, and it fell",
      {},
      { evidence: { scope: { capabilities: [TOTP] } }, outcomes: { [TOTP]: "unmet" } },
      "regressed",
      1,
    ],
  ])("%s", (_, base, current, state, code) => {
    const found = compare(base, current);
    expect(found.state).toBe(state);
    expect(regressionExitCode(found)).toBe(code);
  });

  it("says what fell, on every scale", () => {
    const { regressed, inconclusive } = compare({}, { outcomes: { [TOTP]: "unmet" } });
    expect(regressed.levels).toEqual([
      { scope: "authentication", measure: "level", from: 3, to: 0 },
      { scope: "authentication", measure: "verifiedLevel", from: 3, to: 0 },
      { scope: "registry", measure: "level", from: 3, to: 0 },
      { scope: "registry", measure: "verifiedLevel", from: 3, to: 0 },
    ]);
    expect(regressed.outcomes).toMatchObject([{ capability: TOTP, from: "met", to: "unmet" }]);
    expect(inconclusive).toEqual({ levels: [], outcomes: [] });
  });

  it("a page that no longer says so lowers the verified level for certain", () => {
    const current = realReport({ outcomes: { [TOTP]: "met" } });
    for (const track of current.tracks)
      for (const item of track.capabilities)
        if (item.id === TOTP) for (const piece of item.evidence) piece.proof = "stale";
    expect(regressions(realReport({}), current)).toMatchObject({
      state: "regressed",
      regressed: { levels: [{ scope: "authentication", measure: "verifiedLevel" }, {}] },
    });
  });

  it("compares no levels of different frameworks, and says so", () => {
    const base = structuredClone(realReport({}));
    base.framework.version = "0.2";
    const found = regressions(base, realReport({ outcomes: { [TOTP]: "unmet" } }));
    expect(found.regressed.levels).toEqual([]);
    expect(found.regressed.outcomes).toHaveLength(1);
    expect(found.notes[0]).toContain("0.2");
  });

  it("refuses a report of another registry", () => {
    const base = structuredClone(realReport({}));
    base.registry.id = "other";
    expect(() => regressions(base, realReport({}))).toThrow(AssayError);
  });
});

describe("worseExitCode", () => {
  it.each([
    [0, 0, 0],
    [0, 3, 3],
    [3, 1, 1],
    [1, 3, 1],
    [4, 1, 4],
    [130, 1, 130],
  ])("%i and %i is %i", (a, b, worse) => {
    expect(worseExitCode(a, b)).toBe(worse);
  });
});

describe("renderRegressions", () => {
  const plain = { columns: 80, color: false, unicode: true };

  it("names what fell", () => {
    const text = renderRegressions(compare({}, { outcomes: { [TOTP]: "unmet" } }), plain);
    expect(text).toContain("something got worse since 2026-11-22 12:00 UTC");
    expect(text).toContain("✘ authentication: level 3 → 0");
    expect(text).toContain(`✘ ${TOTP}: met → unmet. Not built yet.`);
  });

  it.each([40, 80])("keeps to %i columns, and to ASCII where it must", (columns) => {
    const text = renderRegressions(compare({}, { others: "none" }), {
      columns,
      color: false,
      unicode: false,
    });
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(columns);
  });

  it("lets no text move the cursor", () => {
    const found = compare({}, { outcomes: { [TOTP]: "unmet" } });
    for (const change of found.regressed.outcomes) change.message = "\u001b[2J\nfaked: met";
    expect(renderRegressions(found, plain)).not.toMatch(/\u001b|^faked/m);
  });
});
