import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadOverlayText, orphans, type OverlayResult } from "../../src/gaps/overlay.ts";
import { addEntries, overlaySkeleton } from "../../src/gaps/overlay-write.ts";
import { selectGaps } from "../../src/gaps/work-list.ts";
import { fixture } from "../report/support.ts";

const read = (name: string): string =>
  readFileSync(new URL(`../../fixtures/gaps/${name}`, import.meta.url), "utf8");
const GOOD = read("gaps.yml");
const gaps = selectGaps(fixture("mixed"), { toLevel: 3 });

async function load(text: string): Promise<Extract<OverlayResult, { ok: true }>> {
  const result = await loadOverlayText(text, "gaps.yml");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result;
}

describe("an overlay", () => {
  it("is read as written, long texts with their lines", async () => {
    const { overlay } = await load(GOOD);
    expect(overlay.rate).toBe(4000);
    expect(overlay.gaps["authorization/token-prefix"]).toMatchObject({
      owner: "Token team",
      cost: 12_000,
      sponsors: ["Foundation A", "B & Co"],
      text: "Needs a word with the scanners.\n\nSecond paragraph\nover two lines.\n",
    });
    expect(overlay.gaps["authentication/totp-mfa"]).toEqual({});
  });

  it("may be empty, or hold entries that wait to be filled", async () => {
    expect((await load("schemaVersion: 1\ngaps:\n")).overlay.gaps).toEqual({});
    const { overlay } = await load("schemaVersion: 1\ngaps:\n  cli/sbom-generation:\n");
    expect(overlay.gaps).toEqual({ "cli/sbom-generation": {} });
  });

  it("is refused with every mistake at its line and column", async () => {
    const result = await loadOverlayText(read("broken.yml"), "gaps.yml");
    expect(result.ok).toBe(false);
    const problems = result.ok ? [] : result.problems;
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      "1:16 Must be 1",
      "2:11 Not a valid currency",
      '5:5 Unknown field "costs"',
      "6:11 Not a valid cost",
      "7:15 Not a valid web address",
      '8:15 "sponsors" must be a list, not text',
      "9:13 Not a valid status",
    ]);
    expect(problems[2]?.hint).toBe("Did you mean cost?");
  });

  it.each([
    ["an escape", 'schemaVersion: 1\ngaps:\n  a/b: { owner: "\\u001b[31m" }\n'],
    ["a direction mark", 'schemaVersion: 1\ngaps:\n  a/b: { text: "x\\u202ey" }\n'],
    ["a line break in a line", 'schemaVersion: 1\ngaps:\n  a/b: { owner: "x\\ny" }\n'],
    ["a raw control", "schemaVersion: 1\ngaps:\n  a/b: { owner: x\u0007 }\n"],
    ["a duplicate", "schemaVersion: 1\ngaps:\n  a/b: {}\n  a/b: {}\n"],
    ["no version", "gaps: {}\n"],
    ["nothing", ""],
    ["an anchor that repeats itself", "schemaVersion: 1\ngaps: &g\n  a/b: *g\n"],
  ])("is refused for %s", async (_, text) => {
    expect((await loadOverlayText(text, "gaps.yml")).ok).toBe(false);
  });

  it("tells of entries that no gap answers to, and where they stand", async () => {
    const loaded = await load(`${GOOD}  general/malware-report: { owner: me }\n`);
    const found = orphans(loaded, fixture("mixed"));
    expect(found.map(({ line, message }) => [line, message])).toEqual([
      [30, "authentication/totp-mfa is no gap: it is met"],
      [31, '"general/malware-report" is not in this report'],
    ]);
    expect(found[1]?.hint).toBe("Did you mean general/malware-reporting?");
  });
});

describe("writing an overlay", () => {
  it("starts with a skeleton that is valid and holds every gap", async () => {
    const { overlay } = await load(overlaySkeleton(gaps));
    expect(Object.keys(overlay.gaps)).toEqual(gaps.map(({ capability }) => capability));
  });

  it.each([
    ["as it is", GOOD],
    ["with CRLF", GOOD.replaceAll("\n", "\r\n")],
    ["without a last line break", GOOD.trimEnd()],
    [
      "with another indent",
      "schemaVersion: 1\ngaps:\n      cli/reachability-analysis:\n          owner: x\n",
    ],
    ["with fields behind", `${GOOD}# about us\n$schema: x\n`],
    ["with no entries", "schemaVersion: 1 # one\ngaps: # none yet\n"],
    ["ending in a comment", `${GOOD}  # more to come\n\n# outside\n`],
  ])("adds what is missing and keeps every byte: %s", async (_, before) => {
    const { text, added } = await addEntries(before, gaps);
    expect(added.length).toBeGreaterThan(0);
    let at = 0;
    for (const line of before.trimEnd().split("\n")) {
      const found = text.indexOf(line, at);
      expect(found).toBeGreaterThanOrEqual(at);
      at = found + line.length;
    }
    const old = await load(before);
    const now = await load(text);
    for (const [id, entry] of Object.entries(old.overlay.gaps))
      expect(now.overlay.gaps[id]).toEqual(entry);
    for (const { capability } of gaps) expect(now.overlay.gaps[capability]).toBeDefined();
    const again = await addEntries(text, gaps);
    expect(again).toEqual({ text, added: [] });
  });

  it.each([
    ["braces", "schemaVersion: 1\ngaps: {}\n"],
    ["no gaps", "schemaVersion: 1\n"],
    ["one line", "{ schemaVersion: 1, gaps: {} }\n"],
  ])("says why it cannot: %s", async (_, text) => {
    await expect(addEntries(text, gaps)).rejects.toThrow(/cannot be added/);
  });
});
