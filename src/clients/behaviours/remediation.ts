import type { ClientRemediation, FixTrial } from "../../core/client-facts.ts";
import type { Shape } from "../../core/driver.ts";
import type { Bench } from "../bench.ts";
import { worldOf } from "../stub/world.ts";
import {
  advisoryStatuses,
  commandLine,
  type Lock,
  refusesCommand,
  trialOf,
  writeLock,
} from "./trial.ts";

/** Does the fix command move the lock from 1.0.0 to 1.0.1 because of the advisory? Exit codes say nothing about that. */
export async function testRemediation(bench: Bench): Promise<ClientRemediation> {
  const { fix } = bench.client.driver;
  if (!fix) return { ...bench.run(), fix: null };
  const locks = {
    direct: await writeLock(bench, "direct", "lock-direct"),
    transitive: await writeLock(bench, "transitive", "lock-transitive"),
  };
  const trial = async (
    id: string,
    shape: Shape,
    lock: Lock,
    options: { advisory: "on" | "off"; richer?: readonly string[] },
  ): Promise<{ command: string; trial: FixTrial }> => {
    const result = await bench.step({
      id,
      what: `Fix a ${shape} dependency; 1.0.1 is on offer${options.advisory === "off" ? ", no advisory (control)" : ""}`,
      world: worldOf({
        versions: ["1.0.0", "1.0.1"],
        advisory: options.advisory,
        richer: [...(options.richer ?? [])],
      }),
      shape,
      carry: lock.files,
      commands: (place) => fix.commands(place),
    });
    const asked = result.ran.flatMap((ran) => advisoryStatuses(ran));
    const [first] = result.ran;
    return {
      command: commandLine(first),
      trial: {
        ...trialOf(result),
        before: lock.trial.version,
        after: bench.client.driver.lockedVersion(result.files),
        advisoryStatuses: asked,
        refused: refusesCommand(first),
      },
    };
  };
  const direct = await trial("fix-direct", "direct", locks.direct, { advisory: "on" });
  const transitive = await trial("fix-transitive", "transitive", locks.transitive, {
    advisory: "on",
  });
  const control = await trial("fix-control", "direct", locks.direct, { advisory: "off" });
  const fields = fix.richer ?? [];
  const richer =
    fields.length === 0
      ? undefined
      : {
          fields: [...fields],
          direct: (
            await trial("fix-richer-direct", "direct", locks.direct, {
              advisory: "on",
              richer: fields,
            })
          ).trial,
          transitive: (
            await trial("fix-richer-transitive", "transitive", locks.transitive, {
              advisory: "on",
              richer: fields,
            })
          ).trial,
        };
  return {
    ...bench.run(),
    fix: {
      command: direct.command,
      direct: direct.trial,
      transitive: transitive.trial,
      control: control.trial,
      ...(richer ? { richer } : {}),
    },
  };
}
