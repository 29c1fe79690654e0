import type { Consent } from "./active/consent.ts";
import type { ActiveProtocol } from "./core/active.ts";
import type { Adapter } from "./core/adapter.ts";
import type { Check } from "./core/check.ts";
import { createDeadline } from "./core/deadline.ts";
import { AssayError } from "./core/errors.ts";
import type { EvidenceFile, ProofRecord, Scope } from "./core/evidence.ts";
import type { FactRecord } from "./core/facts.ts";
import type { Framework } from "./core/framework.ts";
import type { Exchange } from "./core/http.ts";
import type { Strength } from "./core/outcome.ts";
import type { LoadedProfile } from "./core/profile.ts";
import type { Report } from "./core/report.ts";
import type { GatheredFact, Progress } from "./gather/gather.ts";
import { judge } from "./judge/judge.ts";
import { type Plan, planAssessment } from "./plan/plan.ts";
import { buildReport } from "./report/build.ts";
import type { Minimum } from "./score/gate.ts";
import { TOOL } from "./version.ts";

export interface ActiveSettings {
  consent: Consent;
  protocol: ActiveProtocol;
  /** Wrong passwords per endpoint. Default 20. */
  maxAttempts?: number;
  /** Where the journal goes. Default: the working directory. */
  journalFolder?: string;
}

