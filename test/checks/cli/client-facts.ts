import type {
  AdvisoryTrial,
  AdvisoryTrials,
  ClientRun,
  FixTrial,
  InstallTrial,
  ReachTrial,
  SbomDocument,
  Trial,
} from "../../../src/core/client-facts.ts";

/** Facts as a client that does everything right would give them; tests change what they are about. */

export const run: ClientRun = {
  client: { id: "tool", title: "Tool", version: "9.9.9", path: "/bin/tool" },
  isolation: { kind: "namespace" },
  steps: [],
};

export const trial: Trial = { step: "step", exit: 0, stopped: null, excerpt: "the end" };

/** Stopped at the time limit; nothing else is known. */
export const timedOut = { exit: null, stopped: "timeout" } as const;

export function install(changes: Partial<InstallTrial> = {}): InstallTrial {
  return {
    ...trial,
    installed: { version: "1.0.0", build: "genuine" },
    sawMetadata: true,
    artifacts: ["1.0.0"],
    sawTampered: false,
    refusal: null,
    ...changes,
  };
}

export const newer: InstallTrial = install({
  installed: { version: "1.0.1", build: "genuine" },
  artifacts: ["1.0.1"],
});

export const evil: InstallTrial = install({
  installed: { version: "1.0.0", build: "tampered" },
  sawTampered: true,
});

export const refused: InstallTrial = install({
  exit: 1,
  installed: null,
  sawTampered: true,
  refusal: "error: bad digest",
});

export function advisory(changes: Partial<AdvisoryTrial> = {}): AdvisoryTrial {
  return {
    ...trial,
    installed: "1.0.0",
    advisoryStatuses: [200],
    said: [],
    refused: false,
    ...changes,
  };
}

export function trials(changes: Partial<AdvisoryTrials> = {}): AdvisoryTrials {
  return {
    command: "tool install",
    advisory: advisory({ said: ["1 high severity vulnerability"] }),
    clean: advisory({ said: ["found 0 vulnerabilities in 3ms"] }),
    failing: advisory({ advisoryStatuses: [503] }),
    ...changes,
  };
}

export const silent: AdvisoryTrials = trials({
  advisory: advisory({ advisoryStatuses: [] }),
  clean: advisory({ advisoryStatuses: [] }),
  failing: advisory({ advisoryStatuses: [] }),
});

export function fix(changes: Partial<FixTrial> = {}): FixTrial {
  return {
    ...trial,
    before: "1.0.0",
    after: "1.0.1",
    advisoryStatuses: [200],
    refused: false,
    ...changes,
  };
}

export const unmoved: FixTrial = fix({ after: "1.0.0" });

export function reach(reported: boolean | null, changes: Partial<ReachTrial> = {}): ReachTrial {
  return { ...trial, reported, advisoryStatuses: [200], ...changes };
}

export function sbom(
  document: Partial<NonNullable<SbomDocument["document"]>> | null,
  changes: Partial<SbomDocument> = {},
): SbomDocument {
  return {
    ...trial,
    command: "tool sbom",
    refused: false,
    format: "cyclonedx",
    document: document && {
      specVersion: "1.5",
      valid: true,
      errors: [],
      names: "pkg:npm/victim@1.0.0",
      hash: { algorithm: "SHA-512", matches: true },
      ...document,
    },
    ...changes,
  };
}
