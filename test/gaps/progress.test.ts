import { describe, expect, it } from "vitest";
import { progressSince } from "../../src/gaps/progress.ts";
import { PROGRESS_FORMATS } from "../../src/report/gaps-progress.ts";
import { checkCsv, checkMarkdown } from "../report/checks.ts";
import { options, UNSAFE, withTexts } from "../report/support.ts";
import { registry, reportOn } from "../compare/support.ts";

const PREFIX = "authorization/token-prefix";
const before = reportOn("2026-01-01", { "cli/dependency-pinning": { outcome: "met" } });
const after = reportOn("2026-06-01", {
  [PREFIX]: { outcome: "met", strength: "observed", contradiction: null },
  "general/malware-reporting": { outcome: "unmet" },
  "cli/dependency-pinning": { outcome: "partial" },
});
after.gaps = after.gaps.filter(({ capability }) => capability !== PREFIX);
const track = after.tracks.find(({ id }) => id === "authorization");
if (track) track.level = 2;

describe("progress", () => {
  it("says what was closed, opened and moved, and what was completed", () => {
    const progress = progressSince(before, after, {
      toLevel: 3,
      overlay: { schemaVersion: 1, gaps: { [PREFIX]: { sponsors: ["Foundation A"] } } },
    });
    expect(progress.completed).toEqual(["Authorization level 1", "Authorization level 2"]);
    expect(progress.closed).toMatchObject([
      { capability: PREFIX, before: "unmet", after: "met", sponsors: ["Foundation A"] },
    ]);
    expect(progress.opened.map(({ capability }) => capability)).toEqual(["cli/dependency-pinning"]);
    expect(progress.moved).toMatchObject([
      { capability: "general/malware-reporting", before: "partial", after: "unmet" },
    ]);
    expect(progress.next.length).toBeGreaterThan(0);
    expect(progress.remaining.count).toBe(after.gaps.length);
  });

  it("keeps to the level and the track that were asked for", () => {
    const progress = progressSince(before, after, { toLevel: 1, tracks: ["cli"] });
    expect([progress.closed, progress.moved]).toEqual([[], []]);
    expect(progress.opened).toHaveLength(1);
  });

  it("is of one registry, and from the older to the newer", () => {
    expect(() => progressSince(registry("other"), after, { toLevel: 3 })).toThrow(/is on example/);
    expect(() => progressSince(after, before, { toLevel: 3 })).toThrow(/later than the report/);
    expect(progressSince(before, before, { toLevel: 3 }).closed).toEqual([]);
  });

  it.each(PROGRESS_FORMATS.map(({ id }) => id))("is safe to show as %s", async (id) => {
    const hostile = "=1+1\u001b[2J\n# x|<b>`@a\u202e";
    const progress = progressSince(
      before,
      withTexts(after, () => hostile),
      { toLevel: 3 },
    );
    const render = await PROGRESS_FORMATS.find((format) => format.id === id)?.load();
    const text = render?.(progress, options()) ?? "";
    expect(text).toBe(render?.(progress, options()));
    if (id === "markdown") checkMarkdown(text);
    if (id === "csv") checkCsv(text, 14);
    expect(text.replaceAll("\r\n", "\n")).not.toMatch(UNSAFE);
  });
});
