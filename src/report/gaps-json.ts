import type { Report } from "../core/report.ts";
import { MAPPING_NOTE } from "../gaps/standards.ts";
import { workList } from "../gaps/work-list.ts";
import { type GapSelection, isUnknown, totalEffort } from "./gaps.ts";
import { toJson } from "./json.ts";

/** The work list with everything that the templates render; `items` hold every field of the report's gaps. */
export function renderGapsJson(report: Report, selection: GapSelection): string {
  const { items, milestones, ...list } = workList(report, selection);
  const definite = items.filter((item) => !isUnknown(item));
  return toJson({
    ...list,
    totals: {
      toClose: definite.length,
      toEstablish: items.length - definite.length,
      effort: totalEffort(definite),
    },
    standardsNote: MAPPING_NOTE,
    milestones: milestones.map(({ items: open, capabilities, ...milestone }) => ({
      ...milestone,
      of: capabilities.length,
      open: open.map(({ capability }) => capability),
    })),
    items,
  });
}
