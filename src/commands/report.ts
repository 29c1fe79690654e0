import { type FormatOptions, planReportOutputs, writeReport } from "./render.ts";
import { readReport } from "./read-saved.ts";

export async function runReport(file: string, options: FormatOptions): Promise<number> {
  const outputs = planReportOutputs(options);
  await writeReport(await readReport(file), outputs, options);
  return 0;
}
