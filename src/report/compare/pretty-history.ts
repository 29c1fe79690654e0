import { type Change, CHANGE_KINDS, type Step } from "../../compare/changes.ts";
import type { CapabilityState } from "../../compare/snapshot.ts";
import { hanging, indent } from "../grid.ts";
import { type Line, wrap } from "../spans.ts";
import type { View } from "./view.ts";
import { KIND_WORDS, levelText, changeWords, stepCounts, summaryStep } from "./words.ts";

/** What changed from the first report to the last, then each step in one line. */
export function history(view: View): Line[] {
  const { comparison, width, symbols } = view;
  const step = summaryStep(comparison);
  if (!step) return [[], ...wrap([{ text: "One report alone has nothing to compare." }], width)];
  return [
    ...levels(step, view),
    ...CHANGE_KINDS.flatMap((kind) =>
      group(
        KIND_WORDS[kind],
        step.changes.filter((change) => change.kind === kind),
        view,
      ),
    ),
    ...contradictions("New contradictions", step.contradictions.appeared, view),
    ...contradictions("Contradictions resolved", step.contradictions.resolved, view),
    ...(step.changes.length === 0 && step.levels.length === 0
      ? [[], ...wrap([{ text: "No verdict changed." }], width)]
      : []),
    ...(comparison.whole
      ? [
          [],
          [{ text: "Step by step", tone: "heading" as const }],
          ...indent(
            comparison.steps.flatMap((one) =>
              hanging(
                [
                  {
                    text: `${label(one.from, view)} ${symbols.arrow} ${label(one.to, view)} `,
                    tone: "dim",
                  },
                ],
                [{ text: stepCounts(one) }],
                width - 2,
              ),
            ),
            2,
          ),
        ]
      : []),
  ];
}

function label(at: number, { comparison }: View): string {
  return comparison.snapshots[at]?.label ?? "";
}

function levels({ levels: changed }: Step, { symbols, width }: View): Line[] {
  if (changed.length === 0) return [];
  return [
    [],
    [{ text: "Levels", tone: "heading" }],
    ...indent(
      changed.flatMap(({ title, before, after }) => {
        const fell = (after.level ?? 0) < (before.level ?? 0);
        const rose = (after.level ?? 0) > (before.level ?? 0);
        const moved = (a: number | null, b: number | null): string =>
          a === b ? levelText(a) : `${levelText(a)} ${symbols.arrow} ${levelText(b)}`;
        return hanging(
          [{ text: `${title} `, tone: "strong" }],
          [
            {
              text: `level ${moved(before.level, after.level)}`,
              tone: fell ? "unmet" : rose ? "met" : "plain",
            },
            {
              text: `, verified ${moved(before.verifiedLevel, after.verifiedLevel)}, potential ${moved(before.potentialLevel, after.potentialLevel)}`,
            },
          ],
          width - 2,
        );
      }),
      2,
    ),
  ];
}

function group(title: string, changes: readonly Change[], { symbols, width }: View): Line[] {
  if (changes.length === 0) return [];
  return [
    [],
    [{ text: `${title} (${changes.length})`, tone: "heading" }],
    ...indent(
      changes.flatMap(({ before, after }) =>
        hanging(
          [{ text: `${symbols.verdict[after.outcome]} `, tone: after.outcome }],
          [
            { text: after.id, tone: "strong" },
            {
              text: ` ${symbols.dot} level ${after.level} ${symbols.dot} ${before ? changeWords(before) : "not there"} ${symbols.arrow} ${changeWords(after)}`,
              tone: "dim",
            },
            { text: ` ${symbols.dash} ${after.message}` },
          ],
          width - 2,
        ),
      ),
      2,
    ),
  ];
}

function contradictions(
  title: string,
  items: readonly CapabilityState[],
  { symbols, width }: View,
): Line[] {
  if (items.length === 0) return [];
  return [
    [],
    [{ text: `${title} (${items.length})`, tone: "heading" }],
    ...indent(
      items.flatMap(({ id, contradiction }) =>
        hanging(
          [{ text: `${symbols.alarm} `, tone: contradiction ? "alarm" : "dim" }],
          [
            { text: id, tone: "strong" },
            ...(contradiction ? [{ text: ` ${symbols.dash} ${contradiction}` }] : []),
          ],
          width - 2,
        ),
      ),
      2,
    ),
  ];
}
