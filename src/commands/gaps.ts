import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AssayError, EXIT_CODES } from "../core/errors.ts";
import type { Level } from "../core/outcome.ts";
import type { Report } from "../core/report.ts";
import type { GapSelection } from "../gaps/types.ts";
import { GAP_FORMATS } from "../report/formats.ts";
import { auditCommand, type RunOptions } from "./audit.ts";
import { bundledPriorArt } from "./bundled-prior-art.ts";
import { addToOverlay, readOverlay, tellOrphans } from "./overlay.ts";
import { tell, writeWhole } from "./output.ts";
import { isSavedReport, readReport } from "./read-saved.ts";
import { type FormatOptions, planOutputs, writeOutputs } from "./render.ts";

export interface GapOptions extends RunOptions, FormatOptions {
  toLevel: Level;
  overlay?: string;
  writeOverlay?: string;
  rate?: number;
  currency?: string;
  since?: string;
  pages?: string;
}

/** Writes the work list of a saved report, or of an audit run now; or what became of it since an older report. */
export async function runGaps(profile: string | undefined, options: GapOptions): Promise<number> {
  // Formats are decided before any work is done, so that a mistyped one costs nothing.
  if (options.since) return runProgress(profile, options, options.since);
  const outputs =
    options.pages && !options.format && !options.output ? [] : planOutputs(options, GAP_FORMATS);
  const overlay = options.overlay ? await readOverlay(options.overlay) : undefined;
  const report = await reportFor(profile, options);
  const selection = await selectionFor(options, overlay?.overlay);
  if (overlay) tellOrphans(overlay, report);
  if (options.writeOverlay) {
    await addToOverlay(options.writeOverlay, report, selection);
    if (!options.format && !options.output && !options.pages) return EXIT_CODES.done.code;
  }
  if (options.pages) await writePages(options.pages, report, selection);
  await writeOutputs(outputs, options, (render, settings) => render(report, settings, selection));
  return EXIT_CODES.done.code;
}

async function runProgress(
  profile: string | undefined,
  options: GapOptions,
  since: string,
): Promise<number> {
  const [{ PROGRESS_FORMATS }, { progressSince }] = await Promise.all([
    import("../report/gaps-progress.ts"),
    import("../gaps/progress.ts"),
  ]);
  const outputs = planOutputs(options, PROGRESS_FORMATS);
  const overlay = options.overlay ? await readOverlay(options.overlay) : undefined;
  const base = await readReport(since);
  const report = await reportFor(profile, options);
  const selection = await selectionFor(options, overlay?.overlay);
  const progress = progressSince(base, report, selection);
  await writeOutputs(outputs, options, (render, settings) => render(progress, settings));
  return EXIT_CODES.done.code;
}

async function selectionFor(
  options: GapOptions,
  overlay: GapSelection["overlay"],
): Promise<GapSelection> {
  return {
    toLevel: options.toLevel,
    priorArt: await bundledPriorArt(),
    ...(overlay ? { overlay } : {}),
    ...(options.track ? { tracks: options.track } : {}),
    ...(options.capability ? { capabilities: options.capability } : {}),
    ...(options.rate === undefined ? {} : { rate: options.rate }),
    ...(options.currency === undefined ? {} : { currency: options.currency }),
  };
}

async function writePages(folder: string, report: Report, selection: GapSelection): Promise<void> {
  const { aegisPages } = await import("../report/gaps-aegis.ts");
  const pages = aegisPages(report, selection);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AssayError("output", `Cannot make the folder ${folder}: ${why}`, { cause: error });
  }
  for (const { file, text } of pages) await writeWhole(join(folder, file), text);
  tell(`assay: wrote ${pages.length} milestone pages to ${folder}`);
}

async function reportFor(profile: string | undefined, options: RunOptions): Promise<Report> {
  if (profile && (await isSavedReport(profile))) return readReport(profile);
  return (await auditCommand(profile, options)).report;
}
