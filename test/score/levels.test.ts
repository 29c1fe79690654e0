import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Level, Outcome, Strength } from "../../src/core/outcome.ts";
import { levelWhere, lowest, type Scored, trackLevels } from "../../src/score/levels.ts";

const outcome = fc.constantFrom<Outcome>("met", "partial", "unmet", "unknown");
const item: fc.Arbitrary<Scored> = fc
  .record({
    level: fc.constantFrom<Level>(1, 2, 3),
    outcome,
    strength: fc.constantFrom<Strength>("declared", "documented", "observed"),
  })
  .map((one) => (one.outcome === "unknown" ? { ...one, strength: null } : one));
const items = fc.array(item, { maxLength: 12 });

describe("trackLevels", () => {
  it.each<[string, Scored[], [number, number, number]]>([
    ["nothing to meet", [], [3, 3, 3]],
    ["one unmet at level 1", [scored(1, "unmet"), scored(2, "met")], [0, 0, 0]],
    ["a partial blocks like an unmet", [scored(1, "partial")], [0, 0, 0]],
    [
      "an unknown at level 2",
      [scored(1, "met"), scored(2, "unknown"), scored(3, "met")],
      [1, 1, 3],
    ],
    ["declared only", [scored(1, "met", "declared")], [3, 0, 3]],
    ["all met and observed", [scored(1, "met"), scored(2, "met"), scored(3, "met")], [3, 3, 3]],
  ])("%s", (_, given, [level, verifiedLevel, potentialLevel]) => {
    expect(trackLevels(given)).toEqual({ level, verifiedLevel, potentialLevel });
  });

  it("orders verified <= level <= potential", () => {
    fc.assert(
      fc.property(items, (given) => {
        const { level, verifiedLevel, potentialLevel } = trackLevels(given);
        expect(verifiedLevel).toBeLessThanOrEqual(level);
        expect(level).toBeLessThanOrEqual(potentialLevel);
      }),
    );
  });

  it("is monotone: meeting one more capability never lowers a level", () => {
    fc.assert(
      fc.property(items, fc.nat(), (given, pick) => {
        if (given.length === 0) return;
        const index = pick % given.length;
        const better = given.map(
          (one, at): Scored =>
            at === index ? { ...one, outcome: "met", strength: "observed" } : one,
        );
        const [before, after] = [trackLevels(given), trackLevels(better)];
        expect(after.level).toBeGreaterThanOrEqual(before.level);
        expect(after.verifiedLevel).toBeGreaterThanOrEqual(before.verifiedLevel);
        expect(after.potentialLevel).toBeGreaterThanOrEqual(before.potentialLevel);
      }),
    );
  });

  it("an unknown never helps: as unmet, the level is the same", () => {
    fc.assert(
      fc.property(items, (given) => {
        const asUnmet = given.map(
          (one): Scored => (one.outcome === "unknown" ? { ...one, outcome: "unmet" } : one),
        );
        expect(trackLevels(given).level).toBe(trackLevels(asUnmet).level);
        expect(trackLevels(given).verifiedLevel).toBe(trackLevels(asUnmet).verifiedLevel);
      }),
    );
  });
});

describe("levelWhere", () => {
  it("skips a level that asks for nothing", () => {
    expect(levelWhere([scored(1, "met"), scored(3, "unmet")], (one) => one.outcome === "met")).toBe(
      2,
    );
  });
});

describe("lowest", () => {
  it("ignores tracks that do not apply, and is null when none does", () => {
    expect(lowest([2, null, 1])).toBe(1);
    expect(lowest([null, null])).toBeNull();
  });
});

function scored(level: Level, outcomeOf: Outcome, strength: Strength = "observed"): Scored {
  return { level, outcome: outcomeOf, strength: outcomeOf === "unknown" ? null : strength };
}
