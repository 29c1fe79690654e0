import { basename, delimiter, dirname, join } from "node:path";
import type {
  ClientRun,
  ClientStep,
  RanCommand,
  SeenRequest,
  World,
} from "../core/client-facts.ts";
import type { Command, Driver, Files, Place, Shape } from "../core/driver.ts";
import { MARKER } from "./stub/world.ts";
import { findProtocol } from "./stub/index.ts";
import { startStub } from "./stub/server.ts";
import { cutMiddle, withNames } from "./sandbox/clean.ts";
import { type CommandResult, runCommand } from "./sandbox/command.ts";
import { baseEnv } from "./sandbox/env.ts";
import { expand, readFiles, readText, writeFiles } from "./sandbox/files.ts";
import { type Namespace, openNamespace } from "./sandbox/namespace.ts";
import { linkPrograms } from "./sandbox/programs.ts";
import { createRoot, makeFolders, removeRoot } from "./sandbox/root.ts";

/** A client found on this machine. */
export interface Client {
  driver: Driver;
  version: string;
  /** Absolute path of the program. */
  path: string;
  /** Companion tools found, by their name. */
  companions: Readonly<Record<string, { path: string; version: string }>>;
}

export interface BenchOptions {
  signal?: AbortSignal;
  /** Limit for one command in milliseconds. Default 60 s: some clients are slow on a loaded machine. */
  commandMs?: number;
  /** Where to look for the programs that a client needs. Default: PATH. */
  path?: string;
  /** Says which step begins. */
  onStep?: (step: string) => void;
  /** `environment` leaves the namespace out, as on systems that have none. Default: the namespace where possible. */
  isolation?: "auto" | "environment";
  /** Program and arguments to run every command under, inside the namespace (a tracer, in tests). */
  under?: readonly string[];
}

export interface StepSpec {
  id: string;
  what: string;
  world: World;
  shape: Shape;
  /** Lock files from an earlier step, or files that pin. They replace the project's own of the same name. */
  carry?: Files;
  /** The same, made for the place. */
  carryFor?(place: Place): Files;
  commands(place: Place): readonly Command[];
  /** Further project files to read afterwards. */
  read?: readonly string[];
}

/** One command with its whole output and the requests that the stub saw meanwhile. */
export interface Ran extends CommandResult {
  requests: SeenRequest[];
  /** Name and arguments as the transcript shows them. */
  argv: string[];
}

export interface StepResult {
  id: string;
  ran: Ran[];
  requests: SeenRequest[];
  /** The driver's lock files afterwards, and those of `read`. */
  files: Files;
  marker: { version: string; build: "genuine" | "tampered" } | null;
  /** Folders and addresses in a text replaced by their names. */
  named(text: string): string;
}

/** A workplace for one behaviour test: a stub registry, a namespace where possible, a throw-away folder. */
export interface Bench {
  client: Client;
  step(spec: StepSpec): Promise<StepResult>;
  /** The part that all facts share. */
  run(): ClientRun;
  close(): Promise<void>;
}

const EXCERPT = 4000;

export async function openBench(client: Client, options: BenchOptions = {}): Promise<Bench> {
  const { driver } = client;
  const path = options.path ?? process.env["PATH"] ?? "";
  const root = await createRoot();
  const undo: (() => unknown)[] = [() => removeRoot(root)];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const bin = join(root, "bin");
    // What a client needs lies beside it first: its own toolchain, its own interpreter.
    await linkPrograms(bin, driver.tools, [dirname(client.path), path].join(delimiter));
    const socket = join(root, "stub");
    const protocol = findProtocol(driver.protocol);
    const retiredHosts = driver.retiredHosts ?? [];
    const shut: Namespace | { why: string } =
      options.isolation === "environment"
        ? { why: "switched off" }
        : await openNamespace(socket, path);
    if ("close" in shut) undo.push(() => shut.close());
    const stub = await startStub({
      protocol,
      retiredHosts,
      listen: "enter" in shut ? { socket } : "loopback",
    });
    undo.push(() => stub.close());
    const registry = `http://127.0.0.1:${"enter" in shut ? shut.port : stub.port}`;
    const enter = "enter" in shut ? shut.enter : [];
    const steps: ClientStep[] = [];
    const names = new Map([
      [root, "<tmp>"],
      [registry, "<registry>"],
      [registry.slice("http://".length), "<registry>"],
    ]);
    const named = (text: string): string => withNames(text, names);

    const runOne = async (command: Command, place: Place): Promise<Ran> => {
      const program =
        command.tool === undefined ? client.path : client.companions[command.tool]?.path;
      if (program === undefined) throw new Error(`${driver.id} names no companion ${command.tool}`);
      const argv = [...enter, ...(options.under ?? []), program, ...command.args];
      const before = stub.seen().length;
      const result = await runCommand({
        file: argv[0] ?? program,
        args: argv.slice(1),
        cwd: place.project,
        env: { ...baseEnv(place, bin), ...driver.env(place), ...command.env },
        timeoutMs: options.commandMs ?? 60_000,
        ...(options.signal ? { signal: options.signal } : {}),
      });
      const shown = [command.tool ?? basename(client.path), ...command.args].map(named);
      return { ...result, requests: stub.seen().slice(before), argv: shown };
    };

    const step = async (spec: StepSpec): Promise<StepResult> => {
      options.onStep?.(spec.id);
      const folder = join(root, "step");
      const place: Place = { ...(await makeFolders(folder)), registry, version: client.version };
      stub.begin(spec.world, registry);
      await writeFiles(place.project, {
        ...driver.files(place, spec.shape),
        ...spec.carryFor?.(place),
        ...spec.carry,
      });
      const ran: Ran[] = [];
      for (const command of spec.commands(place)) {
        const one = await runOne(command, place);
        ran.push(one);
        if (one.stopped) break;
      }
      const requests = stub.seen();
      const files = await readFiles(place.project, [...driver.lockFiles, ...(spec.read ?? [])]);
      const marker = await readMarker(driver.markers(place));
      await removeRoot(folder);
      steps.push({
        id: spec.id,
        what: spec.what,
        world: spec.world,
        commands: ran.map((one) => transcribe(one, named)),
        requests: requests.map((request) => ({ ...request, target: named(request.target) })),
      });
      return { id: spec.id, ran, requests, files, marker, named };
    };

    const isolation =
      "enter" in shut
        ? { kind: "namespace" as const }
        : { kind: "environment" as const, why: shut.why };
    return {
      client,
      step,
      run: () => ({
        client: {
          id: driver.id,
          title: driver.title,
          version: client.version,
          path: client.path,
        },
        isolation,
        steps: [...steps],
      }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function transcribe(ran: Ran, named: (text: string) => string): RanCommand {
  const excerpt = (text: string): string => cutMiddle(named(text), EXCERPT);
  return {
    argv: ran.argv,
    exit: ran.exit,
    ...(ran.stopped ? { stopped: ran.stopped } : {}),
    ms: ran.ms,
    stdout: excerpt(ran.stdout),
    stderr: excerpt(ran.stderr),
  };
}

async function readMarker(patterns: readonly string[]): Promise<StepResult["marker"]> {
  for (const pattern of patterns) {
    for (const path of await expand(pattern)) {
      const found = MARKER.exec((await readText(path)) ?? "");
      if (found) {
        const build = found[2] === "tampered" ? "tampered" : "genuine";
        return { version: found[1] ?? "", build };
      }
    }
  }
  return null;
}
