import type { Method, Strength } from "../core/outcome.ts";
import type { ReportCapability } from "../core/report.ts";

/**
 * The one table by which verdicts become the words of other formats. Every exporter reads it; none decides for itself.
 * `docs/formats.md` explains the choices.
 */

export const VERDICTS = [
  "met",
  "partial",
  "unmet",
  "unknown",
  "needs-review",
  "error",
  "not-applicable",
  "not-run",
] as const;
/** An outcome, with the reasons for not knowing told apart as far as other formats can tell them apart. */
export type ExportVerdict = (typeof VERDICTS)[number];

export interface OutcomeMapping {
  /** SARIF 2.1.0 §3.27.9, §3.27.10: any kind but `fail` has level `none`. Null: no result. */
  sarif: { kind: "pass" | "fail" | "open" | "review" | "notApplicable"; level: SarifLevel } | null;
  junit: "passed" | "failure" | "error" | "skipped";
  /** GitHub workflow command; null: nothing to say. */
  annotation: "error" | "warning" | "notice" | null;
  /** GitLab code quality severity; null: no entry. */
  gitlab: "critical" | "major" | "minor" | "info" | null;
  /** OSCAL finding; null: the control is excluded from the review. */
  oscal: { state: "satisfied" | "not-satisfied"; reason: "pass" | "fail" | "other" } | null;
  gemara: "Passed" | "Failed" | "Needs Review" | "Unknown" | "Not Applicable" | "Not Run";
  /** What an attestation lists, and whether it states a conformance. `share`: of the required criteria. */
  cyclonedx: {
    claim: boolean;
    counterClaim: boolean;
    conformance: 0 | 1 | "share" | null;
  } | null;
  /** List of in-toto's test-result; null: left out. */
  testResult: "passedTests" | "warnedTests" | "failedTests" | null;
}

type SarifLevel = "none" | "warning" | "error";

export const OUTCOME_MAPPING: Readonly<Record<ExportVerdict, OutcomeMapping>> = {
  met: {
    sarif: { kind: "pass", level: "none" },
    junit: "passed",
    annotation: null,
    gitlab: null,
    oscal: { state: "satisfied", reason: "pass" },
    gemara: "Passed",
    cyclonedx: { claim: true, counterClaim: false, conformance: 1 },
    testResult: "passedTests",
  },
  partial: {
    sarif: { kind: "fail", level: "warning" },
    junit: "failure",
    annotation: "warning",
    gitlab: "minor",
    // It is known that something required is missing: "other" and "Needs Review" would say less than we know.
    oscal: { state: "not-satisfied", reason: "fail" },
    gemara: "Failed",
    cyclonedx: { claim: true, counterClaim: true, conformance: "share" },
    testResult: "failedTests",
  },
  unmet: {
    sarif: { kind: "fail", level: "error" },
    junit: "failure",
    annotation: "error",
    gitlab: "major",
    oscal: { state: "not-satisfied", reason: "fail" },
    gemara: "Failed",
    cyclonedx: { claim: false, counterClaim: true, conformance: 0 },
    testResult: "failedTests",
  },
  unknown: {
    sarif: { kind: "open", level: "none" },
    junit: "skipped",
    annotation: "notice",
    gitlab: "info",
    oscal: { state: "not-satisfied", reason: "other" },
    gemara: "Unknown",
    cyclonedx: { claim: false, counterClaim: false, conformance: null },
    testResult: "warnedTests",
  },
  "needs-review": {
    sarif: { kind: "review", level: "none" },
    junit: "skipped",
    annotation: "notice",
    gitlab: "info",
    oscal: { state: "not-satisfied", reason: "other" },
    gemara: "Needs Review",
    cyclonedx: { claim: false, counterClaim: false, conformance: null },
    testResult: "warnedTests",
  },
  error: {
    sarif: { kind: "open", level: "none" },
    junit: "error",
    annotation: "warning",
    gitlab: "info",
    oscal: { state: "not-satisfied", reason: "other" },
    gemara: "Unknown",
    cyclonedx: { claim: false, counterClaim: false, conformance: null },
    testResult: "warnedTests",
  },
  "not-applicable": {
    sarif: { kind: "notApplicable", level: "none" },
    junit: "skipped",
    annotation: null,
    gitlab: null,
    oscal: null,
    gemara: "Not Applicable",
    cyclonedx: null,
    testResult: null,
  },
  "not-run": {
    sarif: null,
    junit: "skipped",
    annotation: null,
    gitlab: null,
    oscal: null,
    gemara: "Not Run",
    cyclonedx: null,
    testResult: null,
  },
};

/**
 * What a strength of evidence is worth where a format asks for confidence. The numbers are ours: they order, and
 * measure nothing.
 */
export const CONFIDENCE: Readonly<
  Record<Strength, { score: number; gemara: "Low" | "Medium" | "High"; words: string }>
> = {
  declared: { score: 0.3, gemara: "Low", words: "the profile says so; nothing was checked" },
  documented: {
    score: 0.6,
    gemara: "Medium",
    words: "a public page was read and says so",
  },
  observed: {
    score: 0.9,
    gemara: "High",
    words: "the registry or a client did it in front of the tool",
  },
};

/** How OSCAL calls the way a piece of evidence was come by. */
export const OSCAL_METHODS: Readonly<Record<Method, "TEST" | "EXAMINE">> = {
  passive: "TEST",
  active: "TEST",
  client: "TEST",
  document: "EXAMINE",
  profile: "EXAMINE",
};

/** The row of the table that a capability belongs to. */
export function exportVerdict(
  item: Pick<ReportCapability, "outcome" | "code" | "assessed">,
): ExportVerdict {
  if (!item.assessed) return "not-run";
  if (item.outcome !== "unknown") return item.outcome;
  if (item.code === "stale-evidence") return "needs-review";
  return item.code === "check-error" ? "error" : "unknown";
}

export function mappingOf(
  item: Pick<ReportCapability, "outcome" | "code" | "assessed">,
): OutcomeMapping {
  return OUTCOME_MAPPING[exportVerdict(item)];
}

/** An accepted gap: shown as waived where a format can say so, and never as passed. */
export function isWaived(item: ReportCapability): boolean {
  return item.waiver?.state === "active";
}
