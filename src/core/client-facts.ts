/**
 * What running a package-manager client against a stub registry shows. Raw observations only: what was asked, served,
 * installed, refused and printed. Checks judge them; nothing in here is a verdict.
 *
 * In every text the throw-away folder reads `<tmp>` and the stub's address `<registry>`, control sequences are gone, and
 * excerpts are cut. The fixture is the package `victim`, 1.0.0 (affected by the advisory) and 1.0.1 (fixed).
 */

export type FixtureVersion = "1.0.0" | "1.0.1";

/** What the stub registry offers during one step. */
export interface World {
  versions: FixtureVersion[];
  /**
   * `bytes`: other bytes behind `victim` 1.0.0, metadata unchanged. `metadata`: other bytes, and metadata that matches
   * them, as a registry would serve that was taken over.
   */
  tamper: "none" | "bytes" | "metadata";
  advisory: "on" | "off" | "failing";
  /** Answer fields that the real registry does not send. Empty unless a trial says so. */
  richer: string[];
}

/** One request that the stub registry saw. */
export interface SeenRequest {
  method: string;
  /** Path and query, or `host:port` of a CONNECT. */
  target: string;
  status: number;
  /** `stray`: meant for another host; it was refused and never left this machine. */
  kind: "metadata" | "artifact" | "advisory" | "other" | "stray";
  /** `victim@1.0.0` for artifacts, the package's name for metadata. */
  subject?: string;
  /** The answer carried tampered bytes, or metadata made to match them. */
  tampered?: boolean;
}

/** Why a command did not end by itself. */
export type Stopped = "timeout" | "output" | "aborted" | "not-started";

export interface RanCommand {
  /** Name of the program, then its arguments. */
  argv: string[];
  /** Null when a signal ended it or it never started. */
  exit: number | null;
  stopped?: Stopped;
  /** Milliseconds. */
  ms: number;
  stdout: string;
  stderr: string;
}

/** One step: a new home and cache, one state of the stub registry, one or more commands. */
export interface ClientStep {
  id: string;
  /** What it is for, in one line. */
  what: string;
  world: World;
  commands: RanCommand[];
  requests: SeenRequest[];
}

/** Which client ran, how well it was shut in, and all it did. Part of every client fact. */
export interface ClientRun {
  client: { id: string; title: string; version: string; path: string };
  /** `namespace`: no network but loopback, enforced. `environment`: configuration only; `why` says what was missing. */
  isolation: { kind: "namespace" | "environment"; why?: string };
  steps: ClientStep[];
}

/** How a step ended. */
export interface Trial {
  /** Id of its step. */
  step: string;
  /** Exit code of the last command. */
  exit: number | null;
  /** Set when a command was stopped: nothing may be concluded from what is missing. */
  stopped: Stopped | null;
  /** The lines that say most, joined by a slash: complaints after a failure, else the last ones. At most 400 characters. */
  excerpt: string;
}

export interface InstallTrial extends Trial {
  /** Read from the marker file inside the installed package. */
  installed: { version: string; build: "genuine" | "tampered" } | null;
  sawMetadata: boolean;
  /** Versions of `victim` whose bytes the stub served. */
  artifacts: string[];
  /** The stub served tampered bytes, or metadata made to match them. */
  sawTampered: boolean;
  /** The line in which the client complains about a digest. */
  refusal: string | null;
}

/** The lock, or whatever pins a dependency for this client. */
export interface LockTrial extends Trial {
  /** Version of `victim` that it names. */
  version: string | null;
}

/** Null trials were not run because the lock could not be written. */
export interface ClientPinning extends ClientRun {
  lock: LockTrial;
  /** Install from the lock, 1.0.1 on offer. */
  locked: InstallTrial | null;
  /** Control: install without the lock, 1.0.1 on offer. Must take 1.0.1. */
  unlocked: InstallTrial | null;
  /** Install from the lock, bytes and metadata of 1.0.0 replaced. Decides. */
  metadata: InstallTrial | null;
  /** Control: the same without a lock. Must install the tampered build. */
  metadataUnlocked: InstallTrial | null;
  /** Install from the lock, bytes of 1.0.0 replaced. */
  bytes: InstallTrial | null;
}

