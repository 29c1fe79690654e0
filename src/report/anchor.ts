import type { Position } from "../core/profile.ts";
import type { Report } from "../core/report.ts";

/** Where in a repository a result is shown: code scanning, annotations and code quality all ask for a file and a line. */
export interface Anchor extends Position {
  /** Relative, with forward slashes, as it is on disk. */
  path: string;
  /** The same as a valid URI reference. */
  uri: string;
}

/** The line of the profile that speaks of a capability; where nothing does, the line of its registry, or the first. */
export function anchorOf(report: Report, capability: string): Anchor {
  const positions = report.profile?.positions ?? {};
  const escaped = capability.replaceAll("~", "~0").replaceAll("/", "~1");
  const candidates = [`/claims/${escaped}`, "/claims", "/registry"];
  const found = candidates.find((pointer) => Object.hasOwn(positions, pointer));
  const { line, column } = (found ? positions[found] : undefined) ?? { line: 1, column: 1 };
  return { ...profileFile(report), line: natural(line), column: natural(column) };
}

/** The profile as a file. A bundled one, or one assumed for an address, gets the place where it would be kept. */
export function profileFile(report: Report): Pick<Anchor, "path" | "uri"> {
  const name = report.profile?.name ?? report.settings.profile;
  const kind = report.profile?.kind ?? guessKind(name);
  const path = kind === "file" ? normalise(name) : `profiles/${slug(report, name, kind)}.yaml`;
  return { path, uri: toUri(path) };
}

function guessKind(name: string): "file" | "bundled" | "url" {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return "url";
  return /[/\\]|\.(?:ya?ml|json)$/i.test(name) ? "file" : "bundled";
}

function slug(report: Report, name: string, kind: string): string {
  const wished = kind === "bundled" ? name : report.registry.id;
  return wished.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, "-") || "registry";
}

function normalise(name: string): string {
  const path = name
    .replaceAll("\\", "/")
    .replaceAll(/\/{2,}/g, "/")
    .replace(/^(?:\.\/)+/, "");
  return path === "" ? "profile.yaml" : path;
}

function toUri(path: string): string {
  const encoded = path
    .split("/")
    // A lone half of a surrogate pair has no UTF-8.
    .map((segment) => encodeURIComponent(segment.replace(/\p{Surrogate}/gu, "\ufffd")))
    .join("/");
  if (/^[A-Za-z]:\//.test(path)) return `file:///${path.slice(0, 2)}${encoded.slice(4)}`;
  return encoded.startsWith("/") ? `file://${encoded}` : encoded;
}

function natural(value: number): number {
  return Number.isInteger(value) && value >= 1 ? value : 1;
}
