import { capabilitiesOf, type Export, webUrl } from "../export-common.ts";
import { levelRef, REFS, requirementRef } from "./refs.ts";

/** The framework as a CycloneDX standard: a requirement per capability, its criteria below it, and the levels. */
export function buildStandard({ report, framework, entries }: Export): object {
  const capabilities = capabilitiesOf(report).map(({ capability }) => capability);
  const source = webUrl(framework?.source);
  return {
    "bom-ref": REFS.standard,
    name: report.framework.title,
    version: report.framework.version,
    description: `${report.framework.id}: levels and capabilities in registry-assay's own words. Criteria are registry-assay's reading of the text.`,
    ...(report.framework.id === "openssf-principles" ? { owner: "OpenSSF" } : {}),
    requirements: capabilities.flatMap((item) => {
      const entry = entries.get(item.id);
      const links = (entry?.references ?? []).flatMap(({ title, url }) => {
        const address = webUrl(url);
        return address === null ? [] : [{ type: "documentation", url: address, comment: title }];
      });
      return [
        {
          "bom-ref": requirementRef(item.id),
          identifier: item.id,
          title: item.title,
          text: entry?.summary ?? item.title,
          ...(entry ? { descriptions: [entry.rationale, entry.threat] } : {}),
          properties: [{ name: "registry-assay:level", value: String(item.level) }],
          ...(links.length > 0 ? { externalReferences: links } : {}),
        },
        ...item.criteria.map((criterion) => ({
          "bom-ref": requirementRef(item.id, criterion.id),
          identifier: `${item.id}#${criterion.id}`,
          title: criterion.title,
          parent: requirementRef(item.id),
          properties: [{ name: "registry-assay:required", value: String(criterion.required) }],
        })),
      ];
    }),
    levels: [1, 2, 3].map((level) => {
      const known = framework?.levels.find((candidate) => candidate.level === level);
      return {
        "bom-ref": levelRef(level),
        identifier: String(level),
        title: known?.title ?? `Level ${level}`,
        ...(known ? { description: known.summary } : {}),
        // A level asks for everything below it too.
        requirements: capabilities
          .filter((item) => item.level <= level)
          .map(({ id }) => requirementRef(id)),
      };
    }),
    ...(source ? { externalReferences: [{ type: "website", url: source }] } : {}),
  };
}
