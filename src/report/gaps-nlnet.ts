import type { Report } from "../core/report.ts";
import { costWords, totalCost } from "../gaps/cost.ts";
import { MAPPING_NOTE } from "../gaps/standards.ts";
import type { WorkItem, WorkList } from "../gaps/types.ts";
import {
  allKinds,
  cleanWorkList,
  effortWords,
  gapTotals,
  type GapSelection,
  isUnknown,
  kindWords,
  levelReached,
  paragraphs,
  totalEffort,
} from "./gaps.ts";

interface Field {
  title: string;
  /** Characters that the form takes. */
  limit?: number;
  /** Paragraphs; each line of a list is one of its own. */
  text: string[];
  /** Shown beside the field, not part of what is pasted. */
  hint?: string;
}

/**
 * Blocks of plain text to paste into NLnet's form, each with its count of characters. Limits: form of the NGI Zero
 * Commons Fund, as quoted in superseriousbusiness/gotosocial:archive/nlnet/2025-ngi-zero-commons-fund.md.
 */
export function renderGapsNlnet(raw: Report, selection: GapSelection): string {
  const list = cleanWorkList(raw, selection, 1_000);
  const blocks = fields(list).map(block);
  return `${[`NLnet application: ${list.registry.name} to level ${list.toLevel}`, ...blocks].join("\n\n")}\n`;
}

function fields(list: WorkList): Field[] {
  const { proposal } = list;
  const definite = list.items.filter((item) => !isUnknown(item));
  const cost = totalCost(definite.map((item) => item.cost));
  return [
    {
      title: "Project name",
      text: [proposal.title ?? `${list.registry.name}: security level ${list.toLevel}`],
    },
    { title: "Website / wiki", text: [proposal.website ?? webAddress(list)] },
    { title: "Abstract", limit: 1_200, text: own(proposal.abstract) ?? abstract(list, definite) },
    {
      title: "Have you been involved with relevant projects before?",
      limit: 2_500,
      text: own(proposal.experience) ?? ["TBD"],
    },
    {
      title: "Requested amount",
      text: [cost.known ? costWords(cost.known) : "TBD"],
      hint: `5,000 to 50,000 EUR for a first proposal${cost.open > 0 ? `; ${cost.open} items have no cost yet` : ""}`,
    },
    {
      title: "What the budget will be used for, with rates; other funding",
      limit: 2_500,
      text: [...budget(definite), ...(own(proposal.otherFunding) ?? ["Other funding: TBD"])],
    },
    {
      title: "Comparison with existing or historical efforts",
      limit: 4_000,
      text: fitting(comparison(list, definite), 4_000),
    },
    {
      title: "Significant technical challenges",
      limit: 5_000,
      text: fitting(challenges(definite), 5_000),
    },
    {
      title: "Ecosystem, and how you will engage with it",
      limit: 2_500,
      text: own(proposal.ecosystem) ?? ecosystem(list, definite),
    },
  ];
}

function webAddress({ registry: { url } }: WorkList): string {
  return url !== null && /^https?:\/\//.test(url) ? url : "TBD";
}

function own(text: string | undefined): string[] | undefined {
  const found = paragraphs(text);
  return found.length > 0 ? found : undefined;
}

function block({ title, limit, text, hint }: Field): string {
  // No text may pass for the heading of another field.
  const body = text.join("\n").replace(/^==/gm, " ==");
  const size = [...body].length;
  const over = limit !== undefined && size > limit ? `, ${size - limit} too many` : "";
  const count = limit === undefined ? "" : ` (${size} of ${limit} characters${over})`;
  return `== ${title}${count}${hint ? ` [${hint}]` : ""} ==\n${body}`;
}

/** As many lines as fit, with the number of those left out. */
function fitting(lines: readonly string[], limit: number): string[] {
  const kept: string[] = [];
  for (const [at, line] of lines.entries()) {
    const rest = lines.length - at - 1;
    const ending = rest > 0 ? [`And ${rest} more.`] : [];
    if ([...[...kept, line, ...ending].join("\n")].length > limit)
      return [...kept, `And ${rest + 1} more.`];
    kept.push(line);
  }
  return kept;
}

function abstract(list: WorkList, items: readonly WorkItem[]): string[] {
  const head = `The package registry ${list.registry.name} (${list.registry.ecosystem}), measured against the ${list.framework.title} ${list.framework.version}, is at ${levelReached(list.level)}; this project brings it to level ${list.toLevel}: ${gapTotals(list.items)}.`;
  return fitting([head, ...items.map((item) => `- ${item.proposal}`)], 1_200);
}

function budget(items: readonly WorkItem[]): string[] {
  const effort = items.length > 0 ? `${effortWords(totalEffort(items))} in all: ` : "";
  const lines = items.map(
    (item) => `- ${item.title}: ${effortWords(item.effort)}, ${costWords(item.cost)}`,
  );
  return [`${effort}${kindWords(allKinds(items)) || "TBD"}.`, ...fitting(lines, 1_900)];
}

function comparison(list: WorkList, items: readonly WorkItem[]): string[] {
  const done = items.map((item) => {
    const others = item.priorArt.map(({ registry, url }) => `${registry} (${url})`).join(", ");
    return `- ${item.title}: ${others || "no registry is known to us that has all of it"}`;
  });
  return [`What ${list.registry.name} lacks, and who ships it already:`, ...done];
}

function challenges(items: readonly WorkItem[]): string[] {
  return items.flatMap((item) => [
    `- ${item.title}. Today: ${item.why}`,
    ...item.deliverables.map((step) => `  - ${step}`),
    ...paragraphs(item.overlay.risks).map((risk) => `  - Risk: ${risk}`),
  ]);
}

function ecosystem(list: WorkList, items: readonly WorkItem[]): string[] {
  const served = [
    ...new Set(items.flatMap(({ standards }) => standards.map(({ title }) => title))),
  ];
  return [
    `Everybody who publishes to or installs from ${list.registry.name}. The result can be checked by anyone: assay audit ${list.profile} --min-level ${list.toLevel}`,
    ...(served.length > 0 ? [`It also serves ${served.join(", ")}. ${MAPPING_NOTE}`] : []),
    "TBD: whom you will involve, and how the outcome will be made known.",
  ];
}
