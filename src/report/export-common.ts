import { frameworks } from "../../checks/catalogue.gen.ts";
import type { Capability, Framework } from "../core/framework.ts";
import type { Report, ReportCapability, ReportEvidence, ReportTrack } from "../core/report.ts";
import { STALE_AFTER_DAYS } from "../judge/claims.ts";
import { cleanStrings } from "./clean.ts";

/** What machine-readable exports share. */

/** Longest text that an export carries: a megabyte of a server's prose helps nobody. */
const LONGEST = 2_000;

/** What every exporter starts from: each string one clean line, and the catalogue beside it. */
export interface Export {
  report: Report;
  /** The bundled framework of that id and version; undefined for one that this version does not know. */
  framework: Framework | undefined;
  entries: ReadonlyMap<string, Capability>;
}

export function openExport(raw: Report): Export {
  const report = cleanStrings(raw, LONGEST);
  const framework = frameworks.find(
    ({ id, version }) => id === report.framework.id && version === report.framework.version,
  );
  const entries = new Map((framework?.capabilities ?? []).map((entry) => [entry.id, entry]));
  return { report, framework, entries };
}

export function capabilitiesOf(
  report: Report,
): { track: ReportTrack; capability: ReportCapability }[] {
  return report.tracks.flatMap((track) =>
    track.capabilities.map((capability) => ({ track, capability })),
  );
}

/** A web address that can be put into any format; null for anything else. */
export function webUrl(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== "https:" && parsed.protocol !== "http:") return null;
  parsed.username = "";
  parsed.password = "";
  // The parser leaves these as they are; RFC 3986 allows them nowhere.
  return parsed.href.replace(/[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/g, (char) =>
    encodeURIComponent(char),
  );
}

/** ISO time in UTC; the epoch for what is no time, so that a broken report stays a valid document. */
export function isoTime(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ||
    time.getUTCFullYear() > 9999 ||
    time.getUTCFullYear() < 1900
    ? "1970-01-01T00:00:00.000Z"
    : time.toISOString();
}

/** When a declaration stops counting: its date and the age that this run allowed. Undefined for what does not age. */
export function expiryOf(evidence: ReportEvidence, report: Report): string | undefined {
  if (evidence.strength !== "declared" || evidence.checked === undefined) return undefined;
  const start = Date.parse(evidence.checked);
  if (Number.isNaN(start)) return undefined;
  const days = report.settings.maxAgeDays.declared ?? STALE_AFTER_DAYS;
  return isoTime(new Date(start + days * 86_400_000).toISOString());
}

/** `level 1 of 3, verified 0, potential 2`; in every format the same words. */
export function levelSummary(
  levels: Pick<Report, "level" | "verifiedLevel" | "potentialLevel">,
): string {
  if (levels.level === null) return "not applicable";
  return `level ${levels.level} of 3, verified ${levels.verifiedLevel ?? "n/a"}, potential ${levels.potentialLevel ?? "n/a"}`;
}
