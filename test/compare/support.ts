import type { Report, ReportCapability } from "../../src/core/report.ts";
import { fixture } from "../report/support.ts";

/** The mixed report on another day, with some verdicts changed. */
export function reportOn(
  day: string,
  changes: Record<string, Partial<ReportCapability>> = {},
  parts: Partial<Report> = {},
): Report {
  const report = structuredClone(fixture("mixed"));
  report.generatedAt = `${day}T12:00:00.000Z`;
  report.settings.now = report.generatedAt;
  for (const track of report.tracks)
    track.capabilities = track.capabilities.map((item) => ({ ...item, ...changes[item.id] }));
  return { ...report, ...parts };
}

/** The mixed report of another registry. */
export function registry(
  id: string,
  changes: Record<string, Partial<ReportCapability>> = {},
): Report {
  const report = reportOn("2026-11-20", changes);
  report.registry = { ...report.registry, id, name: `Registry ${id}` };
  return report;
}