export interface AdvisoryTrial extends Trial {
  installed: string | null;
  /** Statuses that the stub gave to requests for advisories. */
  advisoryStatuses: number[];
  /** Lines that speak of vulnerabilities, at most 20. */
  said: string[];
  /** The client does not know such a command or option. */
  refused: boolean;
}

export interface AdvisoryTrials {
  /** The command, as one line. */
  command: string;
  advisory: AdvisoryTrial;
  /** Control: the same without an advisory. */
  clean: AdvisoryTrial;
  failing: AdvisoryTrial;
}

export interface ClientWarnings extends ClientRun {
  /** The plain installation. */
  install: AdvisoryTrials;
  /** The client's separate audit command; null when the driver knows of none. */
  audit: AdvisoryTrials | null;
  /** Why the audit command could not be tried. */
  auditSkipped?: string;
}

export interface SbomDocument extends Trial {
  command: string;
  refused: boolean;
  format: "cyclonedx" | "spdx";
  /** What the output is, when it parses as JSON. */
  document: {
    specVersion: string | null;
    /** Against the official schema; null when there is none here for this version. */
    valid: boolean | null;
    errors: string[];
    /** How it names `victim` 1.0.0: package URL, or name and version. */
    names: string | null;
    /** The digest it gives for it; `matches`: it is the digest of the bytes that the stub served. */
    hash: { algorithm: string; matches: boolean } | null;
  } | null;
}

export interface ClientSbom extends ClientRun {
  /** Does the driver know of a command? */
  known: boolean;
  /** The installation that the SBOM is about; null when there was no lock to install from. */
  install: InstallTrial | null;
  documents: SbomDocument[];
}

export interface FixTrial extends Trial {
  /** Version of `victim` in the lock. */
  before: string | null;
  after: string | null;
  advisoryStatuses: number[];
  refused: boolean;
}

export interface ClientRemediation extends ClientRun {
  /** Null: the client has none that the driver knows. */
  fix: {
    command: string;
    direct: FixTrial;
    transitive: FixTrial;
    /** Without an advisory. Must leave the lock alone. */
    control: FixTrial;
    /** The same against answers with fields that the real registry leaves out; never counts as met. */
    richer?: { fields: string[]; direct: FixTrial; transitive: FixTrial };
  } | null;
}

export interface ReachTrial extends Trial {
  /** Did the tool report the advisory as affecting the project? Null: its answer could not be read. */
  reported: boolean | null;
  advisoryStatuses: number[];
}

export interface ClientReachability extends ClientRun {
  analysis: {
    command: string;
    /** Absent when the client itself has the command. */
    companion?: { title: string; version: string; path: string; by: "ecosystem" | "third-party" };
    /** The project calls the vulnerable function. */
    calls: ReachTrial;
    /** The project only depends on the package. */
    depends: ReachTrial;
  } | null;
  /** The companion tool that the driver knows and that is not installed. */
  missing?: { title: string; by: "ecosystem" | "third-party" };
}

/** The client with its version, for messages. */
export function clientName({ client }: ClientRun): string {
  return `${client.title} ${client.version}`;
}

/** A line that a client printed, as part of a sentence of ours. */
export function quoteLine(line: string): string {
  const plain = line.replace(/[\s.:]+$/, "");
  return plain.length > 160 ? `${plain.slice(0, 159)}…` : plain;
}

/** Says which clients only their configuration kept on this machine, and why; one sentence for each reason. */
export function isolationNotes(
  runs: readonly { title: string; isolation: ClientRun["isolation"] }[],
): string[] {
  const titles = new Map<string, Set<string>>();
  for (const { title, isolation } of runs) {
    if (isolation.kind !== "environment") continue;
    const why = isolation.why ?? "no reason given";
    titles.set(why, (titles.get(why) ?? new Set()).add(title));
  }
  return [...titles].map(
    ([why, clients]) =>
      `No network namespace held ${[...clients].join(", ")} (${why}): only configuration kept what they asked for on this machine.`,
  );
}
