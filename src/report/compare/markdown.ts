import { type Change, CHANGE_KINDS, type Step } from "../../compare/changes.ts";
import type { Comparison } from "../../compare/compare.ts";
import type { CapabilityState, Levels } from "../../compare/snapshot.ts";
import { escapeMarkdown as escape, markdownTable } from "../markdown-text.ts";
import { symbolsFor } from "../theme.ts";
import {
  changeWords,
  KIND_WORDS,
  levelText,
  levelsText,
  periodOf,
  stateNotes,
  stateWords,
  stepCounts,
  summaryStep,
  titleOf,
  waiverText,
} from "./words.ts";

/** A comparison as GitHub-flavoured Markdown, fit for a comment on a pull request. */
export function renderCompareMarkdown(comparison: Comparison): string {
  const lines = [
    `# ${escape(titleOf(comparison))}`,
    "",
    `${escape(periodOf(comparison))}.`,
    ...comparison.notes.flatMap((note) => ["", escape(note)]),
    ...(comparison.kind === "history" ? history(comparison) : matrix(comparison)),
    ...waivers(comparison),
  ];
  return `${lines.join("\n")}\n`;
}

const SYMBOLS = symbolsFor(true);

function matrix({ snapshots, overall, tracks }: Comparison): string[] {
  const head = ["Level", "Capability", ...snapshots.map(({ label }) => escape(label))];
  const levels = (name: string, all: readonly (Levels | null)[]): string[] => [
    "",
    `**${escape(name)}**`,
    ...all.map((one) => (one ? `**${levelsText(one)}**` : SYMBOLS.dash)),
  ];
  const rows = tracks.flatMap((track) => [
    levels(track.title, track.levels),
    ...track.rows.map(({ title, level, cells }) => [
      String(level),
      escape(title),
      ...cells.map(cell),
    ]),
  ]);
  return ["", ...markdownTable(head, [levels("Registry", overall), ...rows])];
}

function cell(state: CapabilityState | null): string {
  if (!state) return SYMBOLS.dash;
  const words = `${SYMBOLS.verdict[state.outcome]} ${stateWords(state)}`;
  return [words, ...stateNotes(state)].join("<br>");
}

function history(comparison: Comparison): string[] {
  const step = summaryStep(comparison);
  if (!step) return ["", "One report alone has nothing to compare."];
  const { appeared, resolved } = step.contradictions;
  const quiet = step.changes.length === 0 && step.levels.length === 0;
  return [
    ...(quiet ? ["", "No verdict changed."] : []),
    ...levels(step),
    ...CHANGE_KINDS.flatMap((kind) =>
      changes(
        KIND_WORDS[kind],
        step.changes.filter((change) => change.kind === kind),
      ),
    ),
    ...contradictions("New contradictions", appeared),
    ...contradictions("Contradictions resolved", resolved),
    ...(comparison.whole ? stepByStep(comparison) : []),
  ];
}

function levels({ levels: changed }: Step): string[] {
  if (changed.length === 0) return [];
  const moved = (a: number | null, b: number | null): string =>
    a === b ? levelText(a) : `${levelText(a)} → ${levelText(b)}`;
  return [
    "",
    "## Levels",
    "",
    ...markdownTable(
      ["Scope", "Level", "Verified", "Potential"],
      changed.map(({ title, before, after }) => [
        escape(title),
        moved(before.level, after.level),
        moved(before.verifiedLevel, after.verifiedLevel),
        moved(before.potentialLevel, after.potentialLevel),
      ]),
    ),
  ];
}

function changes(title: string, list: readonly Change[]): string[] {
  if (list.length === 0) return [];
  return [
    "",
    `## ${title} (${list.length})`,
    "",
    ...markdownTable(
      ["Level", "Capability", "Before", "After", "Why"],
      list.map(({ before, after }) => [
        String(after.level),
        `${escape(after.title)}<br>${escape(after.id)}`,
        before ? changeWords(before) : "not there",
        changeWords(after),
        escape(after.message),
      ]),
    ),
  ];
}

function contradictions(title: string, items: readonly CapabilityState[]): string[] {
  if (items.length === 0) return [];
  return [
    "",
    `## ${title} (${items.length})`,
    "",
    ...items.map(
      ({ id, contradiction }) =>
        `- ${escape(id)}${contradiction ? `: ${escape(contradiction)}` : ""}`,
    ),
  ];
}

function stepByStep({ steps, snapshots }: Comparison): string[] {
  return [
    "",
    "## Step by step",
    "",
    ...markdownTable(
      ["From", "To", "What changed"],
      steps.map((step) => [
        escape(snapshots[step.from]?.label ?? ""),
        escape(snapshots[step.to]?.label ?? ""),
        stepCounts(step),
      ]),
    ),
  ];
}

function waivers({ waivers: list, warnWithin }: Comparison): string[] {
  if (list.length === 0) return [];
  return [
    "",
    `## Waivers that end within ${warnWithin} days`,
    "",
    ...markdownTable(
      ["Report", "Capability", "Until", "State", "Owner"],
      list.map((waiver) => [
        escape(waiver.label),
        escape(waiver.capability),
        escape(waiver.expires),
        waiverText(waiver),
        escape(waiver.owner),
      ]),
    ),
  ];
}
