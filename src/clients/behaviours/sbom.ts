import type { ClientSbom, SbomDocument } from "../../core/client-facts.ts";
import { type SbomCommand, VULNERABLE } from "../../core/driver.ts";
import type { Bench, Ran, StepResult } from "../bench.ts";
import { parseDocument, readSbom } from "../sbom/read.ts";
import { validateSbom } from "../sbom/validate.ts";
import { findProtocol } from "../stub/index.ts";
import { OLD_WORLD } from "../stub/world.ts";
import { commandLine, holds, installTrial, refusesCommand, trialOf, writeLock } from "./trial.ts";

/** Does the client write an SBOM that is one by the official schema, and that names what is installed, with its hash? */
export async function testSbom(bench: Bench): Promise<ClientSbom> {
  const { driver } = bench.client;
  if (!driver.sbom) return { ...bench.run(), known: false, install: null, documents: [] };
  const lock = await writeLock(bench, "direct");
  if (!holds(lock)) return { ...bench.run(), known: true, install: null, documents: [] };
  let commands: readonly SbomCommand[] = [];
  const result = await bench.step({
    id: "sbom",
    what: "Install 1.0.0 from the lock, then write the SBOM",
    world: OLD_WORLD,
    shape: "direct",
    carry: lock.files,
    commands: (place) => {
      commands = driver.sbom?.(place) ?? [];
      return [...driver.installFromLock(place), ...commands.map(({ command }) => command)];
    },
    read: ["sbom.json"],
  });
  const own = result.ran.slice(result.ran.length - commands.length);
  const documents: SbomDocument[] = [];
  for (const [index, command] of commands.entries()) {
    documents.push(await readOne(bench, result, command, own[index]));
  }
  return { ...bench.run(), known: true, install: installTrial(result, driver), documents };
}

async function readOne(
  bench: Bench,
  result: StepResult,
  { format, file }: SbomCommand,
  ran: Ran | undefined,
): Promise<SbomDocument> {
  const text = file === undefined ? ran?.stdout : result.files[file];
  const parsed = text === undefined ? null : parseDocument(text);
  const base = {
    ...trialOf(result, ran),
    command: commandLine(ran),
    refused: refusesCommand(ran),
    format,
  };
  // A JSON error message is not a document.
  const is = parsed && (format === "cyclonedx" ? "bomFormat" in parsed : "spdxVersion" in parsed);
  if (!parsed || !is) return { ...base, document: null };
  const digests = findProtocol(bench.client.driver.protocol).digests(VULNERABLE);
  const named = readSbom(format, parsed, digests);
  const validity = await validateSbom(format, named.specVersion, parsed);
  return { ...base, document: { ...named, ...validity } };
}
