import type { FixtureVersion } from "./client-facts.ts";

/** Where one step runs. Home, cache and project are new for every step; only `lockFiles` are carried over. */
export interface Place {
  home: string;
  cache: string;
  tmp: string;
  project: string;
  /** Base address of the stub registry, no trailing slash. The same in all steps of one behaviour test. */
  registry: string;
  /** The client's version, as `detect` read it. */
  version: string;
}

/**
 * The projects that a behaviour test needs.
 * `direct`: depends on `victim` in a range that allows 1.0.0 and 1.0.1. `transitive`: depends on `parent`, which depends
 * on `victim` in such a range. `calls` and `depends`: like `direct`, with source code that calls the vulnerable function
 * `bad` or only the harmless `good`.
 */
export type Shape = "direct" | "transitive" | "calls" | "depends";

/** Text files by path, relative to the project. */
export type Files = Readonly<Record<string, string>>;

/** One command as arguments. No shell is involved, ever. */
export interface Command {
  /** Program: one of the driver's `companions`. Left out, it is the client. */
  tool?: string;
  args: readonly string[];
  /** On top of the driver's `env`. */
  env?: Readonly<Record<string, string>>;
}

/** How a driver reads a version out of what a program printed; null when this is not the program it drives. */
export interface Detect {
  args: readonly string[];
  version(output: string): string | null;
}

/** Another program that answers a behaviour test for this client (govulncheck for go). */
export interface Companion {
  /** Name on PATH. */
  tool: string;
  title: string;
  /** A tool of the ecosystem itself counts; a third party's is `partial` at most. */
  by: "ecosystem" | "third-party";
  detect: Detect;
}

export interface SbomCommand {
  format: "cyclonedx" | "spdx";
  command: Command;
  /** Project file that it writes; left out, the document is on stdout. */
  file?: string;
}

/**
 * How to run one package-manager client against a stub registry. A plain object; one folder each.
 *
 * It holds knowledge and no I/O: the sandbox runs what it returns, in a new home, with retries off and a time limit. A
 * missing optional member means that the driver knows of no such command; where people would expect one (`yarn sbom`),
 * prefer to name it, so that the client's own refusal is seen and a later version that learns it is noticed.
 */
export interface Driver {
  /** Kebab-case; what `clients:` in a profile names. */
  id: string;
  title: string;
  /** Package-URL type of its ecosystem. */
  ecosystem: string;
  /** Id of the stub registry that it talks to, see `src/clients/stub`. */
  protocol: string;
  /** Names on PATH, in order. All hits on PATH are tried until `detect` accepts one. */
  executables: readonly string[];
  /**
   * Folders where its installer puts the program when what is on PATH is only a shim, looked at after PATH. `~` at the
   * start is the user's home; a segment may hold `*`.
   */
  elsewhere?: readonly string[];
  /** Other programs it starts itself and must find on PATH (`node`, `sh`, `unzip`). Its PATH holds nothing else. */
  tools: readonly string[];
  detect: Detect;
  companions?: readonly Companion[];

  /** Variables besides HOME, PATH, TMPDIR and CI: registry, caches, retries off, telemetry off. */
  env(place: Place): Record<string, string>;
  /** The project's own files. */
  files(place: Place, shape: Shape): Files;
  /** Project files that make up the pin; the test carries them from step to step. */
  lockFiles: readonly string[];
  /** Version of `victim` in those files, or null. */
  lockedVersion(files: Files): string | null;
  /** Marker files of an installed `victim`: absolute paths, a segment may hold `*`. See `MARKER` in `stub/world.ts`. */
  markers(place: Place): readonly string[];

  /** Writes the lock. Nothing of it exists yet. */
  lock(place: Place): readonly Command[];
  /**
   * For a client whose lock is written by people (exact versions in a manifest, hashes in a requirements file): the
   * files that pin 1.0.0, written before `lock` runs. Digests are hex, of the genuine 1.0.0 file that the stub serves.
   */
  pin?(place: Place, shape: Shape, digests: { sha256: string; sha512: string }): Files;
  /** Installs exactly what the lock says, or fails. */
  installFromLock(place: Place): readonly Command[];
  /** The plain installation that users run, no lock present. The last command is the one whose output counts. */
  install(place: Place): readonly Command[];
  /** A line that blames a digest. Anything else that fails proves nothing. */
  integrityError: RegExp;

  /** A separate command that asks for advisories. It runs in a locked and installed project. */
  audit?(place: Place): Command;
  /** Endpoints fixed in the client's code that their registry has retired, as `host:port`: the stub refuses them with 410. */
  retiredHosts?: readonly string[];
  /** Runs in a locked and installed project. */
  sbom?(place: Place): readonly SbomCommand[];
  /** Moves the lock off a vulnerable version. Runs in a locked project with 1.0.1 on offer. */
  fix?: {
    commands(place: Place): readonly Command[];
    /** Answer fields without which it does nothing, and that the real registry leaves out. Adds a trial of its own. */
    richer?: readonly string[];
  };
  /** Runs in a locked and installed project of the shapes `calls` and `depends`. */
  reachability?: {
    /** `companions`: their versions by tool, as `detect` read them. */
    commands(place: Place, companions: Readonly<Record<string, string>>): readonly Command[];
    /** Does this output report the vulnerability as reachable? Null: it cannot be read. */
    reported(output: { stdout: string; stderr: string; exit: number | null }): boolean | null;
  };
}

/** A version of the fixture that the advisory affects, and the one that fixes it. */
export const VULNERABLE: FixtureVersion = "1.0.0";
export const FIXED: FixtureVersion = "1.0.1";
