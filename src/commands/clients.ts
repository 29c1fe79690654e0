import { createDeadline } from "../core/deadline.ts";
import { AssayError, EXIT_CODES } from "../core/errors.ts";
import { DRIVERS } from "../clients/drivers/index.ts";
import { clientMatrix, type Matrix } from "../clients/matrix.ts";
import { renderMatrix } from "../clients/render-matrix.ts";
import { type ClientProgress, type Detected, detectClients, runClients } from "../clients/run.ts";
import { clientProgress } from "../gather/clients.ts";
import { TABLE_FORMATS, type TableFormat } from "../report/table.ts";
import { mustBeKnown } from "../context.ts";
import { print, tell, writeWhole } from "./output.ts";
import { progressLine } from "./progress.ts";
import { describeTerminal } from "./terminal.ts";

interface ClientsOptions {
  client?: string[];
  format: string;
  output?: string;
  deadline: number;
  verbose?: boolean;
  quiet?: boolean;
  color: boolean;
}

/** Runs every installed client, or those named, and prints what each does. */
export async function runClientsCommand(options: ClientsOptions): Promise<number> {
  const format = mustBeKnown("format", options.format, TABLE_FORMATS) as TableFormat;
  const progress = progressLine(process.stderr, options.quiet ?? false);
  const onProgress = (event: ClientProgress): void => progress.update(clientProgress(event));
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const deadline = createDeadline(options.deadline, stop.signal);
  const { signal } = deadline;
  let matrix: Matrix;
  try {
    const found = await chooseClients(options.client, { signal, onProgress });
    const absent = options.client ? [] : DRIVERS.filter(({ id }) => !found.has(id));
    if (absent.length > 0) {
      progress.clear();
      tell(`Not installed: ${absent.map(({ id }) => id).join(", ")}.`);
    }
    const facts = await runClients([...found.keys()], { found, signal, onProgress });
    matrix = clientMatrix(facts);
  } finally {
    deadline.clear();
    process.off("SIGINT", onInterrupt);
    progress.clear();
  }
  const terminal = describeTerminal(process.stdout, process.env, options.color);
  const text = renderMatrix(matrix, format, { ...terminal, reasons: options.verbose ?? false });
  if (options.output) await writeWhole(options.output, text);
  else await print(text);
  return stop.signal.aborted ? EXIT_CODES.interrupted.code : EXIT_CODES.done.code;
}

/** The clients that were named, installed or not; else all that are installed. */
async function chooseClients(
  named: readonly string[] | undefined,
  options: { signal: AbortSignal; onProgress: (event: ClientProgress) => void },
): Promise<Map<string, Detected>> {
  const known = DRIVERS.map(({ id }) => id);
  if (named) {
    const wanted = new Set(named.map((id) => mustBeKnown("client", id, known)));
    return detectClients(
      known.filter((id) => wanted.has(id)),
      options,
    );
  }
  const found = await detectClients(known, options);
  // Whoever was not looked for in time is not known to be absent.
  if (options.signal.aborted) return found;
  const installed = new Map([...found].filter(([, client]) => !("missing" in client)));
  if (installed.size === 0) {
    throw new AssayError("usage", "None of the known clients is installed.", {
      hint: `Known: ${known.join(", ")}.`,
    });
  }
  return installed;
}
