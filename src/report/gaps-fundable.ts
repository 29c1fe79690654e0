import type { Report } from "../core/report.ts";
import { costWords } from "../gaps/cost.ts";
import type { WorkItem, WorkList } from "../gaps/types.ts";
import {
  cleanWorkList,
  effortWords,
  gapTotals,
  type GapSelection,
  isUnknown,
  kindWords,
  paragraphs,
  waitsFor,
} from "./gaps.ts";
import { command, mappingNotes, standards, statusQuo } from "./gaps-markdown-parts.ts";
import { escapeMarkdown as escape, markdownLink } from "./markdown-text.ts";

/**
 * A list of fundables as the Python Software Foundation keeps one: each item answers the four questions of its pull
 * request template (psf/fundable-packaging-improvements).
 */
export function renderGapsFundable(raw: Report, selection: GapSelection): string {
  const list = cleanWorkList(raw, selection, 2_000);
  const definite = list.items.filter((item) => !isUnknown(item));
  const unknown = list.items.filter(isUnknown);
  const tracks = [...new Set(definite.map(({ track }) => track))];
  const lines = [
    `# Security improvements of ${escape(list.registry.name)} that could be funded`,
    "",
    `Steps to level ${list.toLevel} of the ${escape(list.framework.title)}: ${gapTotals(list.items)}.`,
    ...tracks.flatMap((track) => {
      const items = definite.filter((item) => item.track === track);
      return [
        "",
        `## ${escape(items[0]?.trackTitle ?? track)}`,
        ...items.flatMap((item) => ["", ...fundable(item)]),
      ];
    }),
    ...(unknown.length > 0
      ? [
          "",
          "## To be established first",
          "",
          ...unknown.map((item) => `- ${escape(item.title)}: ${escape(item.why)}`),
        ]
      : []),
    ...closing(list),
  ];
  return `${lines.join("\n")}\n`;
}

function fundable(item: WorkItem): string[] {
  const { overlay, acceptance } = item;
  const open = waitsFor(item);
  return [
    `### ${escape(item.title)}`,
    "",
    "**What is the current situation/context?**",
    "",
    ...statusQuo(item),
    "",
    "**What ought to be fixed, made, or implemented?**",
    "",
    `${escape(item.proposal)}${overlay.tracking ? ` Tracked at ${markdownLink(overlay.tracking, overlay.tracking)}.` : ""}`,
    "",
    ...item.deliverables.map((step) => `- ${escape(step)}`),
    ...paragraphs(overlay.text).flatMap((text) => ["", escape(text)]),
    "",
    `It is done when ${command(acceptance.command)} says met${acceptance.criteria.length > 0 ? `: ${acceptance.criteria.map(({ title }) => escape(title)).join("; ")}` : ""}.`,
    "",
    "**What problems would this solve, and what new capabilities would it cause?**",
    "",
    `${escape(item.impact)} ${item.threat ? `Without it: ${escape(item.threat)}` : ""}`.trim(),
    ...(item.priorArt.length > 0
      ? [
          "",
          `Others have it: ${item.priorArt.map(({ registry, url }) => markdownLink(registry, url)).join(", ")}.`,
        ]
      : []),
    ...(item.standards.length > 0 ? ["", "It also serves:", "", ...standards(item.standards)] : []),
    "",
    "**What kinds of work are necessary to make this happen?**",
    "",
    `${kindWords(item.kinds)}: ${effortWords(item.effort)}. Cost: ${costWords(item.cost)}.${open.length > 0 ? ` First: ${open.map(({ title }) => escape(title)).join("; ")}.` : ""}${overlay.owner ? ` Owner: ${escape(overlay.owner)}.` : ""}${overlay.sponsors?.length ? ` Sponsors: ${overlay.sponsors.map(escape).join(", ")}.` : ""}`,
  ];
}

function closing(list: WorkList): string[] {
  const mapped = list.items.some((item) => !isUnknown(item) && item.standards.length > 0);
  return mapped ? mappingNotes(list).flatMap((note) => ["", note]) : [];
}
