import type { Report } from "../core/report.ts";
import type { Milestone, WorkItem, WorkList } from "../gaps/types.ts";
import { cleanWorkList, gapWord, type GapSelection, isUnknown, paragraphs } from "./gaps.ts";
import { command, mappingNotes, standards } from "./gaps-markdown-parts.ts";
import { escapeMarkdown as escape, markdownLink } from "./markdown-text.ts";

/** One file of a template that makes several. */
export interface TemplatePage {
  /** File name without folder; our own letters only. */
  file: string;
  text: string;
}

/**
 * Milestone pages as the Erlang Ecosystem Foundation's Ægis roadmap has them (erlef/security-wg:docs/aegis/roadmap):
 * one per track and level, its checkboxes ticked by the verdicts.
 */
export function aegisPages(raw: Report, selection: GapSelection): TemplatePage[] {
  const list = cleanWorkList(raw, selection, 2_000);
  return list.milestones.map((milestone, at) => ({
    file: `${slug(milestone)}.md`,
    text: `${page(milestone, at, list).join("\n")}\n`,
  }));
}

/** All pages one after the other, each announced by its file name. */
export function renderGapsAegis(raw: Report, selection: GapSelection): string {
  const pages = aegisPages(raw, selection);
  if (pages.length === 0) return "Nothing is missing: there is no milestone to write.\n";
  if (pages.length === 1) return pages[0]?.text ?? "";
  return pages.map(({ file, text }) => `<!-- ${file} -->\n${text}`).join("\n");
}

function slug({ track, level }: Milestone): string {
  const plain = /^[a-z0-9-]{1,60}$/.test(track) ? track : "track";
  return `${plain}-level-${level}`;
}

function title(milestone: Milestone, list: WorkList): string {
  return `${list.registry.name} ${milestone.trackTitle} Level ${milestone.level}`;
}

function page(milestone: Milestone, at: number, list: WorkList): string[] {
  return [...frontMatter(milestone, at, list), "", ...body(milestone, list).map(withoutLiquid)];
}

/** The site that shows these pages runs `{{ … }}` and `{% … %}`, whoever wrote them. */
function withoutLiquid(line: string): string {
  return line.replace(/\{(?=[{%])/g, "&#123;");
}

function body(milestone: Milestone, list: WorkList): string[] {
  const { items } = milestone;
  return [
    "## Goals",
    "",
    `Bring ${escape(list.registry.name)} to level ${milestone.level} of ${escape(milestone.trackTitle)} in the ${escape(list.framework.title)}. ${milestone.met} of ${milestone.capabilities.length} capabilities are met.`,
    "",
    ...items.map((item) => `* ${escape(item.proposal)}`),
    "",
    "## Impact",
    "",
    ...items.flatMap((item, index) => [
      ...(index === 0 ? [] : [""]),
      `${escape(item.impact || item.title)}${item.threat ? ` Without it: ${escape(item.threat)}` : ""}`,
    ]),
    "",
    "## Deliverables",
    "",
    ...milestone.capabilities.flatMap((capability) =>
      deliverable(
        capability,
        items.find((item) => item.capability === capability.id),
      ),
    ),
    "",
    `Done when ${command(items[0]?.acceptance.levelCommand ?? "")} exits with 0.`,
    ...notes(items),
    "",
    "## Relevant Standards",
    "",
    `* ${list.framework.url ? markdownLink(list.framework.title, list.framework.url) : escape(list.framework.title)}`,
    `  - ${escape(milestone.trackTitle)} / Level ${milestone.level}`,
    ...standards(items.flatMap((item) => item.standards)).map((line) => `* ${line.slice(2)}`),
    "",
    mappingNotes(list)[0] ?? "",
  ];
}

/** JSON strings are YAML strings too, whatever they hold. */
function frontMatter(milestone: Milestone, at: number, list: WorkList): string[] {
  const { items, met, capabilities } = milestone;
  const neighbour = (name: string, other: Milestone | undefined): string[] =>
    other
      ? [`${name}:`, `  url: ${slug(other)}`, `  title: ${JSON.stringify(title(other, list))}`]
      : [];
  const sponsors = [...new Set(items.flatMap(({ overlay }) => overlay.sponsors ?? []))];
  return [
    "---",
    `title: ${JSON.stringify(title(milestone, list))}`,
    `area: ${JSON.stringify(milestone.trackTitle)}`,
    `status: ${items.some(({ overlay }) => overlay.status === "in-progress") ? "In Progress" : "Planning"}`,
    `progress: ${Math.floor((met / Math.max(1, capabilities.length)) * 100)}`,
    `funding_required: ${!items.every(({ overlay }) => overlay.funded === true)}`,
    ...(sponsors.length > 0
      ? ["supporters:", ...sponsors.map((name) => `  - ${JSON.stringify(name)}`)]
      : []),
    `index: ${at + 1}`,
    ...neighbour("previous", list.milestones[at - 1]),
    ...neighbour("next", list.milestones[at + 1]),
    "---",
  ];
}

function deliverable(
  capability: Milestone["capabilities"][number],
  item: WorkItem | undefined,
): string[] {
  const done = capability.outcome === "met";
  const box = (ticked: boolean): string => (ticked ? "[x]" : "[ ]");
  const state = item ? ` (${gapWord(item)})` : "";
  const counted = capability.criteria.filter(({ required }) => required);
  return [
    `* ${box(done)} ${escape(capability.title)}${state}`,
    ...(counted.length > 1
      ? counted.map(({ title: text, outcome }) => `  * ${box(outcome === "met")} ${escape(text)}`)
      : []),
    ...(item && !isUnknown(item)
      ? item.deliverables.map((step) => `  * [ ] ${escape(step)}`)
      : item
        ? [`  * [ ] Establish it: ${escape(item.why)}`]
        : []),
  ];
}

function notes(items: readonly WorkItem[]): string[] {
  const texts = items.flatMap(({ title: name, overlay }) =>
    paragraphs(overlay.text).map((text) => `${escape(name)}: ${escape(text)}`),
  );
  return texts.length === 0 ? [] : ["", "## Notes", ...texts.flatMap((text) => ["", text])];
}