/** What an audit can be asked to do; every field has the command line option of the same meaning. */
export interface AuditOptions {
  framework: Framework;
  adapters: readonly Adapter[];
  checks: readonly Check[];
  scope?: Scope;
  offline?: boolean;
  minimums?: readonly Minimum[];
  minEvidence?: Strength;
  /** Days, by strength of evidence. */
  maxAgeDays?: Partial<Record<Strength, number>>;
  /** The run's time. Default: now, or the time of the evidence that is judged again. */
  now?: Date;
  /** One exchange, connect to last byte, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  /** Drivers of the clients to run, the deciding one first; by default those that the profile names. */
  clients?: readonly string[];
  /** Write to the staging instance of the profile and watch what it enforces. Consent is the caller's to have asked. */
  active?: ActiveSettings;
  /** The whole audit, in milliseconds. Default 120,000. */
  deadlineMs?: number;
  /** Exchanges at once. Default 8. */
  concurrency?: number;
  /** Stops gathering; what is missing becomes unknown. */
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface AuditResult {
  report: Report;
  evidence: EvidenceFile;
}

/** Gathers evidence about a registry and judges it. Throws `AssayError` for what the user can mend, never for a server's sake. */
export async function auditProfile(
  loaded: LoadedProfile,
  options: AuditOptions,
): Promise<AuditResult> {
  const evidence = await gatherEvidence(loaded, options);
  return { evidence, report: judgeEvidence(evidence, options) };
}

/** Judges saved evidence. Pure: the same evidence and options give the same report, byte for byte. */
export function judgeEvidence(evidence: EvidenceFile, options: AuditOptions): Report {
  const settings = {
    now: options.now ?? new Date(evidence.gatheredAt),
    ...(options.minEvidence ? { minEvidence: options.minEvidence } : {}),
    ...(options.maxAgeDays ? { maxAgeDays: options.maxAgeDays } : {}),
  };
  const verdicts = judge(evidence, options.framework, options.checks, settings);
  const minimums = options.minimums ?? [];
  return buildReport(evidence, options.framework, verdicts, { ...settings, minimums });
}

async function gatherEvidence(loaded: LoadedProfile, options: AuditOptions): Promise<EvidenceFile> {
  const scope = options.scope ?? {};
  const adapter = findAdapter(loaded, options.adapters);
  const plan = planAssessment(loaded, options.framework, options.checks, adapter, scope);
  const now = options.now ?? new Date();
  const api = options.offline ? literalApi(loaded) : await resolveAddress(loaded, adapter);
  const gathered = options.offline
    ? gatherNothing(plan)
    : await gatherOnline(loaded, plan, adapter, api, now, options);
  const active =
    options.active && !options.offline ? await gatherActive(plan, gathered, now, options) : {};
  return {
    schemaVersion: 1,
    tool: TOOL,
    framework: { id: options.framework.id, version: options.framework.version },
    gatheredAt: now.toISOString(),
    offline: options.offline ?? false,
    loaded: await sayWhoseAddress(loaded, api),
    api,
    scope,
    adapter: adapter ? { id: adapter.id, title: adapter.title, observes: adapter.observes } : null,
    ...gathered,
    ...active,
  };
}

interface GatheredEvidence {
  exchanges: Exchange[];
  facts: FactRecord[];
  proofs: ProofRecord[];
}

/** Runs the active probes after the passive ones, and adds what they saw. */
async function gatherActive(
  plan: Plan,
  { exchanges, facts }: GatheredEvidence,
  now: Date,
  options: AuditOptions,
): Promise<Pick<EvidenceFile, "exchanges" | "facts" | "active"> | Record<string, never>> {
  if (!options.active) return {};
  const { consent, protocol, maxAttempts, journalFolder } = options.active;
  const [{ runActive }, { sealActive }] = await Promise.all([
    import("./active/run.ts"),
    import("./active/seal.ts"),
  ]);
  const run = await runActive({
    protocol,
    target: consent.target,
    credentials: consent.credentials,
    credentialNames: consent.names,
    now,
    facts: plan.activeFacts,
    ...(maxAttempts ? { maxAttempts } : {}),
    ...(journalFolder ? { journalFolder } : {}),
    ...(options.timeoutMs ? { timeoutMs: options.timeoutMs } : {}),
    ...(options.deadlineMs ? { deadlineMs: options.deadlineMs } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.onProgress ? { onProgress: options.onProgress } : {}),
  });
  const sealed = sealActive(run, { exchanges: exchanges.length, facts: facts.length });
  const { runId, target, requests, left, stopped, journal } = run;
  return {
    exchanges: [...exchanges, ...sealed.exchanges],
    facts: [...facts, ...sealed.facts],
    active: { runId, target, requests, left, stopped, journal },
  };
}

/** `--offline`: no network, so no module of the network is even loaded. */
function gatherNothing(plan: Plan): GatheredEvidence {
  const proofs = plan.links.map(
    ({ url, says }): ProofRecord => ({
      url,
      says,
      state: "unchecked",
      detail: "not fetched: --offline",
    }),
  );
  return { exchanges: [], facts: [], proofs };
}

async function gatherOnline(
  loaded: LoadedProfile,
  plan: Plan,
  adapter: Adapter | null,
  api: string | null,
  now: Date,
  options: AuditOptions,
): Promise<GatheredEvidence> {
  const [{ openClient }, { gather, tie }] = await Promise.all([
    import("./gather/open-client.ts"),
    import("./gather/gather.ts"),
  ]);
  const onProgress = options.onProgress ? { onProgress: options.onProgress } : {};
  const { profile } = loaded;
  const end = createDeadline(options.deadlineMs ?? DEADLINE_MS, options.signal);
  const deadline = end.signal;
  const http = openClient({ profile, adapter, api, links: plan.links, deadline, options });
  try {
    const [gathering, clientFacts] = await Promise.all([
      gather({ plan, profile, adapter, api, http, now, ...onProgress }),
      gatherClients(options.clients ?? profile.clients ?? [], plan, deadline, options),
    ]);
    const exchanges = http.exchanges();
    const { facts, proofs } = gathering;
    return { exchanges, ...tie({ facts: [...facts, ...clientFacts], proofs }, exchanges) };
  } finally {
    end.clear();
    await http.close();
  }
}

/** Default of `deadlineMs`. */
const DEADLINE_MS = 120_000;

async function gatherClients(
  ids: readonly string[],
  plan: Plan,
  deadline: AbortSignal,
  options: AuditOptions,
): Promise<GatheredFact[]> {
  if (ids.length === 0 || plan.clientFacts.length === 0) return [];
  const { observeClients } = await import("./gather/clients.ts");
  return observeClients(ids, plan.clientFacts, deadline, options.onProgress);
}

function findAdapter(loaded: LoadedProfile, adapters: readonly Adapter[]): Adapter | null {
  const id = loaded.profile.registry.adapter;
  if (id === undefined) return null;
  const adapter = adapters.find((candidate) => candidate.id === id);
  if (adapter) return adapter;
  const known = adapters.map((candidate) => candidate.id).join(", ");
  throw new AssayError("profile", `The profile names an unknown adapter: ${id}`, {
    hint: `Known adapters: ${known}.`,
  });
}

/** An address from the npm client's configuration may be a company's own, and the claims are about somebody else's. */
async function sayWhoseAddress(loaded: LoadedProfile, api: string | null): Promise<LoadedProfile> {
  if (api === null || typeof loaded.profile.registry.urls?.api !== "object") return loaded;
  const { npmDefaultRegistry } = await import("./profile/npm-config.ts");
  const usual = await npmDefaultRegistry();
  if (usual !== null && new URL(usual).host === new URL(api).host) return loaded;
  const note = `The registry asked is the one that this machine's npm is set to use; claims and links speak of ${loaded.profile.registry.name}.`;
  return { ...loaded, assumptions: [...loaded.assumptions, note] };
}

function literalApi(loaded: LoadedProfile): string | null {
  const api = loaded.profile.registry.urls?.api;
  return typeof api === "string" ? api : null;
}

async function resolveAddress(
  loaded: LoadedProfile,
  adapter: Adapter | null,
): Promise<string | null> {
  const { resolveApi } = await import("./profile/npm-config.ts");
  const api = await resolveApi(loaded.profile);
  if (adapter && api === null) {
    throw new AssayError(
      "profile",
      `The adapter ${adapter.id} needs the registry's address, and the profile gives none.`,
      { hint: "Add registry.urls.api to the profile." },
    );
  }
  return api?.replace(/\/+$/, "") ?? null;
}
