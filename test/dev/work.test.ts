import { describe, expect, it } from "vitest";
import { workProblems } from "../../src/dev/catalogue/work.ts";

const problems = (work: Record<string, string[]>): string[] =>
  workProblems(
    {
      name: "checks/work.yaml",
      data: {
        work: Object.fromEntries(
          Object.entries(work).map(([id, dependsOn]) => [id, { kinds: ["docs"], dependsOn }]),
        ),
      },
      at: (path) => `checks/work.yaml:${path.join(".")}`,
    },
    ["a/one", "a/two"],
    new Set(["a/one", "a/two", "a/three"]),
  );

describe("checks/work.yaml", () => {
  it("may be whole", () => {
    expect(problems({ "a/one": [], "a/two": ["a/one"], "a/three": ["a/one", "a/two"] })).toEqual(
      [],
    );
  });

  it.each([
    ["a missing entry", { "a/one": [] }, "checks/work.yaml:work: a/two is missing"],
    ["an unknown id", { "a/one": [], "a/two": [], "b/x": [] }, "work.b/x: no framework names b/x"],
    ["an unknown dependency", { "a/one": ["b/x"], "a/two": [] }, "no framework names b/x"],
    [
      "a circle",
      { "a/one": ["a/two"], "a/two": ["a/three"], "a/three": ["a/one"] },
      "wait for each other",
    ],
    ["itself", { "a/one": ["a/one"], "a/two": [] }, "wait for each other"],
  ])("is refused for %s", (_, work, message) => {
    expect(problems(work).join("\n")).toContain(message);
  });
});
