import type { Report, ReportCapability } from "../../core/report.ts";
import { anchorOf, profileFile } from "../anchor.ts";
import {
  capabilitiesOf,
  type Export,
  isoTime,
  levelSummary,
  openExport,
  webUrl,
} from "../export-common.ts";
import { fingerprint, reportDigest, uuid5 } from "../identity.ts";
import { toJson } from "../json.ts";
import { isWaived, mappingOf } from "../outcome-mapping.ts";
import { waiverWords } from "../words.ts";
import { sarifText } from "./message.ts";
import { buildRules, buildTaxonomies, levelTaxonId, type Taxonomy } from "./rules.ts";

/** Everything that SARIF 2.1.0 can say: passes, unknowns and waived gaps too. */
export function renderSarif(report: Report): string {
  return toJson(buildSarif(report, () => true));
}

/**
 * For upload to GitHub's code scanning, which shows every result as an alert, whatever its kind, and knows no
 * suppressions: only gaps that are known and not waived. Rules stay complete, so that mended gaps are closed.
 */
export function renderGithubSarif(report: Report): string {
  return toJson(
    buildSarif(report, (item) => mappingOf(item).sarif?.kind === "fail" && !isWaived(item)),
  );
}

function buildSarif(raw: Report, wanted: (item: ReportCapability) => boolean): object {
  const source = openExport(raw);
  const { report } = source;
  const taxonomies = buildTaxonomies(source);
  const [levels] = taxonomies;
  const digest = reportDigest(raw);
  return {
    $schema:
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: report.tool.name,
            version: report.tool.version,
            shortDescription: { text: "Measures the security maturity of a package registry" },
            rules: buildRules(source, taxonomies),
            notifications: NOTIFICATIONS,
            supportedTaxonomies: taxonomies.map(({ name, guid }, index) => ({ name, guid, index })),
          },
        },
        taxonomies,
        automationDetails: {
          // A trailing slash: the category, without a run id.
          id: `registry-assay/${report.registry.id}/`,
          guid: uuid5("run", digest),
          description: {
            text: sarifText(
              `${report.registry.name} against ${report.framework.title} ${report.framework.version}`,
            ),
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: isoTime(report.generatedAt),
            toolExecutionNotifications: notifications(report),
          },
        ],
        artifacts: [
          {
            location: { uri: profileFile(report).uri },
            description: { text: "The profile that was judged" },
          },
        ],
        columnKind: "utf16CodeUnits",
        results: results(source, levels, wanted),
        properties: {
          registry: report.registry.id,
          level: report.level,
          verifiedLevel: report.verifiedLevel,
          potentialLevel: report.potentialLevel,
          tracks: Object.fromEntries(report.tracks.map((track) => [track.id, levelSummary(track)])),
          reportDigest: `sha256:${digest}`,
        },
      },
    ],
  };
}

function results(
  source: Export,
  levels: Taxonomy | undefined,
  wanted: (item: ReportCapability) => boolean,
): object[] {
  const { report } = source;
  return capabilitiesOf(report).flatMap(({ capability }, ruleIndex): object[] => {
    const { sarif } = mappingOf(capability);
    if (sarif === null || !wanted(capability)) return [];
    const { uri, line, column } = anchorOf(report, capability.id);
    const print = fingerprint(report, capability.id);
    return [
      {
        ruleId: capability.id,
        ruleIndex,
        kind: sarif.kind,
        level: sarif.level,
        message: { text: sarifText(messageOf(capability)) },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri, index: 0 },
              region: { startLine: line, startColumn: column },
            },
            logicalLocations: [
              {
                name: report.registry.id,
                fullyQualifiedName: `${report.registry.id}/${capability.id}`,
              },
            ],
          },
        ],
        partialFingerprints: {
          "registryCapability/v1": print,
          // GitHub's own key; without it an alert would move with every edit above its line.
          primaryLocationLineHash: `${print.slice(0, 16)}:1`,
        },
        taxa: [
          {
            id: levelTaxonId(capability.level),
            index: capability.level,
            toolComponent: { name: levels?.name ?? "", index: 0, guid: levels?.guid ?? "" },
          },
        ],
        ...suppressions(capability),
        properties: {
          outcome: capability.outcome,
          strength: capability.strength,
          code: capability.code,
          level: capability.level,
          claimed: capability.claimed,
          contradicted: capability.contradiction !== null,
          criteria: capability.criteria.map(({ id, required, outcome, strength }) => ({
            id,
            required,
            outcome,
            strength,
          })),
          evidence: [...new Set(capability.evidence.flatMap(({ url }) => webUrl(url) ?? []))],
        },
      },
    ];
  });
}

function messageOf(item: ReportCapability): string {
  const contradicted = item.contradiction
    ? " The profile claims otherwise; the observation decides."
    : "";
  return `${item.title}: ${item.outcome}. ${item.message}${contradicted}`;
}

function suppressions({ waiver }: ReportCapability): object {
  if (!waiver || waiver.state === "unneeded") return {};
  const until = `${waiver.state === "expired" ? "Expired on" : "Until"} ${waiver.expires}`;
  return {
    suppressions: [
      {
        kind: "external",
        // An expired waiver suppresses nothing, and a reader should still see that there was one.
        status: waiver.state === "active" ? "accepted" : "rejected",
        justification: `${waiver.reason} (${waiver.owner}). ${until}: ${waiverWords(waiver)}.`,
        ...(waiver.compensating !== undefined
          ? { properties: { compensating: waiver.compensating } }
          : {}),
      },
    ],
  };
}

const NOTIFICATIONS = [
  {
    id: "exchange-failed",
    shortDescription: { text: "A request gave no usable answer; what rests on it is unknown" },
  },
  { id: "check-error", shortDescription: { text: "A check failed; its capability is unknown" } },
];

function notifications(report: Report): object[] {
  const [failed, error] = [0, 1];
  return [
    ...report.exchanges
      .filter(({ failure }) => failure !== undefined && failure.reason !== "offline")
      .map(({ id, method, url, failure }) => ({
        descriptor: { id: "exchange-failed", index: failed },
        level: "warning",
        message: {
          text: sarifText(
            `${method} ${url}: ${failure?.message ?? ""} (${failure?.reason ?? ""}, ${id})`,
          ),
        },
      })),
    ...capabilitiesOf(report)
      .filter(({ capability }) => capability.code === "check-error")
      .map(({ capability }) => ({
        descriptor: { id: "check-error", index: error },
        level: "error",
        message: { text: sarifText(`${capability.id}: ${capability.message}`) },
        associatedRule: { id: capability.id },
      })),
  ];
}
