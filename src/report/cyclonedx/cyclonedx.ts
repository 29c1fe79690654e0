import type { Report } from "../../core/report.ts";
import { isoTime, openExport } from "../export-common.ts";
import { reportDigest, uuid5 } from "../identity.ts";
import { toJson } from "../json.ts";
import { buildDeclarations } from "./declarations.ts";
import { buildStandard } from "./standard.ts";

type SpecVersion = "1.6" | "1.7";

/** CycloneDX Attestations (CDXA): the framework as a standard, and what is declared and seen of the registry. */
export function renderCyclonedx17(report: Report): string {
  return render(report, "1.7");
}

export function renderCyclonedx16(report: Report): string {
  return render(report, "1.6");
}

/** Declarations are the same in both versions. */
function render(raw: Report, specVersion: SpecVersion): string {
  const source = openExport(raw);
  const { report } = source;
  const digest = reportDigest(raw);
  return toJson({
    $schema: `http://cyclonedx.org/schema/bom-${specVersion}.schema.json`,
    bomFormat: "CycloneDX",
    specVersion,
    serialNumber: `urn:uuid:${uuid5("cyclonedx", specVersion, digest)}`,
    version: 1,
    metadata: {
      timestamp: isoTime(report.generatedAt),
      tools: {
        components: [{ type: "application", name: report.tool.name, version: report.tool.version }],
      },
      properties: [{ name: "registry-assay:report:sha256", value: digest }],
    },
    definitions: { standards: [buildStandard(source)] },
    declarations: buildDeclarations(report),
  });
}
