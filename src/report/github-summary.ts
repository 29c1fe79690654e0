import type { Report, ReportCapability, ReportTrack } from "../core/report.ts";
import { cleanStrings } from "./clean.ts";
import { escapeMarkdown as escape, markdownLink, markdownTable } from "./markdown-text.ts";
import { gauge, symbolsFor } from "./theme.ts";
import {
  capabilityNotes,
  GATE_WORDS,
  gateWords,
  levelWords,
  OUTCOME_WORDS,
  requirementWords,
  timeWords,
} from "./words.ts";

const SYMBOLS = symbolsFor(true);

/** GitHub refuses a step summary over 1 MiB; this keeps one far below, whatever the report holds. */
const LONGEST = 400;

/** The scorecard for GitHub's job summary: what to know first, everything else folded away. */
export function renderGithubSummary(raw: Report): string {
  const report = cleanStrings(raw, LONGEST);
  const { registry, framework } = report;
  const address = registry.url ? ` · ${markdownLink(registry.url, registry.url)}` : "";
  const lines = [
    `## ${escape(registry.name)}: ${levelWords(report.level)}${report.level === null ? "" : " of 3"}`,
    "",
    `${escape(framework.title)} ${escape(framework.version)} · ${escape(timeWords(report.generatedAt))}${address}`,
    "",
    ...markdownTable(
      ["Track", "Level", "Verified", "Potential", "In the way of the next level"],
      [...report.tracks.map((track) => trackRow(track)), totalRow(report)],
    ),
    ...gate(report),
    ...contradictions(report),
    ...fold("All capabilities", capabilityTable(report)),
    ...fold("Could not be reached", unreachable(report)),
    "",
  ];
  return lines.join("\n");
}

function trackRow(track: ReportTrack): string[] {
  const blockers = track.blockers.map(escape).join("<br>") || "–";
  return [escape(track.title), ...levels(track), track.applicable ? blockers : escape(track.why)];
}

function totalRow(report: Report): string[] {
  const { met, partial, unmet, unknown, notApplicable } = report.summary;
  const counts = `${met} met · ${partial} partial · ${unmet} unmet · ${unknown} unknown · ${notApplicable} n/a`;
  return ["**Registry**", ...levels(report), counts];
}

function levels(of: Pick<ReportTrack, "level" | "verifiedLevel" | "potentialLevel">): string[] {
  if (of.level === null) return ["n/a", "n/a", "n/a"];
  return [
    `${gauge(of.level, SYMBOLS)} ${of.level}`,
    String(of.verifiedLevel ?? "n/a"),
    String(of.potentialLevel ?? "n/a"),
  ];
}

function gate({ gate }: Report): string[] {
  if (!gate) return [];
  const rows = gate.requirements.map((requirement) => [
    escape(requirement.scope),
    String(requirement.minimum),
    `${GATE_WORDS[requirement.state]}: ${requirementWords(requirement)}`,
    requirement.blockers
      .map(({ capability, outcome }) => `${SYMBOLS.verdict[outcome]} ${escape(capability)}`)
      .join("<br>") || "–",
    requirement.waived.map(escape).join("<br>") || "–",
  ]);
  return [
    "",
    `### Gate: ${gateWords(gate)}`,
    "",
    ...markdownTable(["Scope", "Minimum", "State", "In the way", "Waived"], rows),
  ];
}

function contradictions(report: Report): string[] {
  const found = report.tracks.flatMap(({ capabilities }) =>
    capabilities.flatMap(({ id, contradiction }) =>
      contradiction ? [`- **${escape(id)}**: ${escape(contradiction.message)}`] : [],
    ),
  );
  return found.length === 0 ? [] : ["", "### Claims contradicted by what was seen", "", ...found];
}

function capabilityTable(report: Report): string[] {
  const rows = report.tracks
    .filter(({ applicable }) => applicable)
    .flatMap(({ capabilities }) => capabilities.map(capabilityRow));
  if (rows.length === 0) return [];
  return markdownTable(["Level", "Outcome", "Evidence", "Capability", "Why"], rows);
}

function capabilityRow(item: ReportCapability): string[] {
  const notes = capabilityNotes(item).map(escape);
  return [
    String(item.level),
    `${SYMBOLS.verdict[item.outcome]} ${OUTCOME_WORDS[item.outcome]}`,
    item.strength ?? "–",
    [escape(item.id), ...notes].join("<br>"),
    escape(item.message),
  ];
}

function unreachable(report: Report): string[] {
  if (report.unreachable.length === 0) return [];
  return markdownTable(
    ["Address", "Reason"],
    report.unreachable.slice(0, 50).map(({ url, reason }) => [escape(url), escape(reason)]),
  );
}

/** The blank lines make GitHub read Markdown inside. */
function fold(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return ["", `<details><summary>${title}</summary>`, "", ...lines, "", "</details>"];
}
