import type { ClientReachability, ReachTrial } from "../../core/client-facts.ts";
import type { Bench } from "../bench.ts";
import { worldOf } from "../stub/world.ts";
import { advisoryStatuses, commandLine, trialOf, writeLock } from "./trial.ts";

/** Two projects depend on the vulnerable version; one calls the vulnerable function. Does the tool tell them apart? */
export async function testReachability(bench: Bench): Promise<ClientReachability> {
  const { driver } = bench.client;
  const { reachability } = driver;
  if (!reachability) return { ...bench.run(), analysis: null };
  const absent = (driver.companions ?? []).find(({ tool }) => !bench.client.companions[tool]);
  if (absent) {
    const missing = { title: absent.title, by: absent.by };
    return { ...bench.run(), analysis: null, missing };
  }
  const versions = Object.fromEntries(
    Object.entries(bench.client.companions).map(([tool, { version }]) => [tool, version]),
  );
  const run = async (
    shape: "calls" | "depends",
  ): Promise<{ command: string; trial: ReachTrial }> => {
    const lock = await writeLock(bench, shape, `lock-${shape}`);
    const result = await bench.step({
      id: `reach-${shape}`,
      what: `Analyse a project that ${shape === "calls" ? "calls the vulnerable function" : "only depends on the package"}`,
      world: worldOf({ advisory: "on" }),
      shape,
      carry: lock.files,
      commands: (place) => [
        ...driver.installFromLock(place),
        ...reachability.commands(place, versions),
      ],
    });
    const last = result.ran.at(-1);
    return {
      command: commandLine(last),
      trial: {
        ...trialOf(result),
        reported: last && !last.stopped ? reachability.reported(last) : null,
        advisoryStatuses: advisoryStatuses(last),
      },
    };
  };
  const calls = await run("calls");
  const depends = await run("depends");
  const [companion] = driver.companions ?? [];
  const found = companion && bench.client.companions[companion.tool];
  return {
    ...bench.run(),
    analysis: {
      command: calls.command,
      ...(companion && found
        ? { companion: { title: companion.title, by: companion.by, ...found } }
        : {}),
      calls: calls.trial,
      depends: depends.trial,
    },
  };
}
