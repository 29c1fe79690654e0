import { compareSnapshots } from "../compare/compare.ts";
import { type Snapshot, snapshotOf } from "../compare/snapshot.ts";
import { EXIT_CODES } from "../core/errors.ts";
import { COMPARE_FORMATS } from "../report/compare/formats.ts";
import { auditCommand, type RunOptions } from "./audit.ts";
import { isSavedReport, readReport } from "./read-saved.ts";
import { type FormatOptions, planOutputs, writeOutputs } from "./render.ts";

/** Compares saved reports and audits: of one registry over time, of several side by side. */
export async function runCompare(
  names: readonly string[],
  options: RunOptions & FormatOptions & { warnWithin: number },
): Promise<number> {
  const outputs = planOutputs(options, COMPARE_FORMATS);
  const snapshots: Snapshot[] = [];
  // One after the other: of a thousand reports only one is ever held whole.
  for (const name of names) {
    if (await isSavedReport(name)) {
      snapshots.push(snapshotOf(await readReport(name), name, options.now));
      continue;
    }
    const { report, interrupted } = await auditCommand(name, options);
    if (interrupted) return EXIT_CODES.interrupted.code;
    snapshots.push(snapshotOf(report, name, options.now));
  }
  const comparison = compareSnapshots(snapshots, { warnWithin: options.warnWithin });
  await writeOutputs(outputs, options, (render, settings) => render(comparison, settings));
  return EXIT_CODES.done.code;
}
