import { AssayError } from "../core/errors.ts";
import type { Report } from "../core/report.ts";
import { FORMATS, findFormat, type Format, formatForFile } from "../report/formats.ts";
import type { Renderer, RenderOptions } from "../report/render.ts";
import { print, writeWhole } from "./output.ts";
import { describeTerminal } from "./terminal.ts";

/** Options of every command that renders, as commander hands them over. */
export interface FormatOptions {
  format?: string;
  output?: string[];
  quiet?: boolean;
  verbose?: boolean;
  color: boolean;
}

/** One place to write to, and the format it gets. */
export interface PlannedOutput<R> {
  /** Undefined: stdout. */
  file?: string;
  format: Format<R>;
}

/** Decides formats before any work is done, so that a mistyped one costs nothing. */
export function planOutputs<R>(
  options: FormatOptions,
  formats: readonly Format<R>[],
): PlannedOutput<R>[] {
  const asked = options.format ? byId(options.format, formats) : undefined;
  const files = (options.output ?? []).map((file) => ({
    file,
    format: byEnding(file, formats, asked),
  }));
  if (asked) {
    // A file that holds it already is where it was meant to go.
    const inFile = files.some(({ format }) => format === asked);
    return inFile ? files : [{ format: asked }, ...files];
  }
  // With only files asked for, a terminal still gets its scorecard; a pipe gets nothing it did not ask for.
  const toStdout = files.length === 0 || process.stdout.isTTY;
  return [...(toStdout ? [{ format: byId("pretty", formats) }] : []), ...files];
}

function byId<R>(id: string, formats: readonly Format<R>[]): Format<R> {
  const known = findFormat(id, formats);
  const format = formats.find((row) => row.id === known);
  if (!format) throw new Error(`no row for the format ${known}`);
  return format;
}

/** The ending chooses; where it does not, the format that was asked for. */
function byEnding<R>(file: string, formats: readonly Format<R>[], asked?: Format<R>): Format<R> {
  const id = formatForFile(file, formats);
  if (id !== undefined) return byId(id, formats);
  if (asked) return asked;
  const endings = formats.flatMap((format) => format.endings).join(", ");
  throw new AssayError("usage", `The ending of ${file} chooses no format.`, {
    hint: `Known endings: ${endings}. Or name the format with --format.`,
  });
}

/** A file has no terminal: plain text of an ordinary width. */
const FOR_FILES = { columns: 100, color: false, unicode: true } as const;

export async function writeOutputs<R>(
  outputs: readonly PlannedOutput<R>[],
  options: FormatOptions,
  render: (renderer: R, options: RenderOptions) => string,
): Promise<void> {
  const terminal = describeTerminal(process.stdout, process.env, options.color);
  for (const { file, format } of outputs) {
    const text = render(await format.load(), {
      ...(file === undefined ? terminal : FOR_FILES),
      verbose: options.verbose ?? false,
      quiet: options.quiet ?? false,
    });
    if (file === undefined) await print(text);
    else await writeWhole(file, text);
  }
}

export function planReportOutputs(options: FormatOptions): PlannedOutput<Renderer>[] {
  return planOutputs(options, FORMATS);
}

export async function writeReport(
  report: Report,
  outputs: readonly PlannedOutput<Renderer>[],
  options: FormatOptions,
): Promise<void> {
  await writeOutputs(outputs, options, (renderer, settings) => renderer(report, settings));
}
