import type { InstallTrial, LockTrial, Trial } from "../../core/client-facts.ts";
import { type Driver, type Files, type Place, type Shape, VULNERABLE } from "../../core/driver.ts";
import type { Bench, Ran, StepResult, StepSpec } from "../bench.ts";
import { findProtocol } from "../stub/index.ts";
import { OLD_WORLD } from "../stub/world.ts";

/** What a client prints when it is given a command or option that it does not have. */
const UNKNOWN_COMMAND =
  /unknown (sub)?command|unknown (syntax|option|flag|argument)|unrecogni[sz]ed|unsupported option|unexpected (argument|option)|no such (sub)?command|command "?[\w-]+"? not found|script not found|couldn't find a script|could not find command|is not defined|not a (known|valid) command|module not found|invalid option|not a bundler command|extraneous (positional|argument)/i;

const LINE_LIMIT = 300;

/** Lines of boxes, and the arrows before a line. */
const FRAMES = /[\u2500-\u257f\u27a4]+/g;

/** The end of a step, in the shape that all trials share. */
export function trialOf(result: StepResult, ran: Ran | undefined = result.ran.at(-1)): Trial {
  const stopped = result.ran.find((one) => one.stopped)?.stopped ?? null;
  return {
    step: result.id,
    exit: stopped ? null : (ran?.exit ?? null),
    stopped,
    excerpt: ran ? excerptOf(result, ran) : "",
  };
}

/** After a failure the first lines that speak of one, else the last lines; at most 400 characters. */
function excerptOf(result: StepResult, ran: Ran): string {
  const lines = linesOf(result, [ran]);
  const complaints = ran.exit === 0 ? [] : lines.filter((line) => COMPLAINS.test(line));
  const text = (complaints.length > 0 ? complaints.slice(0, 3) : lines.slice(-4)).join(" / ");
  return text.length > 400 ? `${text.slice(0, 399)}…` : text;
}

const COMPLAINS = /\berr(or)?\b|ERR_|fail|mismatch|did(n't| not) match|unknown/i;

export function installTrial(result: StepResult, driver: Driver): InstallTrial {
  const about = result.requests.filter(
    ({ subject }) => subject === "victim" || subject?.startsWith("victim@"),
  );
  const served = about.filter(({ status }) => status >= 200 && status < 300);
  const complaint = linesOf(result).find((line) => driver.integrityError.test(line));
  return {
    ...trialOf(result),
    installed: result.marker,
    sawMetadata: served.some(({ kind }) => kind === "metadata"),
    artifacts: [
      ...new Set(
        served.flatMap(({ kind, subject }) =>
          kind === "artifact" && subject ? [subject.slice("victim@".length)] : [],
        ),
      ),
    ],
    sawTampered: served.some(({ tampered }) => tampered === true),
    refusal: complaint ?? null,
  };
}

/** All that was printed, line by line, with names for what differs between runs. */
export function linesOf(result: StepResult, ran: readonly Ran[] = result.ran): string[] {
  return ran
    .flatMap(({ stdout, stderr }) => result.named(`${stdout}\n${stderr}`).split("\n"))
    .map((line) => line.replace(FRAMES, " ").replace(/\s+/g, " ").trim().slice(0, LINE_LIMIT))
    .filter((line) => line.length > 0);
}

/** Did the client say that it has no such command? Success is never a refusal. */
export function refusesCommand(ran: Ran | undefined): boolean {
  if (!ran || ran.stopped || ran.exit === 0) return false;
  return UNKNOWN_COMMAND.test(`${ran.stdout}\n${ran.stderr}`);
}

export function advisoryStatuses(ran: Ran | undefined): number[] {
  return (ran?.requests ?? [])
    .filter(({ kind }) => kind === "advisory")
    .map(({ status }) => status);
}

/** A lock that names the vulnerable version, and how it was written. */
export interface Lock {
  trial: LockTrial;
  files: Files;
}

/** Writes a lock while only 1.0.0 exists. */
export async function writeLock(bench: Bench, shape: Shape, id = "lock"): Promise<Lock> {
  const { driver } = bench.client;
  const { sha256, sha512 } = findProtocol(driver.protocol).digests(VULNERABLE);
  const spec: StepSpec = {
    id,
    what: "Write the lock; only 1.0.0 exists",
    world: OLD_WORLD,
    shape,
    ...(driver.pin ? { carryFor: pinned } : {}),
    commands: (place) => driver.lock(place),
  };
  function pinned(place: Place): Files {
    return driver.pin?.(place, shape, { sha256, sha512 }) ?? {};
  }
  const result = await bench.step(spec);
  return {
    trial: { ...trialOf(result), version: driver.lockedVersion(result.files) },
    files: result.files,
  };
}

/** Can the lock be used? What follows from one that cannot is unknown. */
export function holds(lock: Lock): boolean {
  return lock.trial.version === VULNERABLE && lock.trial.stopped === null;
}

export function commandLine(ran: Ran | undefined): string {
  return ran?.argv.join(" ") ?? "";
}
