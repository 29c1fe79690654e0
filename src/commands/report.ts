import { type FormatOptions, planOutputs, writeReport } from "./render.ts";
import { readReport } from "./read-saved.ts";

export async function runReport(file: string, options: FormatOptions): Promise<number> {
  const outputs = planOutputs(options);
  await writeReport(await readReport(file), outputs, options);
  return 0;
}
