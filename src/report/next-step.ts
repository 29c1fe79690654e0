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
  const rest = blockers.length - 1;
  const others = rest === 0 ? "alone keeps" : `and ${rest} other${rest === 1 ? "" : "s"} keep`;
  return {
    message: `Nearest gap: ${first?.title} ${others} ${track.title} from level ${(track.level ?? 0) + 1}.`,
    command: `assay explain ${first?.id}`,
  };
}

function settleUnknowns(
  report: Omit<Report, "nextStep">,
  track: ReportTrack,
  unknown: readonly ReportCapability[],
): Report["nextStep"] {
  const names = unknown.map(({ title }) => title).join("; ");
  const [is, them] = unknown.length === 1 ? ["is", "it"] : ["are", "them"];
  const unreached = unknown.every(({ code }) => code === "unreachable");
  const message = `Unknown ${is} what keeps ${track.title} from level ${(track.level ?? 0) + 1}: ${names}.`;
  if (unreached && report.settings.offline) {
    return {
      message: `${message} Run without --offline to ask.`,
      command: `assay audit ${report.settings.profile}`,
    };
  }
  const url = report.registry.url;
  return {
    message: `${message} A claim with a link would settle ${them}.`,
    command:
      report.settings.profile === url ? `assay init ${url} --interview` : "assay init --interview",
  };
}
