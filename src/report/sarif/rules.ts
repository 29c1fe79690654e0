import { crosswalkFrameworks } from "../../../checks/catalogue.gen.ts";
import type { Capability, Relation } from "../../core/framework.ts";
import type { ReportCapability } from "../../core/report.ts";
import { capabilitiesOf, type Export, webUrl } from "../export-common.ts";
import { escapeMarkdown } from "../markdown-text.ts";
import { uuid5 } from "../identity.ts";
import { sarifText } from "./message.ts";

/** The parts of SARIF that describe the framework rather than the run. */

interface Taxon {
  id: string;
  name?: string;
  shortDescription?: { text: string };
  fullDescription?: { text: string };
}

export interface Taxonomy {
  name: string;
  guid: string;
  version?: string;
  informationUri?: string;
  shortDescription: { text: string };
  isComprehensive: boolean;
  taxa: Taxon[];
}

/** §3.53.3, read as "the target is … of the rule". `broader`: theirs asks more. */
const KINDS: Readonly<Record<Relation, "equal" | "superset" | "relevant">> = {
  equivalent: "equal",
  broader: "superset",
  supports: "relevant",
};

export function levelTaxonId(level: number): string {
  return `level-${level}`;
}

/** The levels first, then one taxonomy per framework that the catalogue maps to. */
export function buildTaxonomies({ report, framework, entries }: Export): Taxonomy[] {
  const { id, version, title } = report.framework;
  const source = webUrl(framework?.source);
  const levels: Taxonomy = {
    name: id,
    guid: uuid5("taxonomy", id, version),
    version,
    ...(source ? { informationUri: source } : {}),
    shortDescription: { text: sarifText(title) },
    isComprehensive: true,
    taxa: [0, 1, 2, 3].map((level) => {
      const known = framework?.levels.find((candidate) => candidate.level === level);
      return {
        id: levelTaxonId(level),
        ...(known
          ? {
              name: known.title,
              shortDescription: { text: known.title },
              fullDescription: { text: known.summary },
            }
          : {}),
      };
    }),
  };
  const shown = capabilitiesOf(report).map(({ capability }) => entries.get(capability.id));
  const mapped = crosswalkFrameworks.flatMap((other): Taxonomy[] => {
    const controls = shown.flatMap((entry) =>
      (entry?.crosswalk ?? []).filter((row) => row.framework === other.id),
    );
    const ids = [...new Set(controls.map(({ control }) => control))].sort();
    if (ids.length === 0) return [];
    return [
      {
        name: other.id,
        guid: uuid5("taxonomy", other.id, other.version ?? ""),
        ...(other.version ? { version: other.version } : {}),
        informationUri: other.url,
        shortDescription: { text: `${other.title}. The mapping is ours.` },
        isComprehensive: false,
        taxa: ids.map((control) => ({ id: control })),
      },
    ];
  });
  return [levels, ...mapped];
}

export function buildRules(source: Export, taxonomies: readonly Taxonomy[]): object[] {
  return capabilitiesOf(source.report).map(({ capability }) =>
    buildRule(capability, source, taxonomies),
  );
}

function buildRule(
  item: ReportCapability,
  source: Export,
  taxonomies: readonly Taxonomy[],
): object {
  const entry = source.entries.get(item.id);
  const help = entry ? helpOf(entry) : undefined;
  const helpUri = webUrl(entry?.references[0]?.url);
  const [levels] = taxonomies;
  const track = item.id.split("/")[0] ?? "";
  return {
    id: item.id,
    name: pascalCase(item.id),
    shortDescription: { text: sarifText(item.title) },
    fullDescription: { text: sarifText(entry?.summary ?? item.title) },
    ...(help ? { help } : {}),
    ...(helpUri ? { helpUri } : {}),
    defaultConfiguration: { level: "error" },
    relationships: [
      {
        target: {
          id: levelTaxonId(item.level),
          index: item.level,
          toolComponent: { name: levels?.name ?? "", index: 0, guid: levels?.guid ?? "" },
        },
        kinds: ["relevant"],
      },
      ...(entry?.crosswalk ?? []).flatMap(({ framework, control, relation }) => {
        const at = taxonomies.findIndex(({ name }, index) => index > 0 && name === framework);
        const taxonomy = taxonomies[at];
        const index = taxonomy?.taxa.findIndex(({ id }) => id === control) ?? -1;
        if (!taxonomy || index < 0) return [];
        const toolComponent = { name: taxonomy.name, index: at, guid: taxonomy.guid };
        return [{ target: { id: control, index, toolComponent }, kinds: [KINDS[relation]] }];
      }),
    ],
    properties: {
      // Code scanning filters by these.
      tags: [
        "security",
        track,
        levelTaxonId(item.level),
        ...(entry?.crosswalk ?? [])
          .filter(({ relation }) => relation !== "supports")
          .map(({ framework, control }) => `${framework}:${control}`),
      ].filter((tag) => tag !== ""),
      precision: "high",
    },
  };
}

function helpOf(entry: Capability): { text: string; markdown: string } {
  const text = [
    entry.summary,
    `Why: ${entry.rationale}`,
    `Threat: ${entry.threat}`,
    `How it is checked: ${entry.howChecked}`,
    `What cannot be seen: ${entry.cannotSee}`,
    `To do:\n${entry.remediation.map((step, at) => `${at + 1}. ${step}`).join("\n")}`,
    `References:\n${entry.references.map(({ title, url }) => `${title}: ${url}`).join("\n")}`,
  ].join("\n\n");
  const markdown = [
    escapeMarkdown(entry.summary),
    `**Why.** ${escapeMarkdown(entry.rationale)}`,
    `**Threat.** ${escapeMarkdown(entry.threat)}`,
    `**How it is checked.** ${escapeMarkdown(entry.howChecked)}`,
    `**What cannot be seen.** ${escapeMarkdown(entry.cannotSee)}`,
    `**To do**\n\n${entry.remediation.map((step, at) => `${at + 1}. ${escapeMarkdown(step)}`).join("\n")}`,
    `**References**\n\n${entry.references
      .map(({ title, url }) => `- [${escapeMarkdown(title)}](${webUrl(url) ?? ""})`)
      .join("\n")}`,
  ].join("\n\n");
  return { text, markdown };
}

/** `authentication/totp-mfa` becomes `AuthenticationTotpMfa`: viewers expect such names. */
function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}
