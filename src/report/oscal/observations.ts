import type { Report, ReportCapability, ReportEvidence } from "../../core/report.ts";
import { expiryOf, isoTime, webUrl } from "../export-common.ts";
import { uuid5 } from "../identity.ts";
import { OSCAL_METHODS } from "../outcome-mapping.ts";
import { oscalString, prop } from "./values.ts";

export interface Actors {
  tool: string;
  registry: string;
}

export function observationUuid(report: Report, item: ReportCapability, at: number): string {
  return uuid5("observation", report.registry.id, item.id, String(at));
}

/** Each piece of evidence as an observation: what was declared or read is EXAMINE, what was tried is TEST. */
export function buildObservations(
  item: ReportCapability,
  report: Report,
  actors: Actors,
): object[] {
  return item.evidence.map((piece, at) => {
    const expires = expiryOf(piece, report);
    const evidence = relevantEvidence(piece, report);
    return {
      uuid: observationUuid(report, item, at),
      title: oscalString(`${item.title}: ${piece.outcome}`),
      description: oscalString(piece.message),
      props: [
        prop("capability", item.id),
        prop("strength", piece.strength),
        prop("method", piece.method),
        prop("source", piece.source),
        prop("says", piece.outcome),
        ...(piece.criterion !== undefined ? [prop("criterion", piece.criterion)] : []),
        ...(piece.proof !== undefined ? [prop("proof", piece.proof)] : []),
        ...(piece.setAside !== undefined ? [prop("not-counted", piece.setAside)] : []),
      ],
      methods: [OSCAL_METHODS[piece.method]],
      types: ["finding"],
      origins: [{ actors: [{ type: "tool", "actor-uuid": actors.tool }] }],
      subjects: [{ "subject-uuid": actors.registry, type: "component" }],
      ...(evidence.length > 0 ? { "relevant-evidence": evidence } : {}),
      collected:
        piece.strength === "declared" && piece.checked
          ? isoTime(piece.checked)
          : isoTime(report.generatedAt),
      ...(expires ? { expires } : {}),
    };
  });
}

function relevantEvidence(piece: ReportEvidence, report: Report): object[] {
  const page = webUrl(piece.url);
  return [
    ...(page
      ? [
          {
            href: page,
            description: oscalString(piece.says ? `The page is to say: ${piece.says}` : "The page"),
          },
        ]
      : []),
    ...report.exchanges
      .filter(({ id }) => piece.exchanges?.includes(id))
      .map(({ id, method, url, status, digest }) => {
        const href = webUrl(url);
        return {
          ...(href ? { href } : {}),
          description: oscalString(
            `${id}: ${method} ${url}, ${status === undefined ? "no answer" : `status ${status}`}${digest ? `, body ${digest}` : ""}`,
          ),
        };
      }),
  ];
}
