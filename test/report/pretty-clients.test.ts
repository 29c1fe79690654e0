import { describe, expect, it } from "vitest";
import type { ReportEvidence, ReportTrack } from "../../src/core/report.ts";
import type { Context } from "../../src/report/pretty-context.ts";
import { otherClients } from "../../src/report/pretty-clients.ts";
import { symbolsFor } from "../../src/report/theme.ts";

function piece(source: string, beside?: ReportEvidence["beside"]): ReportEvidence {
  return {
    method: "client",
    strength: "observed",
    outcome: "note",
    message: "",
    source,
    ...(beside ? { beside } : {}),
  };
}

function lines(evidence: ReportEvidence[]): string[] {
  const track = { capabilities: [{ id: "cli/dependency-pinning", evidence }] };
  const context = { width: 80, symbols: symbolsFor(true) };
  return otherClients(track as unknown as ReportTrack, context as unknown as Context).map((line) =>
    line
      .map(({ text }) => text)
      .join("")
      .trim(),
  );
}

describe("other clients", () => {
  it("says nothing where only the official one ran", () => {
    expect(lines([piece("npm")])).toEqual([]);
  });

  it.each<[NonNullable<ReportEvidence["beside"]>[], string]>([
    [["met"], "✔ met"],
    [["met", "unmet"], "◐ partial"],
    [["unmet"], "✘ unmet"],
    [["met", "unknown"], "? unknown"],
  ])("sums up %s as %s", (outcomes, word) => {
    const shown = lines([piece("npm"), ...outcomes.map((outcome) => piece("pnpm", outcome))]);
    expect(shown[0]).toContain("not counted");
    expect(shown[1]).toContain("pnpm");
    expect(shown[1]).toContain(`${word} dependency-pinning`);
  });
});
