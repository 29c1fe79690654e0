import type { Report, ReportCapability, ReportTrack } from "../core/report.ts";
import { anchorOf } from "./anchor.ts";
import { isoTime, levelSummary, openExport } from "./export-common.ts";
import { isWaived, mappingOf } from "./outcome-mapping.ts";
import { CODE_WORDS, waiverWords } from "./words.ts";
import { xmlText as x } from "./xml.ts";

/**
 * JUnit XML: a suite per track, a test per capability. No one schema governs it: what stands here is what Jenkins,
 * GitLab, GitHub's reporters and Azure all read. A gap that is waived is skipped, and so is what is not known.
 */
export function renderJunit(raw: Report): string {
  const { report } = openExport(raw);
  const suites = report.tracks.map((track) => renderSuite(track, report));
  const all = report.tracks.flatMap(({ capabilities }) => capabilities);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${x(`${report.registry.name}: ${report.framework.title} ${report.framework.version}`)}" ${counts(all)} time="0">`,
    ...suites,
    "</testsuites>",
  ].join("\n")}\n`;
}

type Result = "passed" | "failure" | "error" | "skipped";

function resultOf(item: ReportCapability): Result {
  return isWaived(item) ? "skipped" : mappingOf(item).junit;
}

function counts(items: readonly ReportCapability[]): string {
  const count = (wanted: Result): number =>
    items.filter((item) => resultOf(item) === wanted).length;
  return `tests="${items.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`;
}

function renderSuite(track: ReportTrack, report: Report): string {
  const time = isoTime(report.generatedAt).slice(0, 19);
  return [
    `  <testsuite name="${x(track.id)}" ${counts(track.capabilities)} time="0" timestamp="${time}">`,
    "    <properties>",
    property("title", track.title),
    property("levels", levelSummary(track)),
    property("applies", track.why),
    "    </properties>",
    ...track.capabilities.map((item) => renderCase(item, report)),
    "  </testsuite>",
  ].join("\n");
}

function property(name: string, value: string): string {
  return `      <property name="${name}" value="${x(value)}"/>`;
}

function renderCase(item: ReportCapability, report: Report): string {
  const { path, line } = anchorOf(report, item.id);
  const classname = `${report.registry.id}.${item.id.replaceAll("/", ".")}`;
  const head = `    <testcase name="${x(`Level ${item.level}: ${item.title}`)}" classname="${x(classname)}" file="${x(path)}" line="${line}" time="0"`;
  const result = resultOf(item);
  if (result === "passed") return `${head}/>`;
  const body = x(bodyOf(item));
  // Some readers give `skipped` no attributes: its words stand in the body.
  const inner =
    result === "skipped"
      ? `<skipped>${body}</skipped>`
      : `<${result} type="${x(item.code ?? item.outcome)}" message="${x(item.message)}">${body}</${result}>`;
  return `${head}>\n      ${inner}\n    </testcase>`;
}

function bodyOf(item: ReportCapability): string {
  const { waiver } = item;
  const reason = item.code === null ? "" : ` (${CODE_WORDS[item.code]})`;
  const waived =
    waiver && isWaived(item)
      ? `Waived until ${waiver.expires} (${waiverWords(waiver)}) by ${waiver.owner}: ${waiver.reason} `
      : "";
  return `${waived}${item.outcome}${reason}: ${item.message}`;
}
