import type { ClientPinning, InstallTrial } from "../../core/client-facts.ts";
import type { Bench, StepSpec } from "../bench.ts";
import { worldOf } from "../stub/world.ts";
import { holds, installTrial, writeLock } from "./trial.ts";

/** Two questions: does the lock keep the version, and does it keep the bytes? Each install starts with an empty cache. */
export async function testPinning(bench: Bench): Promise<ClientPinning> {
  const { driver } = bench.client;
  const lock = await writeLock(bench, "direct");
  const usable = holds(lock);
  const both = worldOf({ versions: ["1.0.0", "1.0.1"] });

  const fromLock = async (spec: Pick<StepSpec, "id" | "what" | "world">): Promise<Answer> => {
    if (!usable) return null;
    const result = await bench.step({
      ...spec,
      shape: "direct",
      carry: lock.files,
      commands: (place) => driver.installFromLock(place),
    });
    return installTrial(result, driver);
  };
  const without = async (spec: Pick<StepSpec, "id" | "what" | "world">): Promise<Answer> => {
    if (!usable) return null;
    const result = await bench.step({
      ...spec,
      shape: "direct",
      commands: (place) => driver.install(place),
    });
    return installTrial(result, driver);
  };

  const locked = await fromLock({
    id: "locked",
    what: "Install from the lock; 1.0.1 is on offer",
    world: both,
  });
  const unlocked = await without({
    id: "unlocked",
    what: "Control: install without the lock; 1.0.1 is on offer",
    world: both,
  });
  const metadata = await fromLock({
    id: "metadata",
    what: "Install from the lock; other bytes behind 1.0.0, and metadata that matches them",
    world: worldOf({ tamper: "metadata" }),
  });
  const metadataUnlocked = await without({
    id: "metadata-unlocked",
    what: "Control: the same without the lock",
    world: worldOf({ tamper: "metadata" }),
  });
  const bytes = await fromLock({
    id: "bytes",
    what: "Install from the lock; other bytes behind 1.0.0, metadata unchanged",
    world: worldOf({ tamper: "bytes" }),
  });
  return {
    ...bench.run(),
    lock: lock.trial,
    locked,
    unlocked,
    metadata,
    metadataUnlocked,
    bytes,
  };
}

type Answer = InstallTrial | null;
