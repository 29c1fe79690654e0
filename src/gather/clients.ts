import { type ClientFactKey, runClients } from "../clients/run.ts";
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
    onProgress({ client, part, state }) {
      if (state === "step" || part === "detect") return;
      const step = `${client} ${part.replace(/^client/, "").toLowerCase()}`;
      onProgress?.({ step, state: state === "start" ? "started" : "done" });
    },
  });
  return found.map(({ exchanges: _, ...record }, index) => ({
    // The order of the profile is kept: the first client decides.
    by: `client/${String(index).padStart(3, "0")}`,
    record,
  }));
}
