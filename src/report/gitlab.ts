import type { Report, ReportCapability } from "../core/report.ts";
import { anchorOf } from "./anchor.ts";
import { capabilitiesOf, openExport } from "./export-common.ts";
import { fingerprint } from "./identity.ts";
import { toJson } from "./json.ts";
import { isWaived, mappingOf } from "./outcome-mapping.ts";

/** GitLab's code quality report: what is not met, at its line of the profile. Waived gaps stay, as information. */
export function renderGitlab(raw: Report): string {
  const { report } = openExport(raw);
  return toJson(
    capabilitiesOf(report).flatMap(({ capability }) => {
      const severity = severityOf(capability);
      if (severity === null) return [];
      const { path, line } = anchorOf(report, capability.id);
      return [
        {
          description: describe(capability),
          check_name: capability.id,
          fingerprint: fingerprint(report, capability.id),
          severity,
          location: { path, lines: { begin: line } },
        },
      ];
    }),
  );
}

function severityOf(item: ReportCapability): string | null {
  const { gitlab } = mappingOf(item);
  return gitlab !== null && isWaived(item) ? "info" : gitlab;
}

function describe(item: ReportCapability): string {
  const waived = item.waiver && isWaived(item) ? ` Waived until ${item.waiver.expires}.` : "";
  return `${item.title}: ${item.outcome}. ${item.message}${waived}`;
}
