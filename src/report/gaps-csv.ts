import type { Report } from "../core/report.ts";
import { costWords, fundedWords } from "../gaps/cost.ts";
import { MOST_CHARACTERS, toCsv } from "./csv.ts";
import { cleanWorkList, type GapSelection, gapWord, kindWords, paragraphs } from "./gaps.ts";

const COLUMNS = [
  "registry",
  "order",
  "track",
  "level",
  "capability",
  "title",
  "state",
  "code",
  "blocks",
  "why",
  "remediation",
  "effort_low_weeks",
  "effort_high_weeks",
  "references",
  "cost_low",
  "cost_high",
  "cost",
  "currency",
  "funded",
  "owner",
  "contact",
  "status",
  "tracking",
  "sponsors",
  "kinds_of_work",
  "depends_on",
  "proposal",
  "impact",
  "threat",
  "acceptance",
  "prior_art",
  "standards",
  "text",
] as const;

/** One row per gap, in the order of the work list. */
export function renderGapsCsv(raw: Report, selection: GapSelection): string {
  const list = cleanWorkList(raw, selection, MOST_CHARACTERS);
  const rows = list.items.map((item) => {
    const { overlay, cost } = item;
    const amount = typeof cost === "object" ? cost : null;
    return [
      list.registry.id,
      item.order,
      item.track,
      item.level,
      item.capability,
      item.title,
      gapWord(item),
      item.code,
      item.blocks ? "yes" : "no",
      item.why,
      item.remediation.join(" / "),
      item.effort.low,
      item.effort.high,
      item.references.map(({ url }) => url).join(" "),
      amount?.low ?? null,
      amount?.high ?? null,
      costWords(cost),
      list.currency,
      typeof overlay.funded === "number"
        ? overlay.funded
        : fundedWords(overlay.funded, list.currency),
      overlay.owner ?? null,
      overlay.contact ?? null,
      overlay.status ?? null,
      overlay.tracking ?? null,
      overlay.sponsors?.join("; ") ?? null,
      kindWords(item.kinds),
      item.dependsOn.map(({ capability }) => capability).join(" "),
      item.proposal,
      item.impact,
      item.threat,
      [
        ...item.acceptance.criteria.map(({ id, title }) => `${id}: ${title}`),
        item.acceptance.command,
      ].join(" / "),
      item.priorArt.map(({ registry, url }) => `${registry} ${url}`).join(" / "),
      item.standards
        .map(({ framework, control, relation }) => `${framework} ${control} (${relation})`)
        .join("; "),
      paragraphs(overlay.text).join(" ").slice(0, MOST_CHARACTERS) || null,
    ];
  });
  return toCsv(COLUMNS, rows);
}
