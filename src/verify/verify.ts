import { frameworks } from "../../checks/catalogue.gen.ts";
import { applies, type Framework } from "../core/framework.ts";
import type { Report, ReportCapability, ReportTrack } from "../core/report.ts";
import { judgeGate } from "../score/gate.ts";
import { blocking, isMet, lowest, trackLevels } from "../score/levels.ts";
import { waiverState } from "../score/waivers.ts";
import { checkCapability } from "./capability.ts";
import { type Compare, comparing, type Verification, type VerifyFinding } from "./finding.ts";

/**
 * Recomputes a report from the evidence inside it: criteria, outcomes, levels, gaps, waivers and gate. It tells whether
 * the verdicts follow; whether the evidence is true, only a new audit can tell. Pure, and never throws for what a report
 * says, as long as it fits the schema.
 */
export function verifyReport(report: Report): Verification {
  const findings: VerifyFinding[] = [];
  const notes: string[] = [];
  const compare = comparing(findings);
  const { id, version } = report.framework;
  const framework = frameworks.find((known) => known.id === id && known.version === version);
  if (framework) checkCompleteness(report, framework, compare);
  else {
    notes.push(
      `${id} ${version} is not known here: which capabilities, levels and criteria it has is taken from the report.`,
    );
  }
  for (const track of report.tracks) checkTrack(track, report, framework, compare);
  checkTotals(report, compare);
  checkWaivers(report, compare);
  checkGaps(report, compare);
  checkGate(report, compare);
  return { agrees: findings.length === 0, findings, notes };
}

/** A capability that was left out would raise a level as well as one that was forged. */
function checkCompleteness(report: Report, framework: Framework, compare: Compare): void {
  const { tracks } = report.scope;
  const wanted = framework.tracks.filter(({ id }) => !tracks || tracks.includes(id));
  compare(
    "registry",
    "tracks",
    report.tracks.map((track) => track.id),
    wanted.map((track) => track.id),
  );
  for (const track of report.tracks) {
    compare(
      track.id,
      "capabilities",
      track.capabilities.map((item) => item.id),
      framework.capabilities.filter((item) => item.track === track.id).map((item) => item.id),
    );
  }
}

function checkTrack(
  track: ReportTrack,
  report: Report,
  framework: Framework | undefined,
  compare: Compare,
): void {
  const known = framework?.tracks.find(({ id }) => id === track.id);
  if (known) {
    const applicable = applies(known.appliesWhen, report.taxonomy);
    compare(track.id, "applicable", track.applicable, applicable);
  }
  for (const item of track.capabilities) {
    const entry = framework?.capabilities.find(({ id }) => id === item.id);
    checkCapability(item, track, entry, report, compare);
  }
  const levels = track.applicable
    ? trackLevels(track.capabilities)
    : { level: null, verifiedLevel: null, potentialLevel: null };
  compare(track.id, "level", track.level, levels.level);
  compare(track.id, "verifiedLevel", track.verifiedLevel, levels.verifiedLevel);
  compare(track.id, "potentialLevel", track.potentialLevel, levels.potentialLevel);
  const { level } = levels;
  const ids = (items: readonly ReportCapability[]): string[] => items.map(({ id }) => id);
  compare(
    track.id,
    "blockers",
    track.blockers,
    level === null ? [] : ids(blocking(track.capabilities, level)),
  );
  compare(
    track.id,
    "heldAbove",
    track.heldAbove,
    level === null
      ? []
      : ids(track.capabilities.filter((item) => isMet(item) && item.level > level + 1)),
  );
}

function checkTotals(report: Report, compare: Compare): void {
  for (const field of ["level", "verifiedLevel", "potentialLevel"] as const) {
    compare("registry", field, report[field], lowest(report.tracks.map((track) => track[field])));
  }
  const outcomes = all(report).map(({ outcome }) => outcome);
  const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
  for (const field of ["met", "partial", "unmet", "unknown"] as const) {
    compare("summary", field, report.summary[field], count(field));
  }
  compare("summary", "notApplicable", report.summary.notApplicable, count("not-applicable"));
}

function checkWaivers(report: Report, compare: Compare): void {
  const now = new Date(report.settings.now);
  for (const [at, waiver] of report.waivers.entries()) {
    const outcome = all(report).find(({ id }) => id === waiver.capability)?.outcome;
    const { state, daysLeft } = waiverState(waiver, outcome, now);
    const where = `waiver ${at + 1} (${waiver.capability})`;
    compare(where, "state", waiver.state, state);
    compare(where, "daysLeft", waiver.daysLeft, daysLeft);
  }
  for (const item of all(report)) {
    const own = report.waivers.find(({ capability }) => capability === item.id) ?? null;
    compare(item.id, "waiver", item.waiver, own);
  }
}

function checkGaps(report: Report, compare: Compare): void {
  const expected = report.tracks.flatMap((track) =>
    track.capabilities
      .filter(
        (item) => item.assessed && item.outcome !== "met" && item.outcome !== "not-applicable",
      )
      .map((item) => ({
        capability: item.id,
        outcome: item.outcome,
        level: item.level,
        blocks: track.blockers.includes(item.id),
      })),
  );
  const said = report.gaps.map(({ capability, outcome, level, blocks }) => ({
    capability,
    outcome,
    level,
    blocks,
  }));
  const ids = (gaps: readonly { capability: string }[]): string[] =>
    gaps.map(({ capability }) => capability);
  compare("gaps", "capabilities", ids(said), ids(expected));
  for (const gap of said) {
    const right = expected.find(({ capability }) => capability === gap.capability);
    if (right) compare(`gap ${gap.capability}`, "gap", gap, right);
  }
}

function checkGate(report: Report, compare: Compare): void {
  const { gate } = report;
  if (!gate) return;
  const expected = judgeGate(
    report.tracks,
    gate.requirements.map(({ scope, minimum }) => ({ scope, minimum })),
  );
  compare("gate", "passed", gate.passed, expected.passed);
  for (const [at, said] of gate.requirements.entries()) {
    const right = expected.requirements[at];
    if (!right) continue;
    const where = `gate ${said.scope} ${said.minimum}`;
    for (const field of ["level", "potentialLevel", "state", "waived"] as const) {
      compare(where, field, said[field], right[field]);
    }
    const ids = (blockers: readonly { capability: string; outcome: string }[]): string[] =>
      blockers.map(({ capability, outcome }) => `${capability} ${outcome}`);
    compare(where, "blockers", ids(said.blockers), ids(right.blockers));
  }
}

function all(report: Report): ReportCapability[] {
  return report.tracks.flatMap(({ capabilities }) => capabilities);
}
