import { work } from "../../checks/work.gen.ts";
import type { Capability, Framework } from "../core/framework.ts";
import { MAPPING_NOTE, RELATION_WORDS, standardNotes, standardsOf } from "../gaps/standards.ts";
import type { ServedStandard } from "../gaps/types.ts";
import { kindWords } from "./gaps.ts";
import { type Line, wrap } from "./spans.ts";
import { paint } from "./theme.ts";

/** The one place that says what a capability is: `assay explain` and the generated docs read it from here. */

export interface ExplainOptions {
  columns: number;
  color: boolean;
}

/** A heading with paragraphs or a list under it. */
interface Section {
  title: string;
  paragraphs?: string[];
  items?: string[];
}

function explainSections(capability: Capability, framework: Framework): Section[] {
  const { effort } = capability;
  const { kinds = [], dependsOn = [] } = work[capability.id] ?? {};
  const standards = standardsOf(capability);
  const weeks = `${effort.low} to ${effort.high} person-weeks. ${effort.note ?? ""}`.trim();
  const sections: Section[] = [
    { title: "What", paragraphs: [capability.summary] },
    { title: "Why", paragraphs: [capability.rationale] },
    { title: "Threat", paragraphs: [capability.threat] },
    {
      title: "Criteria",
      items: capability.criteria.map(
        ({ id, title, required }) => `${id}: ${title}${required ? "" : " (optional, not counted)"}`,
      ),
    },
    { title: "How it is checked", paragraphs: [capability.howChecked] },
    { title: "What cannot be seen", paragraphs: [capability.cannotSee] },
    { title: "How to build it", items: capability.remediation },
    {
      title: "Effort",
      paragraphs: [
        weeks,
        ...(kinds.length > 0 ? [`Kinds of work: ${kindWords(kinds)}.`] : []),
        ...(dependsOn.length > 0 ? [`First: ${dependsOn.join(", ")}.`] : []),
      ],
    },
    {
      title: "Who ships it",
      items: capability.adopters.map(
        ({ registry, url, note }) => `${registry}: ${url}${note ? ` (${note})` : ""}`,
      ),
    },
    {
      title: "References",
      items: capability.references.map(({ title, url }) => `${title}: ${url}`),
    },
    {
      title: "Also serves",
      items: standards.map(standardLine),
      paragraphs:
        standards.length > 0
          ? [
              MAPPING_NOTE,
              ...standardNotes(standards).map(({ title, note }) => `${title}: ${note}`),
            ]
          : [],
    },
    {
      title: "Framework",
      paragraphs: [`${framework.title} ${framework.version}, ${framework.source}`],
    },
  ];
  return sections.filter(
    ({ items, paragraphs }) => (items?.length ?? 0) + (paragraphs?.length ?? 0) > 0,
  );
}

function standardLine({ title, version, control, relation, url }: ServedStandard): string {
  const name = version ? `${title} ${version}` : title;
  return `${name}, ${control}: ${RELATION_WORDS[relation]}; ${url}`;
}

/** The catalogue's entry as data, each control with the title and the address of its framework. */
export function explainJson(capability: Capability): object {
  const standards = standardsOf(capability);
  return {
    ...capability,
    work: work[capability.id] ?? null,
    crosswalk: standards,
    crosswalkNote: MAPPING_NOTE,
    crosswalkNotes: standardNotes(standards),
  };
}

function headline(capability: Capability, framework: Framework): string {
  const track = framework.tracks.find(({ id }) => id === capability.track)?.title;
  return `${track ?? capability.track}, level ${capability.level}`;
}

export function explainPretty(
  capability: Capability,
  framework: Framework,
  { columns, color }: ExplainOptions,
): string {
  // Longer lines than this are hard to read, however wide the terminal is.
  const width = Math.min(columns, 100);
  const lines: Line[] = [
    [{ text: capability.title, tone: "heading" }],
    [{ text: `${capability.id}  ${headline(capability, framework)}`, tone: "dim" }],
  ];
  for (const { title, paragraphs = [], items = [] } of explainSections(capability, framework)) {
    lines.push([], [{ text: title, tone: "heading" }]);
    for (const item of items) lines.push(...indent(item, "  - ", width));
    for (const paragraph of paragraphs) lines.push(...indent(paragraph, "  ", width));
  }
  return paint(lines, color);
}

function indent(text: string, lead: string, width: number): Line[] {
  return wrap([{ text }], width - lead.length).map((line, index) => [
    { text: index === 0 ? lead : " ".repeat(lead.length) },
    ...line,
  ]);
}

export function explainMarkdown(capability: Capability, framework: Framework): string {
  const blocks = explainSections(capability, framework).flatMap(
    ({ title, paragraphs = [], items = [] }) => [
      `## ${title}`,
      ...(items.length > 0 ? [items.map((item) => `- ${linked(item)}`).join("\n")] : []),
      ...paragraphs.map(linked),
    ],
  );
  const head = [
    `# ${capability.title}`,
    `\`${capability.id}\` · ${headline(capability, framework)}`,
  ];
  return `${[...head, ...blocks].join("\n\n")}\n`;
}

function linked(text: string): string {
  return text.replace(/https:\/\/[^\s)]+/g, (url) => `<${url}>`);
}
