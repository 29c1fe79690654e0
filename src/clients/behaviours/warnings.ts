import type {
  AdvisoryTrial,
  AdvisoryTrials,
  ClientWarnings,
  World,
} from "../../core/client-facts.ts";
import type { Command, Place } from "../../core/driver.ts";
import type { Bench, StepResult } from "../bench.ts";
import { worldOf } from "../stub/world.ts";
import {
  advisoryStatuses,
  commandLine,
  holds,
  type Lock,
  linesOf,
  refusesCommand,
  trialOf,
  writeLock,
} from "./trial.ts";

/** Words with which clients speak of advisories. What counts is only said when there is one; see the check. */
const SPEAKS = /vulnerab|advisor|severity|\bGHSA-|\bCVE-|malicious|insecure|runs whatever/i;

/** Does a plain installation say that it installs something with a known vulnerability? Does an audit command? */
export async function testWarnings(bench: Bench): Promise<ClientWarnings> {
  const { driver } = bench.client;
  const install = await three(bench, "install", "Install", (place) => driver.install(place));
  if (!driver.audit) return { ...bench.run(), install, audit: null };
  const lock = await writeLock(bench, "direct");
  if (!holds(lock)) {
    return { ...bench.run(), install, audit: null, auditSkipped: lock.trial.excerpt };
  }
  const commands = (place: Place): readonly Command[] => {
    const audit = driver.audit?.(place);
    return audit ? [...driver.installFromLock(place), audit] : [];
  };
  const audit = await three(bench, "audit", "Audit", commands, lock);
  return { ...bench.run(), install, audit };
}

async function three(
  bench: Bench,
  id: string,
  what: string,
  commands: (place: Place) => readonly Command[],
  lock?: Lock,
): Promise<AdvisoryTrials> {
  const run = async (state: World["advisory"], suffix: string): Promise<StepResult> =>
    bench.step({
      id: `${id}-${state}`,
      what: `${what} ${suffix}`,
      world: worldOf({ advisory: state }),
      shape: "direct",
      ...(lock ? { carry: lock.files } : {}),
      commands,
    });
  const on = await run("on", "1.0.0, which an advisory names");
  const off = await run("off", "the same without an advisory (control)");
  const failing = await run("failing", "the same while the advisory service fails");
  return {
    command: commandLine(on.ran.at(-1)),
    advisory: advisoryTrial(on),
    clean: advisoryTrial(off),
    failing: advisoryTrial(failing),
  };
}

function advisoryTrial(result: StepResult): AdvisoryTrial {
  const last = result.ran.at(-1);
  const said = linesOf(result, last ? [last] : []).filter((line) => SPEAKS.test(line));
  return {
    ...trialOf(result),
    installed: result.marker?.version ?? null,
    advisoryStatuses: advisoryStatuses(last),
    said: [...new Set(said)].slice(0, 20),
    refused: refusesCommand(last),
  };
}
