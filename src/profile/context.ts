import type { Criterion, Framework, Track } from "../core/framework.ts";

/** What a profile may name. What is left out is not checked. */
export interface ProfileContext {
  /** Known capabilities with their criteria. */
  capabilities?: ReadonlyMap<string, readonly Pick<Criterion, "id" | "required">[]>;
  /** Which tracks there are, and to which taxonomy they apply. */
  tracks?: readonly Pick<Track, "id" | "appliesWhen" | "appliesTo">[];
  /** Ids of adapters, those of plugins included. */
  adapters?: readonly string[];
  /** Names of client drivers. */
  clients?: readonly string[];
  /** The run's date, for warnings about waivers that have run out and looks that lie ahead. */
  now?: Date;
}

export function profileContext(
  framework: Framework,
  known: Pick<ProfileContext, "adapters" | "clients" | "now"> = {},
): ProfileContext {
  return {
    ...known,
    capabilities: new Map(framework.capabilities.map(({ id, criteria }) => [id, criteria])),
    tracks: framework.tracks,
  };
}
