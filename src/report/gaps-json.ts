import type { Report } from "../core/report.ts";
import { type GapSelection, selectGaps } from "./gaps.ts";
import { toJson } from "./json.ts";

/** The gaps as the report has them, selected and in the order of the work list. */
export function renderGapsJson(report: Report, selection: GapSelection): string {
  return toJson(selectGaps(report, selection));
}
