import type { Report, ReportCapability, ReportTrack } from "../core/report.ts";
import { cleanStrings } from "./clean.ts";
import { selectGaps } from "./gaps.ts";
import { gapsTable } from "./gaps-markdown.ts";
import { escapeMarkdown as escape, markdownLink, markdownTable } from "./markdown-text.ts";
import { gauge, symbolsFor, type Verdict } from "./theme.ts";
import {
  capabilityNotes,
  GATE_WORDS,
  gateWords,
  levelWords,
  openUnknowns,
  OUTCOME_WORDS,
  potentialWords,
  requirementWords,
  settingsWords,
  taxonomyWords,
  timeWords,
  verifiedWords,
  waiverWords,
} from "./words.ts";

const SYMBOLS = symbolsFor(true);

/** GitHub-flavoured Markdown: the scorecard for a pull request, an issue or a job summary. */
export function renderMarkdown(raw: Report): string {
  const report = cleanStrings(raw, 2_000);
  const sections = [
    identity(report),
    summary(report),
    gate(report),
    contradictions(report),
    ...report.tracks.map(trackSection),
    gapSection(report),
    waivers(report),
    activeRun(report),
    unreachable(report),
    nextStep(report),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function identity(report: Report): string[] {
  const { registry, framework, settings, tool } = report;
  const facts = [
    `${escape(framework.title)} ${escape(framework.version)}`,
    escape(timeWords(report.generatedAt)),
    settings.adapter ? `${escape(settings.adapter)} adapter` : "no adapter",
    ...(settings.offline ? ["offline"] : []),
    `${escape(tool.name)} ${escape(tool.version)}`,
  ];
  const address = registry.url ? markdownLink(registry.url, registry.url) : "no address";
  return [
    `# ${escape(registry.name)}: ${report.level === null ? "n/a" : `level ${report.level} of 3`}`,
    "",
    `${escape(registry.ecosystem)} · ${address}`,
    "",
    facts.join(" · "),
    "",
    `Taxonomy: ${escape(taxonomyWords(report))}`,
    ...[
      ...report.assumptions.map((text) => `Assumed: ${escape(text)}`),
      ...settingsWords(report).map(escape),
    ].flatMap((line) => ["", line]),
  ];
}

function summary(report: Report): string[] {
  const unknowns = openUnknowns(
    report,
    report.tracks.filter(({ level }) => level !== null).flatMap((track) => track.capabilities),
  );
  const rows = report.tracks.map((track) =>
    levelRow(escape(track.title), track, track.capabilities),
  );
  const { met, partial, unmet, unknown, notApplicable } = report.summary;
  return [
    ...markdownTable(
      ["Track", "Level", "Verified", "Potential"],
      [...rows, levelRow("**Registry**", report, [], unknowns)],
    ),
    "",
    `${met} met · ${partial} partial · ${unmet} unmet · ${unknown} unknown · ${notApplicable} n/a`,
  ];
}

function levelRow(
  title: string,
  levels: Pick<ReportTrack, "level" | "verifiedLevel" | "potentialLevel">,
  capabilities: readonly ReportCapability[],
  unknowns: number = openUnknowns(levels, capabilities),
): string[] {
  if (levels.level === null) return [title, "n/a", "n/a", "n/a"];
  return [
    title,
    `${gauge(levels.level, SYMBOLS)} ${levelWords(levels.level)}`,
    verifiedWords(levels.verifiedLevel),
    potentialWords(levels, unknowns),
  ];
}

function verdict(outcome: Verdict): string {
  return `${SYMBOLS.verdict[outcome]} ${OUTCOME_WORDS[outcome]}`;
}

function trackSection(track: ReportTrack): string[] {
  const title = `## ${escape(track.title)}: ${levelWords(track.level)}`;
  if (!track.applicable) return [title, "", escape(track.why)];
  const rows = track.capabilities.map((item) => [
    String(item.level),
    verdict(item.outcome),
    item.strength ?? "–",
    [`${escape(item.title)}<br>${escape(item.id)}`, ...capabilityNotes(item).map(escape)].join(
      " · ",
    ),
    escape(item.message),
    proofLinks(item),
  ]);
  const lists = [
    ["Blocks", track.level === null ? "" : ` level ${track.level + 1}`, track.blockers],
    ["Held out of order", "", track.heldAbove],
  ] as const;
  return [
    title,
    "",
    ...markdownTable(["Level", "Outcome", "Evidence", "Capability", "Why", "Links"], rows),
    ...lists.flatMap(([label, where, ids]) =>
      ids.length === 0 ? [] : ["", `${label}${where}: ${ids.map(escape).join(", ")}`],
    ),
  ];
}

function proofLinks(item: ReportCapability): string {
  const urls = [...new Set(item.evidence.flatMap(({ url }) => (url ? [url] : [])))];
  return urls.map((url, at) => markdownLink(`${at + 1}`, url)).join(" ") || "–";
}

function gate({ gate }: Report): string[] {
  if (!gate) return [];
  const rows = gate.requirements.map((requirement) => [
    escape(requirement.scope),
    String(requirement.minimum),
    `${GATE_WORDS[requirement.state]}: ${requirementWords(requirement)}`,
    requirement.state === "met"
      ? "–"
      : requirement.blockers
          .map(
            ({ capability, outcome, message }) =>
              `${verdict(outcome)} ${escape(capability)}: ${escape(message)}`,
          )
          .join("<br>") || "–",
    requirement.waived.map(escape).join("<br>") || "–",
  ]);
  return [
    `## Gate: ${gateWords(gate)}`,
    "",
    ...markdownTable(["Scope", "Minimum", "State", "In the way", "Waived"], rows),
  ];
}

function contradictions(report: Report): string[] {
  const rows = report.tracks.flatMap(({ capabilities }) =>
    capabilities.flatMap(({ id, contradiction }) =>
      contradiction
        ? [
            [
              escape(contradiction.criterion ? `${id} (${contradiction.criterion})` : id),
              contradiction.claimed,
              verdict(contradiction.observed),
              escape(contradiction.message),
            ],
          ]
        : [],
    ),
  );
  if (rows.length === 0) return [];
  return [
    "## Claims contradicted",
    "",
    "An observation says otherwise; the observation decides.",
    "",
    ...markdownTable(["Capability", "Claimed", "Observed", "What was seen"], rows),
  ];
}

function gapSection(report: Report): string[] {
  const gaps = selectGaps(report, { toLevel: 3 });
  return gaps.length === 0 ? [] : ["## Gaps", "", ...gapsTable(gaps)];
}

function waivers(report: Report): string[] {
  if (report.waivers.length === 0) return [];
  const rows = report.waivers.map((waiver) => [
    escape(waiver.capability),
    waiverWords(waiver),
    escape(waiver.expires),
    escape(waiver.owner),
    escape(
      waiver.compensating ? `${waiver.reason} Instead: ${waiver.compensating}` : waiver.reason,
    ),
  ]);
  return [
    "## Waivers",
    "",
    ...markdownTable(["Capability", "State", "Until", "Owner", "Reason"], rows),
  ];
}

function activeRun({ active }: Report): string[] {
  if (!active) return [];
  const { left, stopped } = active;
  const facts = `${escape(active.target)}, ${active.requests} requests, run ${escape(active.runId)}.`;
  return [
    "## Active audit",
    "",
    `${facts} ${stopped ? escape(stopped.message) : "Every probe ran to its end."}`,
    "",
    ...(left.length === 0
      ? ["Nothing was left behind."]
      : markdownTable(
          ["Left behind", "Why", "Command"],
          left.map(({ kind, name, why, command }) => [
            escape(`${kind} ${name}`),
            escape(why),
            escape(command),
          ]),
        )),
  ];
}

function unreachable(report: Report): string[] {
  if (report.unreachable.length === 0) return [];
  return [
    "## Could not be reached",
    "",
    ...markdownTable(
      ["Address", "Reason"],
      report.unreachable.map(({ url, reason }) => [escape(url), escape(reason)]),
    ),
  ];
}

function nextStep({ nextStep: { message, command } }: Report): string[] {
  const action = command ? ` Run: ${escape(command)}` : "";
  return ["## Next", "", `${escape(message)}${action}`];
}
