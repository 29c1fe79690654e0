import type { Report } from "../core/report.ts";
import { loadOverlayText, type LoadedOverlay, orphans } from "../gaps/overlay.ts";
import { addEntries, overlaySkeleton } from "../gaps/overlay-write.ts";
import type { GapSelection } from "../gaps/types.ts";
import { selectGaps } from "../gaps/work-list.ts";
import { AssayError } from "../core/errors.ts";
import { renderProblems } from "../profile/code-frame.ts";
import { ProfileError } from "../profile/profile-error.ts";
import { readProfileFile } from "../profile/read-file.ts";
import { tell, writeWhole } from "./output.ts";

export interface OverlayFile extends LoadedOverlay {
  file: string;
  source: string;
}

/** Throws with every problem, each at its place. */
export async function readOverlay(file: string): Promise<OverlayFile> {
  const source = await readProfileFile(file);
  if (source === undefined) {
    throw new AssayError("input", `No such file: ${file}`, {
      hint: `assay gaps … --write-overlay ${file} writes one to start from.`,
    });
  }
  const result = await loadOverlayText(source, file);
  if (!result.ok) throw new ProfileError(result.problems, source, file);
  return { ...result, file, source };
}

export function tellOrphans(overlay: OverlayFile, report: Report): void {
  const found = orphans(overlay, report);
  if (found.length > 0) tell(renderProblems(found, overlay.source, overlay.file, { color: false }));
}

/** Writes a skeleton, or adds what is missing; what stands in the file stays as it is. */
export async function addToOverlay(
  file: string,
  report: Report,
  selection: GapSelection,
): Promise<void> {
  const gaps = selectGaps(report, selection);
  const source = await readProfileFile(file);
  if (source === undefined) {
    await writeWhole(file, overlaySkeleton(gaps));
    tell(`assay: wrote ${file} with ${gaps.length} entries`);
    return;
  }
  // A file with mistakes is not touched: what is added could end up in the wrong place.
  await readOverlay(file);
  const { text, added } = await addEntries(source, gaps);
  if (added.length > 0) await checked(text, file);
  if (added.length > 0) await writeWhole(file, text);
  const names = added.map(({ capability }) => `\n  + ${capability}`).join("");
  tell(`assay: ${file}: ${added.length} entries added${names}`);
}

async function checked(text: string, file: string): Promise<void> {
  const result = await loadOverlayText(text, file);
  if (result.ok) return;
  throw new AssayError("input", `Entries cannot be added to ${file} without breaking it.`, {
    hint: "Name another file to get a fresh skeleton, and copy what you need.",
  });
}
