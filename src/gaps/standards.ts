import { crosswalkFrameworks, frameworks } from "../../checks/catalogue.gen.ts";
import type { Capability, CrosswalkEntry, Framework } from "../core/framework.ts";
import type { Report } from "../core/report.ts";
import type { ServedStandard } from "./types.ts";

/** The catalogue's framework of a report; undefined for one that only a plugin knows. */
export function frameworkOf({ framework }: Pick<Report, "framework">): Framework | undefined {
  return frameworks.find(({ id, version }) => id === framework.id && version === framework.version);
}

/** Controls with the title and the address of their framework. */
export function standardsOf({ crosswalk }: Pick<Capability, "crosswalk">): ServedStandard[] {
  return crosswalk.flatMap(({ framework, control, relation }: CrosswalkEntry): ServedStandard[] => {
    const theirs = crosswalkFrameworks.find(({ id }) => id === framework);
    if (!theirs) return [];
    const { title, version, url } = theirs;
    return [{ framework, title, ...(version ? { version } : {}), url, control, relation }];
  });
}

/** What has to be said beside a mapping to some frameworks. */
export function standardNotes(
  standards: readonly ServedStandard[],
): { title: string; note: string }[] {
  const used = new Set(standards.map(({ framework }) => framework));
  return crosswalkFrameworks.flatMap(({ id, title, note }) =>
    note && used.has(id) ? [{ title, note }] : [],
  );
}

/** Nobody but us has related the Principles to these texts; every place that shows the mapping says so. */
export const MAPPING_NOTE =
  "The mapping is ours: neither the Principles nor the frameworks named make it.";

export const RELATION_WORDS: Readonly<Record<ServedStandard["relation"], string>> = {
  equivalent: "asks the same",
  broader: "asks more",
  supports: "is supported",
};
