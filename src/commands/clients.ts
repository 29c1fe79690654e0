import type { Driver } from "../core/driver.ts";
import { AssayError, EXIT_CODES } from "../core/errors.ts";
import { detectClient } from "../clients/detect.ts";
import { DRIVERS } from "../clients/drivers/index.ts";
import { clientMatrix, type Matrix } from "../clients/matrix.ts";
import { renderMatrix } from "../clients/render-matrix.ts";
import { runClients } from "../clients/run.ts";
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
  const installed = await chooseClients(options.client);
  const progress = progressLine(process.stderr, options.quiet ?? false);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  let matrix: Matrix;
  try {
    const facts = await runClients(
      installed.map(({ id }) => id),
      {
        signal: stop.signal,
        deadlineMs: options.deadline,
        onProgress({ client, part, state }) {
          if (state === "step" || part === "detect") return;
          const step = `${client} ${part.replace(/^client/, "").toLowerCase()}`;
          progress.update({ step, state: state === "start" ? "started" : "done" });
        },
      },
    );
    matrix = clientMatrix(facts);
  } finally {
    process.off("SIGINT", onInterrupt);
    progress.clear();
  }
  const terminal = describeTerminal(process.stdout, process.env, options.color);
  const text = renderMatrix(matrix, format, { ...terminal, reasons: options.verbose ?? false });
  if (options.output) await writeWhole(options.output, text);
  else await print(text);
  return stop.signal.aborted ? EXIT_CODES.interrupted.code : EXIT_CODES.done.code;
}

async function chooseClients(named: readonly string[] | undefined): Promise<readonly Driver[]> {
  if (named) {
    const known = DRIVERS.map(({ id }) => id);
    const wanted = named.map((id) => mustBeKnown("client", id, known));
    return DRIVERS.filter(({ id }) => wanted.includes(id));
  }
  const found = await Promise.all(
    DRIVERS.map(async (driver) => ({ driver, client: await detectClient(driver) })),
  );
  const absent = found.filter(({ client }) => "missing" in client);
  if (absent.length > 0) {
    tell(`Not installed: ${absent.map(({ driver }) => driver.id).join(", ")}.`);
  }
  const installed = found.filter(({ client }) => !("missing" in client));
  if (installed.length === 0) {
    throw new AssayError("usage", "None of the known clients is installed.", {
      hint: `Known: ${DRIVERS.map(({ id }) => id).join(", ")}.`,
    });
  }
  return installed.map(({ driver }) => driver);
}
