import type { Gap, Report } from "../core/report.ts";
import { cleanStrings } from "./clean.ts";
import { effortWords, type GapSelection, gapTotals, gapWord, selectGaps } from "./gaps.ts";
import { escapeMarkdown as escape, markdownLink, markdownTable } from "./markdown-text.ts";

/** The work list as Markdown: a table to see it all, then a section for each gap. */
export function renderGapsMarkdown(raw: Report, selection: GapSelection): string {
  const report = cleanStrings(raw, 2_000);
  const gaps = selectGaps(report, selection);
  const lines = [
    `# ${escape(report.registry.name)}: gaps to level ${selection.toLevel}`,
    "",
    `${gapTotals(gaps)}.`,
    ...(gaps.length === 0 ? [] : ["", ...gapsTable(gaps)]),
    ...gaps.flatMap((gap, at) => ["", ...gapSection(gap, at + 1)]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Expects clean gaps. */
export function gapsTable(gaps: readonly Gap[]): string[] {
  return markdownTable(
    ["Level", "Gap", "State", "Blocks", "Effort", "Why"],
    gaps.map((gap) => [
      String(gap.level),
      `${escape(gap.title)}<br>${escape(gap.capability)}`,
      gapWord(gap),
      gap.blocks ? "yes" : "no",
      effortWords(gap.effort),
      escape(gap.why),
    ]),
  );
}

function gapSection(gap: Gap, number: number): string[] {
  const facts = [
    escape(gap.capability),
    `level ${gap.level}`,
    gapWord(gap),
    effortWords(gap.effort),
    ...(gap.blocks ? ["blocks the next level"] : []),
  ];
  return [
    `## ${number}. ${escape(gap.title)}`,
    "",
    facts.join(" · "),
    "",
    escape(gap.why),
    ...(gap.remediation.length > 0 ? [""] : []),
    ...gap.remediation.map((step, at) => `${at + 1}. ${escape(step)}`),
    ...(gap.references.length > 0 ? ["", "See:", ""] : []),
    ...gap.references.map(({ title, url }) => `- ${markdownLink(title, url)}`),
  ];
}
