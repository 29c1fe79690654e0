import type { Report } from "../../core/report.ts";
import { capabilitiesOf, openExport, webUrl } from "../export-common.ts";
import { sha256 } from "../identity.ts";
import { toJson } from "../json.ts";
import { mappingOf } from "../outcome-mapping.ts";
import { renderStatement } from "./statement.ts";

type List = "passedTests" | "warnedTests" | "failedTests";

/** in-toto's test-result v0.1: for policy engines that ask which tests passed. A waived gap stays failed. */
export function renderTestResult(raw: Report): string {
  const { report, framework } = openExport(raw);
  const listed = (wanted: List): string[] =>
    capabilitiesOf(report)
      .filter(({ capability }) => mappingOf(capability).testResult === wanted)
      .map(({ capability }) => capability.id);
  const [passedTests, warnedTests, failedTests] = [
    listed("passedTests"),
    listed("warnedTests"),
    listed("failedTests"),
  ];
  const { id, version } = report.framework;
  return renderStatement(
    raw,
    `${report.registry.id}.json`,
    "https://in-toto.io/attestation/test-result/v0.1",
    {
      result: failedTests.length > 0 ? "FAILED" : warnedTests.length > 0 ? "WARNED" : "PASSED",
      configuration: [
        {
          name: `${id}@${version}`,
          uri:
            webUrl(framework?.source) ?? `urn:registry-assay:framework:${encodeURIComponent(id)}`,
        },
        // What a verifier can compare without having the profile: the settings, as the report holds them.
        { name: "settings", digest: { sha256: sha256(toJson(raw.settings)) } },
      ],
      passedTests,
      warnedTests,
      failedTests,
    },
  );
}
