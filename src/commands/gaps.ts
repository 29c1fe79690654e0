import { EXIT_CODES } from "../core/errors.ts";
import type { Level } from "../core/outcome.ts";
import type { Report } from "../core/report.ts";
import { GAP_FORMATS } from "../report/formats.ts";
import { auditCommand, type RunOptions } from "./audit.ts";
import { readReport } from "./read-saved.ts";
import { type FormatOptions, planOutputs, writeOutputs } from "./render.ts";

/** Writes the work list of a saved report, or of an audit run now. */
export async function runGaps(
  profile: string | undefined,
  options: RunOptions & FormatOptions & { toLevel: Level },
): Promise<number> {
  const outputs = planOutputs(options, GAP_FORMATS);
  const report = await reportFor(profile, options);
  const selection = { toLevel: options.toLevel };
  await writeOutputs(outputs, options, (render, settings) => render(report, settings, selection));
  return EXIT_CODES.done.code;
}

async function reportFor(profile: string | undefined, options: RunOptions): Promise<Report> {
  // A profile may be JSON too; only a report says what its tool was.
  if (profile?.endsWith(".json") && (await isReport(profile))) return readReport(profile);
  return (await auditCommand(profile, options)).report;
}

async function isReport(path: string): Promise<boolean> {
  const { readFile } = await import("node:fs/promises");
  const start = await readFile(path, "utf8").catch(() => "");
  return start.includes('"generatedAt"');
}
