import type { Report, ReportCapability, ReportWaiver } from "../../core/report.ts";
import { isoTime } from "../export-common.ts";
import { uuid5 } from "../identity.ts";
import { isWaived, mappingOf } from "../outcome-mapping.ts";
import { type Actors, observationUuid } from "./observations.ts";
import { oscalString, prop, token } from "./values.ts";

/** Control and objective ids, as a catalogue of the framework in OSCAL would have them. */
export function controlId(item: ReportCapability): string {
  return token(item.id);
}

export function buildFinding(item: ReportCapability, report: Report, actors: Actors): object[] {
  const mapping = mappingOf(item).oscal;
  if (mapping === null) return [];
  return [
    {
      uuid: uuid5("finding", report.registry.id, item.id),
      title: oscalString(item.title),
      description: oscalString(item.message),
      props: [
        prop("capability", item.id),
        prop("level", String(item.level)),
        prop("outcome", item.outcome),
        ...(item.strength ? [prop("strength", item.strength)] : []),
        ...(item.code ? [prop("code", item.code)] : []),
        ...(item.contradiction ? [prop("contradicts-claim", item.contradiction.message)] : []),
      ],
      origins: [{ actors: [{ type: "tool", "actor-uuid": actors.tool }] }],
      target: {
        type: "objective-id",
        "target-id": `${controlId(item)}_obj`,
        status: {
          state: mapping.state,
          reason: mapping.reason,
          // The state knows two values only: what is unknown must say so in words.
          remarks:
            item.outcome === "unknown"
              ? `Unknown, not failed (${item.code ?? "no code"}).`
              : oscalString(item.outcome),
        },
      },
      ...(item.evidence.length > 0
        ? {
            "related-observations": item.evidence.map((_, at) => ({
              "observation-uuid": observationUuid(report, item, at),
            })),
          }
        : {}),
      ...(hasRisk(item) ? { "related-risks": [{ "risk-uuid": riskUuid(item, report) }] } : {}),
    },
  ];
}

function riskUuid(item: ReportCapability, report: Report): string {
  return uuid5("risk", report.registry.id, item.id);
}

/** Gaps that are known are risks; what is unknown is not, until somebody knows. */
function hasRisk(item: ReportCapability): boolean {
  return isWaived(item) || item.outcome === "unmet" || item.outcome === "partial";
}

export function buildRisk(
  item: ReportCapability,
  report: Report,
  threat: string | undefined,
): object[] {
  if (!item.assessed || !hasRisk(item)) return [];
  const waiver = isWaived(item) ? item.waiver : null;
  return [
    {
      uuid: riskUuid(item, report),
      title: oscalString(`Gap: ${item.title}`),
      description: oscalString(item.message),
      statement: oscalString(threat ?? item.title),
      props: [prop("capability", item.id)],
      status: waiver ? "deviation-approved" : "open",
      ...(waiver ? deviation(waiver, item, report) : {}),
    },
  ];
}

function deviation(waiver: ReportWaiver, item: ReportCapability, report: Report): object {
  return {
    "mitigating-factors": [
      {
        uuid: uuid5("mitigating-factor", report.registry.id, item.id),
        description: oscalString(
          `Accepted by ${waiver.owner}: ${waiver.reason}${waiver.compensating ? ` Instead: ${waiver.compensating}` : ""}`,
        ),
      },
    ],
    deadline: isoTime(`${waiver.expires}T23:59:59Z`),
  };
}
