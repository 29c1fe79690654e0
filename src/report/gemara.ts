import { stringify } from "yaml";
import type {
  Report,
  ReportCapability,
  ReportCriterion,
  ReportEvidence,
  ReportTrack,
} from "../core/report.ts";
import { capabilitiesOf, type Export, isoTime, openExport, webUrl } from "./export-common.ts";
import { reportDigest } from "./identity.ts";
import { toJson } from "./json.ts";
import { CONFIDENCE, mappingOf, OUTCOME_MAPPING, type OutcomeMapping } from "./outcome-mapping.ts";

/** A Gemara EvaluationLog, as OpenSSF's tools exchange them. */
export function renderGemaraJson(report: Report): string {
  return toJson(buildEvaluationLog(report));
}

export function renderGemaraYaml(report: Report): string {
  return stringify(buildEvaluationLog(report), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** `evidence` came with 1.3.0; 1.4.1 is what this was written against. */
const GEMARA_VERSION = "1.4.1";

type Result = OutcomeMapping["gemara"];
/** The log is as good as its worst evaluation. */
const WORST_FIRST: readonly Result[] = [
  "Failed",
  "Unknown",
  "Needs Review",
  "Passed",
  "Not Run",
  "Not Applicable",
];

function buildEvaluationLog(raw: Report): object {
  const source = openExport(raw);
  const { report } = source;
  const evaluations = capabilitiesOf(report).map(({ track, capability }) =>
    evaluate(capability, track, source),
  );
  const results = evaluations.map(({ result }) => result);
  return {
    metadata: metadata(source, reportDigest(raw)),
    result: WORST_FIRST.find((worst) => results.includes(worst)) ?? "Not Run",
    target: target(report),
    evaluations: evaluations.length > 0 ? evaluations : [nothing(report)],
  };
}

function metadata({ report, framework }: Export, digest: string): object {
  const { tool, registry } = report;
  const source = webUrl(framework?.source);
  const address = webUrl(registry.url);
  return {
    id: `registry-assay.${registry.id}`,
    type: "EvaluationLog",
    "gemara-version": GEMARA_VERSION,
    version: digest.slice(0, 12),
    date: isoTime(report.generatedAt),
    description: `${registry.name} against ${report.framework.title} ${report.framework.version}`,
    author: { id: tool.name, name: tool.name, type: "Software", version: tool.version },
    "mapping-references": [
      {
        id: report.framework.id,
        title: report.framework.title,
        version: report.framework.version,
        ...(source ? { url: source } : {}),
      },
      {
        id: "registry",
        title: registry.name,
        version: "live",
        ...(address ? { url: address } : {}),
      },
      { id: "profile", title: "The registry's profile", version: digest.slice(0, 12) },
    ],
    "applicability-groups": [1, 2, 3].map((level) => {
      const known = framework?.levels.find((candidate) => candidate.level === level);
      return {
        id: `level-${level}`,
        title: known?.title ?? `Level ${level}`,
        description: known?.summary ?? `Level ${level} of the framework`,
      };
    }),
  };
}

function target({ registry }: Report): object {
  const address = webUrl(registry.url);
  return {
    id: registry.id,
    name: registry.name,
    type: "Software",
    description: `Package registry of the ${registry.ecosystem} ecosystem`,
    ...(address ? { uri: address } : {}),
  };
}

interface Evaluation {
  name: string;
  result: Result;
  message: string;
  control: object;
  "assessment-logs": object[];
}

function evaluate(item: ReportCapability, track: ReportTrack, source: Export): Evaluation {
  const { report } = source;
  const result = mappingOf(item).gemara;
  const message = item.message === "" ? item.outcome : item.message;
  const base = {
    applicability: [`level-${item.level}`],
    steps: [source.entries.get(item.id)?.howChecked ?? `Judge ${item.id}`],
    start: isoTime(report.generatedAt),
  };
  const whole = {
    requirement: mapping(report, item.id),
    description: item.title,
    result,
    message: result === "Not Applicable" ? track.why : message,
    ...base,
  };
  return {
    name: item.title,
    result,
    message,
    control: mapping(report, item.id),
    "assessment-logs":
      item.criteria.length === 0
        ? [whole]
        : item.criteria.map((criterion, at) =>
            assess(item, criterion, at === 0, { ...base, source }),
          ),
  };
}

function assess(
  item: ReportCapability,
  criterion: ReportCriterion,
  first: boolean,
  { source, ...base }: { source: Export; applicability: string[]; steps: string[]; start: string },
): object {
  const { report } = source;
  const result = criterionResult(criterion);
  const evidence = item.evidence.flatMap((piece, at) =>
    // What speaks of every criterion is listed once.
    (piece.criterion ?? (first ? criterion.id : null)) === criterion.id
      ? [evidenceEntry(item, piece, at, report)]
      : [],
  );
  const steps = source.entries.get(item.id)?.remediation ?? [];
  return {
    requirement: mapping(
      report,
      `${item.id}#${criterion.id}`,
      criterion.required ? undefined : "Optional: shown, and never counted.",
    ),
    description: criterion.title,
    result,
    message: criterion.message === "" ? criterion.outcome : criterion.message,
    ...base,
    ...(result !== "Passed" && steps.length > 0 ? { recommendation: steps.join(" ") } : {}),
    "confidence-level": criterion.strength ? CONFIDENCE[criterion.strength].gemara : "Undetermined",
    ...(evidence.length > 0 ? { evidence } : {}),
  };
}

function criterionResult({ outcome, code }: ReportCriterion): Result {
  return outcome === "unknown"
    ? mappingOf({ outcome, code, assessed: true }).gemara
    : OUTCOME_MAPPING[outcome].gemara;
}

function mapping(report: Report, entry: string, remarks?: string): object {
  return {
    "reference-id": report.framework.id,
    "entry-id": entry,
    ...(remarks ? { remarks } : {}),
  };
}

function evidenceEntry(
  item: ReportCapability,
  piece: ReportEvidence,
  at: number,
  report: Report,
): object {
  const exchange = report.exchanges.find(({ id }) => piece.exchanges?.includes(id));
  const declared = piece.strength === "declared";
  const coordinate = exchange?.url ?? piece.url ?? item.id;
  const digest = exchange?.digest;
  return {
    id: `${item.id}:${at + 1}`,
    type: `${piece.strength}-${piece.method}`,
    "collected-at":
      declared && piece.checked ? isoTime(piece.checked) : isoTime(report.generatedAt),
    source: {
      "reference-id": declared ? "profile" : "registry",
      coordinate: coordinate === "" ? item.id : coordinate,
      ...(digest && /^sha256:[0-9a-f]{64}$/.test(digest) ? { digest } : {}),
    },
    description: `${piece.outcome}: ${piece.message}${piece.setAside ? ` (not counted: ${piece.setAside})` : ""}`,
  };
}

/** The format asks for at least one evaluation. */
function nothing(report: Report): object {
  const message = "This run looked at no capability.";
  return {
    name: "none",
    result: "Not Run",
    message,
    control: mapping(report, "none"),
    "assessment-logs": [
      {
        requirement: mapping(report, "none"),
        description: message,
        result: "Not Run",
        message,
        applicability: ["level-1"],
        steps: [message],
        start: isoTime(report.generatedAt),
      },
    ],
  };
}
