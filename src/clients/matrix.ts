import { frameworks } from "../../checks/catalogue.gen.ts";
import { checks } from "../../checks/index.gen.ts";
import type { Check } from "../core/check.ts";
import type { ClientRun } from "../core/client-facts.ts";
import type { FactRecord } from "../core/facts.ts";
import type { Capability, CapabilityId, Framework } from "../core/framework.ts";
import type { Outcome, UnknownCode } from "../core/outcome.ts";
import { combineCriteria, judgeCriterion } from "../judge/criteria.ts";
import { observeFacts } from "../judge/findings.ts";
import { findDriver } from "./drivers/index.ts";
import type { ClientFact } from "./run.ts";

export interface MatrixCell {
  outcome: Exclude<Outcome, "not-applicable">;
  /** For `unknown`: why. */
  code: UnknownCode | null;
  /** What was seen, in one or two sentences. */
  message: string;
}

export interface MatrixRow {
  /** Id of the driver. */
  client: string;
  title: string;
  ecosystem: string;
  /** Null when nothing could be run, mostly because the client is not installed. */
  version: string | null;
  path: string | null;
  isolation: ClientRun["isolation"] | null;
  cells: Partial<Record<CapabilityId, MatrixCell>>;
}

/** Clients by what they were seen to do; the JSON of `assay clients`. */
export interface Matrix {
  framework: { id: string; version: string };
  /** In the order of the framework. */
  capabilities: { id: CapabilityId; title: string; level: number }[];
  rows: MatrixRow[];
}

export interface MatrixOptions {
  framework?: Framework;
  checks?: readonly Check[];
}

/** Judges what each client did with the checks of the framework, every client for itself. Pure. */
export function clientMatrix(facts: readonly ClientFact[], options: MatrixOptions = {}): Matrix {
  const framework = options.framework ?? frameworks[0];
  if (!framework) throw new Error("the catalogue holds no framework");
  const capabilities = framework.capabilities.filter(({ track }) => track === "cli");
  const clients = [...new Set(facts.map(({ source }) => source))];
  return {
    framework: { id: framework.id, version: framework.version },
    capabilities: capabilities.map(({ id, title, level }) => ({ id, title, level })),
    rows: clients.map((client) => {
      const own = facts.filter(({ source }) => source === client);
      return rowOf(client, own, capabilities, options.checks ?? checks);
    }),
  };
}

function rowOf(
  client: string,
  facts: readonly ClientFact[],
  capabilities: readonly Capability[],
  judges: readonly Check[],
): MatrixRow {
  const run = facts
    .map(({ result }) => (result.state === "found" ? result.value : null))
    .find((value) => value !== null);
  // Standing beside another client matters to a registry's audit, not here.
  const records = facts.map(
    ({ beside: _beside, ...fact }, index): FactRecord => ({ ...fact, id: `f${index + 1}` }),
  );
  const driver = findDriver(client);
  return {
    client,
    title: driver?.title ?? client,
    ecosystem: driver?.ecosystem ?? "",
    version: run?.client.version ?? null,
    path: run?.client.path ?? null,
    isolation: run?.isolation ?? null,
    cells: Object.fromEntries(
      capabilities.map((capability) => [capability.id, cellOf(capability, records, judges)]),
    ),
  };
}

function cellOf(
  capability: Capability,
  facts: readonly FactRecord[],
  judges: readonly Check[],
): MatrixCell {
  const findings = judges
    .filter(({ id }) => id === capability.id)
    .flatMap((check) => observeFacts(capability, check, facts));
  const fallback = { code: "not-observable" as const, message: "Nothing was tried." };
  const { outcome, code, message } = combineCriteria(
    capability.criteria.map((criterion) => judgeCriterion(criterion, findings, fallback)),
  );
  return { outcome, code, message };
}
