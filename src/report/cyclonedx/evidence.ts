import type { Report, ReportCapability, ReportEvidence } from "../../core/report.ts";
import { expiryOf, isoTime, webUrl } from "../export-common.ts";
import { evidenceRef, waiverRef } from "./refs.ts";

/** Evidence and waivers of one capability, as CycloneDX evidence. */
export function buildEvidence(item: ReportCapability, report: Report): object[] {
  const { waiver } = item;
  return [
    ...item.evidence.map((piece, at) => describe(item, piece, at, report)),
    ...(waiver && waiver.state !== "unneeded"
      ? [
          {
            "bom-ref": waiverRef(item.id),
            propertyName: "registry-assay:waiver",
            description: `Gap accepted (${waiver.state}): ${waiver.reason}${waiver.compensating ? ` Instead: ${waiver.compensating}` : ""}`,
            created: isoTime(report.generatedAt),
            // Holds up to and including its day.
            expires: isoTime(`${waiver.expires}T23:59:59Z`),
            author: { name: waiver.owner },
          },
        ]
      : []),
  ];
}

function describe(
  item: ReportCapability,
  piece: ReportEvidence,
  at: number,
  report: Report,
): object {
  const address = webUrl(piece.url);
  const expires = expiryOf(piece, report);
  const exchanges = report.exchanges.filter(({ id }) => piece.exchanges?.includes(id));
  const data = [
    ...(address === null
      ? []
      : [
          {
            name: piece.says ? `page that says: ${piece.says}` : "page",
            contents: { url: address },
          },
        ]),
    ...exchanges.flatMap(({ id, method, url, status, digest }) => {
      const target = webUrl(url);
      if (target === null) return [];
      const answer = `${status ?? "no answer"}${digest ? `, body ${digest}` : ""}`;
      return [{ name: `${id}: ${method}, ${answer}`, contents: { url: target } }];
    }),
  ];
  return {
    "bom-ref": evidenceRef(item.id, at),
    propertyName: `registry-assay:evidence:${piece.strength}:${piece.method}`,
    description: [
      `${piece.outcome}${piece.criterion ? ` (${piece.criterion})` : ""}: ${piece.message}`,
      `Source: ${piece.source}.`,
      ...(piece.proof !== undefined ? [`Proof: ${piece.proof}.`] : []),
      ...(piece.setAside !== undefined ? [`Not counted: ${piece.setAside}.`] : []),
    ].join(" "),
    ...(data.length > 0 ? { data } : {}),
    created:
      piece.strength === "declared" && piece.checked
        ? isoTime(piece.checked)
        : isoTime(report.generatedAt),
    ...(expires ? { expires } : {}),
  };
}

/** Does this piece speak for the capability, against it, or for neither? */
export function sideOf(piece: ReportEvidence): "for" | "against" | null {
  if (piece.setAside) return null;
  if (piece.outcome === "met") return "for";
  return piece.outcome === "unmet" || piece.outcome === "partial" ? "against" : null;
}
