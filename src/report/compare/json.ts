import type { Comparison } from "../../compare/compare.ts";
import { toJson } from "../json.ts";

/** The comparison as data; cells stand in the order of `reports`. */
export function renderCompareJson(comparison: Comparison): string {
  const { kind, snapshots, tracks, steps, whole, waivers, warnWithin, notes } = comparison;
  return toJson({
    kind,
    reports: snapshots.map(({ capabilities: _, waivers: __, ...report }) => report),
    tracks: tracks.map(({ id, title, rows }) => ({
      id,
      title,
      capabilities: rows.map((row) => ({
        id: row.id,
        title: row.title,
        level: row.level,
        cells: row.cells.map((state) => {
          if (!state) return null;
          const { id: _, track: __, title: ___, level: ____, ...cell } = state;
          return cell;
        }),
      })),
    })),
    steps,
    whole,
    waivers,
    warnWithin,
    notes,
  });
}
