import { RESIDENT, startReferenceRegistry } from "../../fixtures/reference-registry/server.ts";
import type { Switches } from "../../fixtures/reference-registry/switches.ts";
import { NPM_ACTIVE } from "../../src/adapters/npm/active/index.ts";
import type { ActiveRun } from "../../src/core/active.ts";
import type { FactKey } from "../../src/core/facts.ts";
import { runProbes } from "./verdicts.ts";

/** More than a check needs to call a door open. */
export const ATTEMPTS = 12;

/** Runs the npm probes for some facts, or all, on a reference registry of its own. */
export async function probeReference(
  switches: Partial<Switches>,
  facts?: readonly FactKey[],
): Promise<ActiveRun> {
  const registry = await startReferenceRegistry(switches);
  try {
    return await runProbes({
      protocol: NPM_ACTIVE,
      target: registry.url,
      credentials: RESIDENT,
      maxAttempts: ATTEMPTS,
      ...(facts && { facts }),
    });
  } finally {
    await registry.stop();
  }
}
