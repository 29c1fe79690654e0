import type { Report } from "../core/report.ts";
import { AssayError } from "../core/errors.ts";
import { findFormat, type FormatId, formatForFile } from "../report/formats.ts";
import { print, writeWhole } from "./output.ts";
import { describeTerminal } from "./terminal.ts";

export interface FormatOptions {
  format?: string;
  output?: string[];
  quiet?: boolean;
  verbose?: boolean;
  color: boolean;
}

/** One place to write to, and the format it gets. */
export interface PlannedOutput {
  /** Undefined: stdout. */
  file?: string;
  format: FormatId;
}

/** Decides formats before any work is done, so that a mistyped one costs nothing. */
export function planOutputs(options: FormatOptions): PlannedOutput[] {
  const files = (options.output ?? []).map((file): PlannedOutput => {
    const format = formatForFile(file);
    if (format) return { file, format };
    throw new AssayError("usage", `The ending of ${file} names no known format.`, {
      hint: "assay list formats shows the endings.",
    });
  });
  if (options.format) return [{ format: findFormat(options.format) }, ...files];
  // With only files asked for, the terminal still gets its scorecard; a pipe gets nothing it did not ask for.
  return files.length === 0 || process.stdout.isTTY ? [{ format: "pretty" }, ...files] : files;
}

export async function writeReport(
  report: Report,
  outputs: readonly PlannedOutput[],
  options: FormatOptions,
): Promise<void> {
  const terminal = describeTerminal(process.stdout, process.env, options.color);
  const { renderReport } = await import("../report/formats.ts");
  for (const { file, format } of outputs) {
    const toFile = { columns: 100, color: false, unicode: true };
    const text = await renderReport(format, report, {
      ...(file === undefined ? terminal : toFile),
      verbose: options.verbose ?? false,
      quiet: options.quiet ?? false,
    });
    if (file === undefined) await print(text);
    else await writeWhole(file, text);
  }
}
