import type { Report } from "../../core/report.ts";
import { capabilitiesOf, isoTime, openExport, webUrl } from "../export-common.ts";
import { renderStatement } from "./statement.ts";

/** Our own predicate; `docs/predicates/assessment-v1.md` says what each field means, and why it is a URN. */
export const ASSESSMENT_PREDICATE = "urn:registry-assay:predicate:assessment:v1";

export function renderAssessment(raw: Report): string {
  const { report } = openExport(raw);
  const { tool, framework, registry, settings, summary, gate } = report;
  return renderStatement(raw, `${registry.id}.json`, ASSESSMENT_PREDICATE, {
    assessor: { name: tool.name, version: tool.version },
    framework: { id: framework.id, version: framework.version },
    registry: { id: registry.id, ecosystem: registry.ecosystem, url: webUrl(registry.url) },
    assessedAt: isoTime(report.generatedAt),
    judgedAt: isoTime(settings.now),
    level: report.level,
    verifiedLevel: report.verifiedLevel,
    potentialLevel: report.potentialLevel,
    tracks: report.tracks.map(
      ({ id, applicable, level, verifiedLevel, potentialLevel, blockers }) => ({
        id,
        applicable,
        level,
        verifiedLevel,
        potentialLevel,
        blockers,
      }),
    ),
    capabilities: capabilitiesOf(report).map(({ capability: item }) => ({
      id: item.id,
      level: item.level,
      outcome: item.outcome,
      strength: item.strength,
      code: item.code,
      assessed: item.assessed,
      contradicted: item.contradiction !== null,
      waivedUntil: item.waiver?.state === "active" ? item.waiver.expires : null,
    })),
    summary,
    gate: gate && {
      passed: gate.passed,
      requirements: gate.requirements.map(({ scope, minimum, level, state, waived }) => ({
        scope,
        minimum,
        level,
        state,
        waived,
      })),
    },
    settings: {
      offline: settings.offline,
      minEvidence: settings.minEvidence,
      maxAgeDays: settings.maxAgeDays,
    },
  });
}
