import type { Report } from "../../core/report.ts";
import {
  capabilitiesOf,
  type Export,
  isoTime,
  levelSummary,
  openExport,
  webUrl,
} from "../export-common.ts";
import { reportDigest, uuid5 } from "../identity.ts";
import { toJson } from "../json.ts";
import { mappingOf } from "../outcome-mapping.ts";
import { buildFinding, buildRisk, controlId } from "./findings.ts";
import { type Actors, buildObservations } from "./observations.ts";
import { oscalString, prop } from "./values.ts";

/** What go-gemara and most consumers read; nothing here is newer. */
const OSCAL_VERSION = "1.1.3";

/** OSCAL assessment results. Ids are UUIDs of version 5: the same finding keeps its id from run to run. */
export function renderOscal(raw: Report): string {
  const source = openExport(raw);
  const { report } = source;
  const actors: Actors = {
    tool: uuid5("tool", report.tool.name),
    registry: uuid5("registry", report.registry.id),
  };
  const digest = reportDigest(raw);
  const plan = uuid5("plan", report.framework.id, report.framework.version);
  return toJson({
    "assessment-results": {
      uuid: uuid5("assessment-results", digest),
      metadata: {
        title: oscalString(
          `${report.registry.name} against ${report.framework.title} ${report.framework.version}`,
        ),
        "last-modified": isoTime(report.generatedAt),
        version: oscalString(report.tool.version),
        "oscal-version": OSCAL_VERSION,
        props: [prop("report-sha256", digest)],
      },
      // There is no plan in OSCAL: the framework's text takes its place, as a resource below.
      "import-ap": { href: `#${plan}` },
      results: [buildResult(source, actors)],
      "back-matter": { resources: [resource(source, plan)] },
    },
  });
}

function resource({ report, framework }: Export, uuid: string): object {
  const source = webUrl(framework?.source);
  return {
    uuid,
    title: oscalString(`${report.framework.title} ${report.framework.version}`),
    description: `What was assessed: ${oscalString(report.framework.id)}, as registry-assay reads it. Not an OSCAL assessment plan.`,
    ...(source ? { rlinks: [{ href: source, "media-type": "text/html" }] } : {}),
  };
}

function buildResult({ report, entries }: Export, actors: Actors): object {
  const items = capabilitiesOf(report).map(({ capability }) => capability);
  const observations = items.flatMap((item) => buildObservations(item, report, actors));
  const risks = items.flatMap((item) => buildRisk(item, report, entries.get(item.id)?.threat));
  const findings = items.flatMap((item) => buildFinding(item, report, actors));
  return {
    uuid: uuid5("result", report.registry.id, report.generatedAt),
    title: oscalString(`${report.registry.name}: ${levelSummary(report)}`),
    description: oscalString(
      `Security maturity of a package registry. ${report.tracks
        .map((track) => `${track.title}: ${levelSummary(track)}`)
        .join("; ")}.`,
    ),
    start: isoTime(report.generatedAt),
    props: [
      prop("level", String(report.level ?? "n/a")),
      prop("verified-level", String(report.verifiedLevel ?? "n/a")),
      prop("potential-level", String(report.potentialLevel ?? "n/a")),
      ...report.tracks.map((track) => prop(`level-${track.id}`, String(track.level ?? "n/a"))),
    ],
    "local-definitions": {
      components: [
        {
          uuid: actors.registry,
          type: "service",
          title: oscalString(report.registry.name),
          description: oscalString(
            `Package registry of the ${report.registry.ecosystem} ecosystem`,
          ),
          status: { state: "operational" },
        },
      ],
      "assessment-assets": {
        components: [
          {
            uuid: actors.tool,
            type: "software",
            title: oscalString(report.tool.name),
            description: "Measures the security maturity of package registries",
            props: [prop("version", report.tool.version)],
            status: { state: "operational" },
          },
        ],
        "assessment-platforms": [
          {
            uuid: uuid5("platform", report.tool.name),
            "uses-components": [{ "component-uuid": actors.tool }],
          },
        ],
      },
    },
    "reviewed-controls": { "control-selections": [selection(report)] },
    ...(observations.length > 0 ? { observations } : {}),
    ...(risks.length > 0 ? { risks } : {}),
    ...(findings.length > 0 ? { findings } : {}),
  };
}

/** What applied and was looked at, and what was left out. */
function selection(report: Report): object {
  const items = capabilitiesOf(report).map(({ capability }) => capability);
  const ids = (reviewed: boolean): object[] =>
    items
      .filter((item) => (mappingOf(item).oscal !== null) === reviewed)
      .map((item) => ({ "control-id": controlId(item) }));
  const [included, excluded] = [ids(true), ids(false)];
  const rules = report.tracks.filter(({ applicable }) => !applicable).map(({ why }) => why);
  return {
    ...(included.length > 0 ? { "include-controls": included } : {}),
    ...(excluded.length > 0 ? { "exclude-controls": excluded } : {}),
    ...(rules.length > 0 ? { remarks: oscalString(rules.join(" ")) } : {}),
  };
}
