import type { Report, ReportCapability } from "../core/report.ts";
import { anchorOf } from "./anchor.ts";
import { capabilitiesOf, levelSummary, openExport } from "./export-common.ts";
import { isWaived, mappingOf } from "./outcome-mapping.ts";

type Level = "error" | "warning" | "notice";

/**
 * GitHub workflow commands: each gap as an annotation at its line of the profile. GitHub shows ten of each kind per
 * step, so what blocks a level comes first.
 */
export function renderGithubAnnotations(raw: Report): string {
  const { report } = openExport(raw);
  const blocking = new Set(report.tracks.flatMap(({ blockers }) => blockers));
  const rows = capabilitiesOf(report)
    .flatMap(({ capability }) => {
      const level = levelOf(capability);
      return level === null ? [] : [{ level, capability }];
    })
    .sort(
      (a, b) =>
        Number(blocking.has(b.capability.id)) - Number(blocking.has(a.capability.id)) ||
        a.capability.level - b.capability.level,
    );
  const summary = `${report.registry.name}: ${levelSummary(report)}`;
  return [
    command("notice", { title: report.tool.name }, summary),
    ...rows.map(({ level, capability }) => {
      const { path, line, column } = anchorOf(report, capability.id);
      const where = { file: path, line: String(line), col: String(column) };
      return command(
        level,
        { ...where, title: `${capability.id}: ${capability.outcome}` },
        text(capability),
      );
    }),
    "",
  ].join("\n");
}

function levelOf(item: ReportCapability): Level | null {
  const { annotation } = mappingOf(item);
  return annotation !== null && isWaived(item) ? "notice" : annotation;
}

function text(item: ReportCapability): string {
  const { waiver } = item;
  const waived =
    waiver && isWaived(item) ? ` (waived until ${waiver.expires}: ${waiver.reason})` : "";
  return `${item.title}. ${item.message}${waived}`;
}

function command(level: Level, properties: Record<string, string>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${level} ${list.join(",")}::${escapeData(message)}`;
}

/** As GitHub's own toolkit escapes them. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
