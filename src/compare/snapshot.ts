import type { CapabilityId } from "../core/framework.ts";
import type { Level, Outcome, Strength, UnknownCode } from "../core/outcome.ts";
import type { Report, ReportCapability, ReportTrack, ReportWaiver } from "../core/report.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { daysBetween } from "../judge/claims.ts";

export interface Levels {
  level: Level | null;
  verifiedLevel: Level | null;
  potentialLevel: Level | null;
}

export interface TrackState extends Levels {
  id: string;
  title: string;
}

/** What a comparison keeps of one verdict. */
export interface CapabilityState {
  id: CapabilityId;
  track: string;
  title: string;
  level: Level;
  outcome: Outcome;
  strength: Strength | null;
  code: UnknownCode | null;
  message: string;
  /** What the contradicting observation says; null where claim and observation agree. */
  contradiction: string | null;
  waived: boolean;
  /** The deciding evidence nears the day on which it no longer counts. */
  ageing: boolean;
  /** A page no longer says what a claim says it says. */
  staleProof: boolean;
  assessed: boolean;
}

export interface WaiverState {
  capability: CapabilityId;
  owner: string;
  expires: string;
  state: ReportWaiver["state"];
  daysLeft: number;
}

/** What a comparison keeps of one report: a few kilobytes, so that a thousand fit. Every text is safe to show. */
export interface Snapshot extends Levels {
  /** Name of its column. */
  label: string;
  /** File or profile it came from. */
  source: string;
  registry: { id: string; name: string; ecosystem: string };
  framework: string;
  generatedAt: string;
  tracks: TrackState[];
  capabilities: CapabilityState[];
  waivers: WaiverState[];
}

/** Longer reasons are cut: a comparison shows what changed, the report says why. */
const LONGEST = 300;
const LONGEST_NAME = 80;
/** A longer name would widen its column; the id is made to be short. */
const LONGEST_LABEL = 24;

/** `now` moves the days that waivers have left; the report's own day by default. */
export function snapshotOf(report: Report, source: string, now?: Date): Snapshot {
  const name = (text: string): string => sanitizeText(text, LONGEST_NAME);
  return {
    label: name(
      report.registry.name.length > LONGEST_LABEL ? report.registry.id : report.registry.name,
    ),
    source: sanitizeText(source, LONGEST),
    registry: {
      id: name(report.registry.id),
      name: name(report.registry.name),
      ecosystem: name(report.registry.ecosystem),
    },
    framework: name(`${report.framework.title} ${report.framework.version}`),
    generatedAt: name(report.generatedAt),
    ...levelsOf(report),
    tracks: report.tracks.map((track) => ({
      id: name(track.id),
      title: name(track.title),
      ...levelsOf(track),
    })),
    capabilities: report.tracks.flatMap((track) =>
      track.capabilities.map((item) => capabilityState(item, track)),
    ),
    waivers: report.waivers.map((waiver) => ({
      capability: name(waiver.capability) as CapabilityId,
      owner: name(waiver.owner),
      expires: name(waiver.expires),
      ...waiverDays(waiver, now),
    })),
  };
}

function levelsOf({ level, verifiedLevel, potentialLevel }: Levels): Levels {
  return { level, verifiedLevel, potentialLevel };
}

function capabilityState(item: ReportCapability, track: ReportTrack): CapabilityState {
  const deciding = item.evidence.filter(
    (piece) => !piece.setAside && piece.strength === item.strength,
  );
  return {
    id: sanitizeText(item.id, LONGEST_NAME) as CapabilityId,
    track: sanitizeText(track.id, LONGEST_NAME),
    title: sanitizeText(item.title, 160),
    level: item.level,
    outcome: item.outcome,
    strength: item.strength,
    code: item.code,
    message: sanitizeText(item.message, LONGEST),
    contradiction: item.contradiction ? sanitizeText(item.contradiction.message, LONGEST) : null,
    waived: item.waiver?.state === "active",
    ageing: deciding.some(({ age }) => age === "ageing"),
    staleProof: item.evidence.some(({ proof }) => proof === "stale"),
    assessed: item.assessed,
  };
}

function waiverDays(
  waiver: ReportWaiver,
  now: Date | undefined,
): Pick<WaiverState, "state" | "daysLeft"> {
  if (!now) return { state: waiver.state, daysLeft: waiver.daysLeft };
  const daysLeft = 0 - daysBetween(waiver.expires, now);
  const state = waiver.state === "unneeded" ? "unneeded" : daysLeft >= 0 ? "active" : "expired";
  return { state, daysLeft };
}
