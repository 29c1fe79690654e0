import { describe, expect, it } from "vitest";
import type { Report, ReportCapability } from "../../src/core/report.ts";
import { nextStep } from "../../src/report/next-step.ts";

type Item = Pick<ReportCapability, "outcome" | "code">;

function report(profile: string, level: 0 | 3, items: Item[], offline = false): Report {
  const capabilities = items.map((item, at) => ({
    ...item,
    id: `general/c${at}`,
    title: `C${at}`,
    level: 1,
  }));
  const track = { id: "general", title: "General", level, capabilities };
  const blockers =
    level === 3 ? [] : capabilities.filter((one) => one.outcome !== "met").map(({ id }) => id);
  return { tracks: [{ ...track, blockers }], settings: { profile, offline } } as unknown as Report;
}

const unmet: Item = { outcome: "unmet", code: null };
const unknown: Item = { outcome: "unknown", code: "not-observable" };
const unreached: Item = { outcome: "unknown", code: "unreachable" };

describe("the next step", () => {
  it.each<[string, Report, string, string | null]>([
    ["nothing left", report("p.yaml", 3, []), "Nothing stands between", null],
    [
      "a gap",
      report("p.yaml", 0, [unmet]),
      "One gap keeps General from level 1: C0.",
      "assay explain general/c0",
    ],
    [
      "gaps before unknowns",
      report("p.yaml", 0, [unknown, unmet]),
      "2 capabilities keep General from level 1, this one first: C1.",
      "assay explain general/c1",
    ],
    [
      "one unknown",
      report("p.yaml", 0, [unknown]),
      "would settle it",
      "assay init --interview -o p.yaml",
    ],
    [
      "unknowns of a bundled profile",
      report("npm", 0, [unknown, unknown]),
      "would settle them",
      "assay explain general/c0",
    ],
    [
      "unknowns of an address",
      report("https://r.example", 0, [unknown]),
      "C0",
      "assay init https://r.example --interview",
    ],
    ["not asked", report("npm", 0, [unreached], true), "Run without --offline", "assay audit npm"],
  ])("%s", (_, given, message, command) => {
    const step = nextStep(given);
    expect(step.message).toContain(message);
    expect(step.command).toBe(command);
  });
});
