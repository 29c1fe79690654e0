import type { Report, ReportCapability } from "../../core/report.ts";
import { capabilitiesOf, levelSummary, webUrl } from "../export-common.ts";
import { CONFIDENCE, isWaived, mappingOf } from "../outcome-mapping.ts";
import { buildEvidence, sideOf } from "./evidence.ts";
import { claimRef, counterClaimRef, evidenceRef, REFS, requirementRef, waiverRef } from "./refs.ts";

/** What is claimed of the registry, what speaks against it, and how far each requirement is met. */
export function buildDeclarations(report: Report): object {
  const items = capabilitiesOf(report).map(({ capability }) => capability);
  return {
    assessors: [
      {
        "bom-ref": REFS.assessor,
        // The tool is nobody's part; whoever runs it may be the operator. It claims no independence.
        thirdParty: false,
        organization: { name: `${report.tool.name} ${report.tool.version} (automated)` },
      },
    ],
    attestations: report.tracks
      .filter(({ applicable }) => applicable)
      .map((track) => ({
        summary: `${track.title}: ${levelSummary(track)}`,
        assessor: REFS.assessor,
        map: track.capabilities.flatMap(buildMap),
      })),
    claims: items.flatMap(buildClaims),
    evidence: items.flatMap((item) => buildEvidence(item, report)),
    targets: { services: [buildTarget(report)] },
    affirmation: {
      statement:
        "Computed by registry-assay from the evidence listed. No person has affirmed it: sign this document to do so.",
    },
  };
}

function buildTarget(report: Report): object {
  const { registry } = report;
  const address = webUrl(registry.url);
  const property = (name: string, value: string): object => ({
    name: `registry-assay:${name}`,
    value,
  });
  return {
    "bom-ref": REFS.target,
    name: registry.name,
    ...(address ? { endpoints: [address] } : {}),
    properties: [
      property("registry", registry.id),
      property("ecosystem", registry.ecosystem),
      property("level", levelSummary(report)),
      ...report.tracks.map((track) =>
        property(`track:${track.id}`, track.applicable ? levelSummary(track) : `n/a: ${track.why}`),
      ),
    ],
  };
}

function buildMap(item: ReportCapability): object[] {
  const mapping = mappingOf(item).cyclonedx;
  if (mapping === null) return [];
  const claimed = mapping.claim || item.contradiction !== null;
  const score = mapping.conformance === "share" ? shareOf(item) : mapping.conformance;
  const waived = isWaived(item) ? { mitigationStrategies: [waiverRef(item.id)] } : {};
  return [
    {
      requirement: requirementRef(item.id),
      ...(claimed ? { claims: [claimRef(item.id)] } : {}),
      ...(mapping.counterClaim ? { counterClaims: [counterClaimRef(item.id)] } : {}),
      ...(score === null ? {} : { conformance: { score, rationale: item.message, ...waived } }),
      confidence:
        score !== null && item.strength
          ? { score: CONFIDENCE[item.strength].score, rationale: CONFIDENCE[item.strength].words }
          : { score: 0, rationale: `unknown (${item.code ?? "no code"}): ${item.message}` },
    },
  ];
}

/** Of the required criteria, the part that is met, a partial one counting half; never 0 or 1, which mean something else. */
function shareOf(item: ReportCapability): number {
  const required = item.criteria.filter((criterion) => criterion.required);
  const points = required.reduce(
    (sum, { outcome }) => sum + (outcome === "met" ? 1 : outcome === "partial" ? 0.5 : 0),
    0,
  );
  const share = required.length === 0 ? 0.5 : points / required.length;
  return Math.min(0.99, Math.max(0.01, Math.round(share * 100) / 100));
}

function buildClaims(item: ReportCapability): object[] {
  const mapping = mappingOf(item).cyclonedx;
  if (mapping === null) return [];
  const side = (wanted: "for" | "against"): string[] =>
    item.evidence.flatMap((piece, at) =>
      sideOf(piece) === wanted ? [evidenceRef(item.id, at)] : [],
    );
  const [supporting, opposing] = [side("for"), side("against")];
  const list = (key: string, refs: readonly string[]): object =>
    refs.length > 0 ? { [key]: refs } : {};
  const claim = {
    "bom-ref": claimRef(item.id),
    target: REFS.target,
    predicate: item.contradiction
      ? `${item.title} (the profile claims it; an observation says otherwise)`
      : item.title,
    reasoning: item.contradiction ? item.contradiction.message : item.message,
    ...list("evidence", supporting),
    ...list("counterEvidence", opposing),
  };
  const counter = {
    "bom-ref": counterClaimRef(item.id),
    target: REFS.target,
    predicate: `Not${item.outcome === "partial" ? " fully" : ""}: ${item.title}`,
    reasoning: item.message,
    ...(isWaived(item) ? { mitigationStrategies: [waiverRef(item.id)] } : {}),
    ...list("evidence", opposing),
    ...list("counterEvidence", supporting),
  };
  return [
    ...(mapping.claim || item.contradiction ? [claim] : []),
    ...(mapping.counterClaim ? [counter] : []),
  ];
}
