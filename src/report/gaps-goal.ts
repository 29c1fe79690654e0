import type { Report } from "../core/report.ts";
import { costWords, fundedWords } from "../gaps/cost.ts";
import type { WorkItem } from "../gaps/types.ts";
import {
  cleanWorkList,
  effortWords,
  gapTotals,
  type GapSelection,
  gapWord,
  isUnknown,
  levelReached,
  paragraphs,
  waitsFor,
} from "./gaps.ts";
import { command, mappingNotes, standards } from "./gaps-markdown-parts.ts";
import { escapeMarkdown as escape, markdownLink, markdownTable } from "./markdown-text.ts";

/** A project goal with the headings of Rust's template (rust-lang/rust-project-goals:src/TEMPLATE.md). */
export function renderGapsGoal(raw: Report, selection: GapSelection): string {
  const list = cleanWorkList(raw, selection, 2_000);
  const { items, proposal, currency } = list;
  const name = escape(list.registry.name);
  const owners = [...new Set(items.flatMap(({ overlay }) => overlay.owner ?? []))];
  const lines = [
    `# ${escape(proposal.title ?? `Bring ${list.registry.name} to security level ${list.toLevel}`)}`,
    "",
    ...markdownTable(
      ["Metadata", " "],
      [
        ["Owner(s)", owners.map(escape).join(", ") || "TBD"],
        ["Teams", escape(proposal.teams ?? "TBD")],
        ["Status", "Proposed"],
      ],
    ),
    "",
    "## Summary",
    "",
    ...summary(paragraphs(proposal.abstract), [
      `Close what keeps ${name} from level ${list.toLevel} of the ${escape(list.framework.title)}: ${gapTotals(items)}.`,
    ]),
    "",
    "## Motivation",
    "",
    ...items
      .filter((item) => !isUnknown(item))
      .map((item) => `- ${escape(item.impact || item.title)}`),
    "",
    "### The status quo",
    "",
    `${name} is at ${levelReached(list.level)}, by evidence of ${escape(list.date)}.`,
    "",
    ...items.map((item) => `- ${escape(item.title)} (${gapWord(item)}): ${escape(item.why)}`),
    "",
    "### The next 6 months",
    "",
    ...items.map((item) => `${item.order}. ${escape(item.proposal)}`),
    "",
    '### The "shiny future" we are working towards',
    "",
    `Anybody can run ${command(`assay audit ${list.profile} --min-level ${list.toLevel}`)} and see it exit with 0.`,
    "",
    "## Ownership and team asks",
    "",
    `**Owner:** ${owners.map(escape).join(", ") || "TBD"}`,
    "",
    ...markdownTable(["Task", "Owner(s) or team(s)", "Notes"], items.flatMap(tasks)),
    "",
    "## Funding",
    "",
    ...markdownTable(
      ["Purpose", "Cost", "Funded", "Sponsor"],
      items.map(({ title, cost, overlay }) => [
        escape(title),
        costWords(cost),
        fundedWords(overlay.funded, currency),
        overlay.sponsors?.map(escape).join(", ") || "TBD",
      ]),
    ),
    "",
    "## Frequently asked questions",
    "",
    "### Who has done it before?",
    "",
    ...items.map(
      (item) =>
        `- ${escape(item.title)}: ${item.priorArt.map(({ registry, url }) => markdownLink(registry, url)).join(", ") || "nobody that we know of"}`,
    ),
    "",
    "### Which standards does it serve?",
    "",
    ...standards(items.flatMap((item) => item.standards)),
    "",
    ...mappingNotes(list).flatMap((note, at) => (at === 0 ? [note] : ["", note])),
    ...items.flatMap(({ title, overlay }) =>
      paragraphs(overlay.text).flatMap((text) => ["", `${escape(title)}: ${escape(text)}`]),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

function summary(own: readonly string[], ours: string[]): string[] {
  return own.length === 0
    ? ours
    : own.flatMap((text, at) => (at === 0 ? [escape(text)] : ["", escape(text)]));
}

function tasks(item: WorkItem): string[][] {
  const { overlay } = item;
  const open = waitsFor(item);
  const notes = [
    effortWords(item.effort),
    ...(open.length > 0 ? [`after ${open.map(({ title }) => escape(title)).join("; ")}`] : []),
    ...(overlay.tracking ? [markdownLink("tracking", overlay.tracking)] : []),
    command(item.acceptance.command),
  ];
  return [[escape(item.title), escape(overlay.owner ?? "Help wanted"), notes.join("<br>")]];
}
