import type { Report } from "../core/report.ts";
import { cleanStrings } from "./clean.ts";
import { MOST_CHARACTERS, toCsv } from "./csv.ts";
import { type GapSelection, gapWord, selectGaps } from "./gaps.ts";

const COLUMNS = [
  "registry",
  "order",
  "track",
  "level",
  "capability",
  "title",
  "state",
  "code",
  "blocks",
  "why",
  "remediation",
  "effort_low_weeks",
  "effort_high_weeks",
  "references",
] as const;

/** One row per gap, in the order of the work list. */
export function renderGapsCsv(raw: Report, selection: GapSelection): string {
  const report = cleanStrings(raw, MOST_CHARACTERS);
  const rows = selectGaps(report, selection).map((gap, at) => [
    report.registry.id,
    at + 1,
    gap.track,
    gap.level,
    gap.capability,
    gap.title,
    gapWord(gap),
    gap.code,
    gap.blocks ? "yes" : "no",
    gap.why,
    gap.remediation.join(" / "),
    gap.effort.low,
    gap.effort.high,
    gap.references.map(({ url }) => url).join(" "),
  ]);
  return toCsv(COLUMNS, rows);
}
