import { AssayError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import { suggest } from "../profile/suggest.ts";
import type { GapSelection } from "./gaps.ts";
import type { Renderer, RenderOptions } from "./render.ts";

export type GapRenderer = (
  report: Report,
  options: RenderOptions,
  selection: GapSelection,
) => string;

/** A format: what `--format` calls it, which file endings choose it, and how to get its renderer. */
export interface Format<R = Renderer> {
  id: string;
  title: string;
  /** With the leading dot. The longest ending that fits a file name wins, so `.junit.xml` may stand beside `.xml`. */
  endings: readonly string[];
  /** Modules are loaded when the format is used, never before. */
  load(): Promise<R>;
}

/** An id from one of the tables. */
export type FormatId = string;
type AnyFormat = Pick<Format, "id" | "endings">;

/** Formats of a report. A new one is one row. */
export const FORMATS: readonly Format[] = [
  {
    id: "pretty",
    title: "scorecard for a terminal",
    endings: [".txt"],
    load: async () => (await import("./pretty.ts")).renderPretty,
  },
  {
    id: "json",
    title: "the report itself; every other format renders from it",
    endings: [".json"],
    load: async () => (await import("./json.ts")).renderJson,
  },
  {
    id: "markdown",
    title: "GitHub-flavoured Markdown",
    endings: [".md", ".markdown"],
    load: async () => (await import("./markdown.ts")).renderMarkdown,
  },
  {
    id: "csv",
    title: "one row per capability, for spreadsheets",
    endings: [".csv"],
    load: async () => (await import("./csv.ts")).renderCsv,
  },
  {
    id: "html",
    title: "one self-contained page, for people",
    endings: [".html", ".htm"],
    load: async () => (await import("./html/page.ts")).renderHtml,
  },
  {
    id: "sarif",
    title: "SARIF 2.1.0: every verdict at its line of the profile",
    endings: [".sarif", ".sarif.json"],
    load: async () => (await import("./sarif/sarif.ts")).renderSarif,
  },
  {
    id: "sarif-github",
    title: "SARIF for GitHub code scanning: known gaps only, waived ones left out",
    endings: [".github.sarif"],
    load: async () => (await import("./sarif/sarif.ts")).renderGithubSarif,
  },
  {
    id: "junit",
    title: "JUnit XML: a suite per track, a test per capability",
    endings: [".junit.xml", ".xml"],
    load: async () => (await import("./junit.ts")).renderJunit,
  },
  {
    id: "github-summary",
    title: "Markdown for a GitHub job summary",
    endings: [".summary.md"],
    load: async () => (await import("./github-summary.ts")).renderGithubSummary,
  },
  {
    id: "github-annotations",
    title: "GitHub workflow commands: a line for each gap",
    endings: [],
    load: async () => (await import("./github-annotations.ts")).renderGithubAnnotations,
  },
  {
    id: "gitlab",
    title: "GitLab code quality report",
    endings: [".codequality.json", ".gitlab.json"],
    load: async () => (await import("./gitlab.ts")).renderGitlab,
  },
  {
    id: "cyclonedx",
    title: "CycloneDX 1.7 declarations: standard, claims, evidence, conformance",
    endings: [".cdx.json"],
    load: async () => (await import("./cyclonedx/cyclonedx.ts")).renderCyclonedx17,
  },
  {
    id: "cyclonedx-1.6",
    title: "the same for readers of CycloneDX 1.6",
    endings: [".cdx16.json"],
    load: async () => (await import("./cyclonedx/cyclonedx.ts")).renderCyclonedx16,
  },
  {
    id: "in-toto",
    title: "in-toto statement about the JSON report: levels and verdicts",
    endings: [".intoto.json"],
    load: async () => (await import("./in-toto/assessment.ts")).renderAssessment,
  },
  {
    id: "in-toto-test-result",
    title: "in-toto statement with the test-result predicate",
    endings: [".test-result.intoto.json"],
    load: async () => (await import("./in-toto/test-result.ts")).renderTestResult,
  },
  {
    id: "gemara",
    title: "Gemara evaluation log, YAML",
    endings: [".gemara.yaml", ".gemara.yml"],
    load: async () => (await import("./gemara.ts")).renderGemaraYaml,
  },
  {
    id: "gemara-json",
    title: "Gemara evaluation log, JSON",
    endings: [".gemara.json"],
    load: async () => (await import("./gemara.ts")).renderGemaraJson,
  },
  {
    id: "oscal",
    title: "OSCAL assessment results",
    endings: [".oscal.json"],
    load: async () => (await import("./oscal/oscal.ts")).renderOscal,
  },
  {
    id: "badge",
    title: "shields.io endpoint",
    endings: [".badge.json"],
    load: async () => (await import("./badge.ts")).renderBadge,
  },
  {
    id: "badge-svg",
    title: "badge as a picture",
    endings: [".svg"],
    load: async () => (await import("./badge.ts")).renderBadgeSvg,
  },
];

/** Formats of the work list that `assay gaps` writes. */
export const GAP_FORMATS: readonly Format<GapRenderer>[] = [
  {
    id: "pretty",
    title: "work list for a terminal",
    endings: [".txt"],
    load: async () => (await import("./gaps-pretty.ts")).renderGapsPretty,
  },
  {
    id: "json",
    title: "the gaps, in order",
    endings: [".json"],
    load: async () => {
      const { renderGapsJson } = await import("./gaps-json.ts");
      return (report, _options, selection) => renderGapsJson(report, selection);
    },
  },
  {
    id: "markdown",
    title: "GitHub-flavoured Markdown",
    endings: [".md", ".markdown"],
    load: async () => {
      const { renderGapsMarkdown } = await import("./gaps-markdown.ts");
      return (report, _options, selection) => renderGapsMarkdown(report, selection);
    },
  },
  {
    id: "csv",
    title: "one row per gap, for spreadsheets",
    endings: [".csv"],
    load: async () => {
      const { renderGapsCsv } = await import("./gaps-csv.ts");
      return (report, _options, selection) => renderGapsCsv(report, selection);
    },
  },
  {
    id: "aegis",
    title: "milestone pages, one per track and level, as in EEF's Ægis roadmap",
    endings: [".aegis.md"],
    load: async () => {
      const { renderGapsAegis } = await import("./gaps-aegis.ts");
      return (report, _options, selection) => renderGapsAegis(report, selection);
    },
  },
  {
    id: "fundable",
    title: "the four questions of PSF's fundables, for each gap",
    endings: [".fundable.md"],
    load: async () => {
      const { renderGapsFundable } = await import("./gaps-fundable.ts");
      return (report, _options, selection) => renderGapsFundable(report, selection);
    },
  },
  {
    id: "nlnet",
    title: "blocks for NLnet's form, with counts of characters",
    endings: [".nlnet.txt"],
    load: async () => {
      const { renderGapsNlnet } = await import("./gaps-nlnet.ts");
      return (report, _options, selection) => renderGapsNlnet(report, selection);
    },
  },
  {
    id: "goal",
    title: "a project goal with the headings of Rust's template",
    endings: [".goal.md"],
    load: async () => {
      const { renderGapsGoal } = await import("./gaps-goal.ts");
      return (report, _options, selection) => renderGapsGoal(report, selection);
    },
  },
];

/** The id as the table has it. Throws a usage error with the nearest id as a hint. */
export function findFormat(id: string, formats: readonly AnyFormat[] = FORMATS): FormatId {
  const wanted = id.toLowerCase();
  if (formats.some((format) => format.id === wanted)) return wanted;
  const ids = formats.map((format) => format.id);
  const meant = suggest(wanted, ids);
  throw new AssayError("usage", `There is no format ${JSON.stringify(id)}.`, {
    hint: meant ? `Did you mean ${meant}?` : `Known: ${ids.join(", ")}.`,
  });
}

/** The id of the format that a file's ending chooses; undefined when none does. */
export function formatForFile(
  path: string,
  formats: readonly AnyFormat[] = FORMATS,
): FormatId | undefined {
  const name = path.toLowerCase();
  const fitting = formats.flatMap(({ id, endings }) =>
    endings.filter((ending) => name.endsWith(ending)).map((ending) => ({ id, ending })),
  );
  return fitting.sort((a, b) => b.ending.length - a.ending.length)[0]?.id;
}

/** Renders a report in the format of that id. */
export async function renderReport(
  id: FormatId,
  report: Report,
  options: RenderOptions,
): Promise<string> {
  const format = FORMATS.find((row) => row.id === findFormat(id));
  const render = await (format as Format).load();
  return render(report, options);
}

/** Renders the gaps up to a level in the format of that id. */
export async function renderGaps(
  id: FormatId,
  report: Report,
  options: RenderOptions,
  selection: GapSelection,
): Promise<string> {
  const format = GAP_FORMATS.find((row) => row.id === findFormat(id, GAP_FORMATS));
  const render = await (format as Format<GapRenderer>).load();
  return render(report, options, selection);
}
