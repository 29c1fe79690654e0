import type { Report, ReportCapability, ReportTrack } from "../core/report.ts";

/** The one thing worth doing next: the nearest gap of the lowest track, or the unknowns that a claim would settle. */
export function nextStep(report: Omit<Report, "nextStep">): Report["nextStep"] {
  const target = report.tracks
    .filter((track) => track.level !== null && track.level < 3)
    .sort((a, b) => (a.level ?? 0) - (b.level ?? 0) || a.blockers.length - b.blockers.length)[0];
  if (!target) {
    return {
      message: "Nothing stands between this registry and its highest level.",
      command: null,
    };
  }
  const blockers = target.capabilities.filter(({ id }) => target.blockers.includes(id));
  const gaps = blockers.filter(({ outcome }) => outcome !== "unknown");
  return gaps.length > 0
    ? closeGap(target, gaps, blockers)
    : settleUnknowns(report, target, blockers);
}

function closeGap(
  track: ReportTrack,
  gaps: readonly ReportCapability[],
  blockers: readonly ReportCapability[],
): Report["nextStep"] {
  const first = gaps[0];
  const next = `${track.title} from level ${(track.level ?? 0) + 1}`;
  const what =
    blockers.length === 1
      ? `One gap keeps ${next}`
      : `${blockers.length} capabilities keep ${next}, this one first`;
  return {
    message: `${what}: ${first?.title}.`,
    command: `assay explain ${first?.id}`,
  };
}

function settleUnknowns(
  report: Omit<Report, "nextStep">,
  track: ReportTrack,
  unknown: readonly ReportCapability[],
): Report["nextStep"] {
  const names = unknown.map(({ title }) => title).join("; ");
  const message = `What keeps ${track.title} from level ${(track.level ?? 0) + 1} is unknown: ${names}.`;
  const { profile, offline } = report.settings;
  if (offline && unknown.some(({ code }) => code === "unreachable")) {
    return {
      message: `${message} Run without --offline to ask.`,
      command: `assay audit ${profile}`,
    };
  }
  const settle = `${message} A claim with a link would settle ${unknown.length === 1 ? "it" : "them"}.`;
  return {
    message: settle,
    command: interviewCommand(profile) ?? `assay explain ${unknown[0]?.id}`,
  };
}

/** The interview writes into a file; a bundled profile is not the user's to change. */
function interviewCommand(profile: string): string | null {
  if (/^https?:/.test(profile)) return `assay init ${profile} --interview`;
  return /\.(ya?ml|json)$/i.test(profile) ? `assay init --interview -o ${profile}` : null;
}
