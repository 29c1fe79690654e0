import { type ClientFactKey, type ClientProgress, runClients } from "../clients/run.ts";
import type { FactKey } from "../core/facts.ts";
import type { GatheredFact, Progress } from "./gather.ts";

/** Runs the installed clients against stub registries on loopback and returns what they did. */
export async function observeClients(
  ids: readonly string[],
  facts: readonly FactKey[],
  deadline: AbortSignal,
  onProgress?: (progress: Progress) => void,
): Promise<GatheredFact[]> {
  const found = await runClients(ids, {
    facts: facts as ClientFactKey[],
    signal: deadline,
    onProgress: (event) => onProgress?.(clientProgress(event)),
  });
  return found.map(({ exchanges: _, ...record }, index) => ({
    // The order of the profile is kept: the first client decides.
    by: `client/${String(index).padStart(3, "0")}`,
    record,
  }));
}

/** A client's progress as the audit shows it: `npm pinning`, at `metadata`. */
export function clientProgress({ client, part, step: at, state }: ClientProgress): Progress {
  const step = `${client} ${part.replace(/^client/, "").toLowerCase()}`;
  if (state === "step") return { step, state: "at", at: at ?? "" };
  return { step, state: state === "start" ? "started" : state };
}
