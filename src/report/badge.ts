import type { Level } from "../core/outcome.ts";
import type { Report, ReportTrack } from "../core/report.ts";
import { cleanStrings } from "./clean.ts";
import { toJson } from "./json.ts";
import { xmlText } from "./xml.ts";

export interface Badge {
  label: string;
  message: string;
  color: string;
}

/** By what is verified: a badge does not shine for declarations. */
const COLORS: Readonly<Record<Level, string>> = {
  0: "#b60205",
  1: "#9a6700",
  2: "#4d7a00",
  3: "#1a7f37",
};
const GREY = "#5f6368";

const SHORT: Readonly<Record<string, string>> = {
  authentication: "authn",
  authorization: "authz",
};

/** The registry's level and, always beside it, its tracks. What rests on declarations says so. */
export function badgeOf(raw: Report): Badge {
  const report = cleanStrings(raw, 60);
  const tracks = report.tracks.map((track) => `${SHORT[track.id] ?? track.id} ${levelWord(track)}`);
  const whole = report.level === null ? "n/a" : `level ${levelWord(report)}`;
  const verified = report.verifiedLevel;
  return {
    label: "registry maturity",
    message: [whole, ...tracks].join(" · "),
    color: verified === null ? GREY : COLORS[verified],
  };
}

/** `2`, `2 declared` when less than that is verified, `n/a`. */
function levelWord({ level, verifiedLevel }: Pick<ReportTrack, "level" | "verifiedLevel">): string {
  if (level === null) return "n/a";
  return level > (verifiedLevel ?? 0) ? `${level} declared` : String(level);
}

/** What shields.io reads from an endpoint. */
export function renderBadge(report: Report): string {
  return toJson({ schemaVersion: 1, ...badgeOf(report), cacheSeconds: 3600 });
}

/** A badge that needs nobody's server. */
export function renderBadgeSvg(report: Report): string {
  const { label, message, color } = badgeOf(report);
  const left = widthOf(label) + 10;
  const right = widthOf(message) + 10;
  const text = (content: string, start: number, width: number): string =>
    `<text x="${start + width / 2}" y="14" textLength="${width - 10}">${xmlText(content)}</text>`;
  const name = xmlText(`${label}: ${message}`);
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${name}">`,
    `<title>${name}</title>`,
    `<rect width="${left}" height="20" fill="#444"/>`,
    `<rect x="${left}" width="${right}" height="20" fill="${color}"/>`,
    `<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`,
    text(label, 0, left),
    text(message, left, right),
    "</g>",
    "</svg>",
  ].join("\n")}\n`;
}

/** Near enough for Verdana at 11 px; `textLength` does the rest. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text) {
    if (/[ .,:;!'|()[\]ijl·]/.test(char)) width += 4;
    else if (/[mwMW]/.test(char)) width += 10;
    else width += char.charCodeAt(0) > 0x2e7f ? 12 : 7;
  }
  return width;
}
