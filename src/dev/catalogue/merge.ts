import type { ValidateFunction } from "ajv";
import type { Capability, CapabilityId, Framework, Track } from "../../core/framework.ts";
import { schemaProblems, type YamlSource } from "../yaml-source.ts";

/** A capability file, or an entry under a framework file's `capabilities:`. */
export type CapabilityFields = Partial<Omit<Capability, "id" | "track" | "level">>;

/** A framework file, as written. */
export interface RawFramework extends Omit<Framework, "tracks" | "capabilities"> {
  tracks: (Track & { levels: Record<"1" | "2" | "3", string[]> })[];
  capabilities?: Record<string, CapabilityFields>;
}

export interface Merged {
  framework: Framework;
  /** Ids that this framework names. */
  used: Set<string>;
  problems: string[];
}

const LEVELS = [1, 2, 3] as const;

/** Joins a framework file with the capability files. A field under its `capabilities:` replaces the file's field whole. */
export function mergeFramework(
  raw: RawFramework,
  files: ReadonlyMap<string, YamlSource>,
  source: YamlSource,
  validate: ValidateFunction,
): Merged {
  const problems: string[] = [];
  const used = new Set<string>();
  const capabilities: Capability[] = [];
  for (const [index, track] of raw.tracks.entries()) {
    for (const level of LEVELS) {
      for (const [position, name] of track.levels[level].entries()) {
        const id: CapabilityId = `${track.id}/${name}`;
        const here = ["tracks", index, "levels", level, position];
        if (used.has(id)) problems.push(`${source.at(here)}: ${id} is named twice`);
        used.add(id);
        const inline = raw.capabilities?.[id];
        const fields = { ...(files.get(id)?.data as CapabilityFields | undefined), ...inline };
        if (!files.has(id) && !inline) {
          problems.push(`${source.at(here)}: there is no checks/${id}/capability.yaml`);
          continue;
        }
        // An entry of its own must be whole; with a file behind it, a part is enough.
        const whole = { ...source, data: fields, at: () => source.at(["capabilities", id]) };
        if (inline) problems.push(...schemaProblems(whole, validate));
        capabilities.push(assemble(id, track.id, level, fields));
      }
    }
  }
  for (const id of Object.keys(raw.capabilities ?? {}))
    if (!used.has(id))
      problems.push(`${source.at(["capabilities", id])}: ${id} stands at no level of a track`);
  const { id, version, title, source: url, levels } = raw;
  const tracks = raw.tracks.map(({ id, title, appliesWhen, appliesTo }) => ({
    id,
    title,
    appliesWhen,
    appliesTo,
  }));
  return {
    framework: { id, version, title, source: url, levels, tracks, capabilities },
    used,
    problems,
  };
}

/** One order of fields for all, so that generated files do not depend on the order in a YAML file. */
function assemble(
  id: CapabilityId,
  track: string,
  level: Capability["level"],
  fields: CapabilityFields,
): Capability {
  const f = fields as Required<CapabilityFields>;
  return {
    id,
    track,
    level,
    title: f.title,
    summary: f.summary,
    rationale: f.rationale,
    threat: f.threat,
    criteria: f.criteria,
    howChecked: f.howChecked,
    cannotSee: f.cannotSee,
    question: f.question,
    remediation: f.remediation,
    effort: f.effort,
    references: f.references,
    adopters: f.adopters,
    crosswalk: f.crosswalk,
  };
}
