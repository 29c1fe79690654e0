import type { CapabilityWork } from "../../core/work.ts";
import type { YamlSource } from "../yaml-source.ts";

/** What a schema cannot say about `checks/work.yaml`: that it is whole, names what exists, and runs in no circle. */
export function workProblems(
  source: YamlSource,
  files: readonly string[],
  known: ReadonlySet<string>,
): string[] {
  const { work } = source.data as { work: Record<string, CapabilityWork> };
  const problems: string[] = [];
  for (const id of files)
    if (!Object.hasOwn(work, id)) problems.push(`${source.at(["work"])}: ${id} is missing`);
  for (const [id, { dependsOn }] of Object.entries(work)) {
    if (!known.has(id)) problems.push(`${source.at(["work", id])}: no framework names ${id}`);
    for (const [index, other] of dependsOn.entries()) {
      const place = source.at(["work", id, "dependsOn", index]);
      if (!known.has(other)) problems.push(`${place}: no framework names ${other}`);
      else if (reaches(other, id, work, new Set()))
        problems.push(`${place}: ${id} and ${other} wait for each other`);
    }
  }
  return problems;
}

function reaches(
  from: string,
  to: string,
  work: Readonly<Record<string, CapabilityWork>>,
  seen: Set<string>,
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (work[from]?.dependsOn ?? []).some((next) => reaches(next, to, work, seen));
}
