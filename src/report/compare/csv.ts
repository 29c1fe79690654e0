import type { Comparison } from "../../compare/compare.ts";
import { toCsv } from "../csv.ts";
import { stateNotes } from "./words.ts";

/** Several registries: a row per capability, two columns per report. One registry: a row per change. */
export function renderCompareCsv(comparison: Comparison): string {
  return comparison.kind === "history" ? changes(comparison) : matrix(comparison);
}

function matrix({ snapshots, overall, tracks }: Comparison): string {
  const columns = [
    "track",
    "level",
    "capability",
    "title",
    ...snapshots.flatMap(({ label }) => [label, `${label} evidence`]),
  ];
  const levels = (id: string, title: string, all: readonly ({ level: number | null } | null)[]) => [
    id,
    null,
    null,
    `${title}: level`,
    ...all.flatMap((one) => [one?.level ?? "n/a", null]),
  ];
  const rows = tracks.flatMap((track) => [
    levels(track.id, track.title, track.levels),
    ...track.rows.map(({ id, title, level, cells }) => [
      track.id,
      level,
      id,
      title,
      ...cells.flatMap((state) =>
        state
          ? [
              state.outcome,
              [state.outcome === "unknown" ? state.code : state.strength, ...stateNotes(state)]
                .filter((part) => part !== null)
                .join("; "),
            ]
          : [null, null],
      ),
    ]),
  ]);
  return toCsv(columns, [levels("registry", "Registry", overall), ...rows]);
}

const CHANGE_COLUMNS =
  "registry from to change track level capability title before after before_evidence after_evidence why".split(
    " ",
  );

function changes({ snapshots, steps }: Comparison): string {
  const rows = steps.flatMap((step) => {
    const from = snapshots[step.from];
    const to = snapshots[step.to];
    const lead = [to?.registry.id ?? "", from?.generatedAt ?? "", to?.generatedAt ?? ""];
    return [
      ...step.levels.map(({ scope, title, before, after }) => [
        ...lead,
        "level",
        scope,
        null,
        null,
        title,
        before.level ?? "n/a",
        after.level ?? "n/a",
        before.verifiedLevel,
        after.verifiedLevel,
        null,
      ]),
      ...step.changes.map(({ kind, before, after }) => [
        ...lead,
        kind,
        after.track,
        after.level,
        after.id,
        after.title,
        before?.outcome ?? null,
        after.outcome,
        before?.strength ?? null,
        after.strength,
        after.message,
      ]),
      ...(["appeared", "resolved"] as const).flatMap((change) =>
        step.contradictions[change].map((item) => [
          ...lead,
          `contradiction ${change}`,
          item.track,
          item.level,
          item.id,
          item.title,
          null,
          item.outcome,
          null,
          item.strength,
          item.contradiction,
        ]),
      ),
    ];
  });
  return toCsv(CHANGE_COLUMNS, rows);
}
