import type { Gap, Report } from "../core/report.ts";
import { costWords, totalCost } from "../gaps/cost.ts";
import type { WorkItem, WorkList } from "../gaps/types.ts";
import {
  cleanWorkList,
  effortWords,
  type GapSelection,
  gapTotals,
  gapWord,
  isUnknown,
  paragraphs,
} from "./gaps.ts";
import {
  acceptance,
  command,
  mappingNotes,
  priorArt,
  sizeFacts,
  standards,
  statusQuo,
} from "./gaps-markdown-parts.ts";
import { escapeMarkdown as escape, markdownLink, markdownTable } from "./markdown-text.ts";

/** The work list as Markdown: a table to see it all, then a section for each gap. */
export function renderGapsMarkdown(raw: Report, selection: GapSelection): string {
  const list = cleanWorkList(raw, selection, 2_000);
  const { items } = list;
  const lines = [
    `# ${escape(list.registry.name)}: gaps to level ${list.toLevel}`,
    "",
    `${gapTotals(items)}.${costSentence(items)} Evidence of ${escape(list.date)}, judged by ${escape(list.framework.title)} ${escape(list.framework.version)}.`,
    ...(items.length === 0 ? [] : ["", ...gapsTable(items)]),
    ...items.flatMap((item) => ["", ...gapSection(item, list)]),
    ...(items.some((item) => item.standards.length > 0)
      ? ["", "## About the standards named", "", ...mappingNotes(list).flatMap(spaced)]
      : []),
  ];
  return `${lines.join("\n")}\n`;
}

function spaced(line: string, at: number): string[] {
  return at === 0 ? [line] : ["", line];
}

function costSentence(items: readonly WorkItem[]): string {
  const { known, open } = totalCost(
    items.filter((item) => !isUnknown(item)).map(({ cost }) => cost),
  );
  if (!known) return "";
  return ` Cost of what is to be closed: ${costWords(known)}${open > 0 ? `, and ${open} without one` : ""}.`;
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

function gapSection(item: WorkItem, list: WorkList): string[] {
  const facts = [
    escape(item.capability),
    `level ${item.level}`,
    gapWord(item),
    effortWords(item.effort),
    ...(item.blocks ? ["blocks the next level"] : []),
  ];
  const parts: [string, string[]][] = [
    ["Status quo", statusQuo(item)],
    ["Proposal", [escape(item.proposal)]],
    ["Impact", item.impact ? [escape(item.impact)] : []],
    ["Threat", item.threat ? [escape(item.threat)] : []],
    ["Deliverables", item.deliverables.map((step, at) => `${at + 1}. ${escape(step)}`)],
    [
      "Acceptance",
      [
        ...acceptance(item),
        "",
        `With the rest of its level, ${command(item.acceptance.levelCommand)} exits with 0.`,
      ],
    ],
    ["Work", sizeFacts(item, list.currency)],
    ["Risks", paragraphs(item.overlay.risks).map(escape).flatMap(spaced)],
    ["Notes", paragraphs(item.overlay.text).map(escape).flatMap(spaced)],
    ["Prior art", priorArt(item)],
    ["Also serves", standards(item.standards)],
    ["See", item.references.map(({ title, url }) => `- ${markdownLink(title, url)}`)],
  ];
  return [
    `## ${item.order}. ${escape(item.title)}`,
    "",
    facts.join(" · "),
    ...parts.flatMap(([name, lines]) =>
      lines.length === 0 ? [] : ["", `### ${name}`, "", ...lines],
    ),
  ];
}
