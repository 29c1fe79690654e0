import type { Adapter, Probe, ProbeContext } from "../core/adapter.ts";
import type { ProofRecord } from "../core/evidence.ts";
import type { FactKey, FactRecord, Gathered } from "../core/facts.ts";
import type { Exchange, HttpClient } from "../core/http.ts";
import type { Profile } from "../core/profile.ts";
import type { Plan } from "../plan/plan.ts";
import { checkProofs } from "./proofs.ts";

/** What happened while gathering, for a progress line. */
export type Progress =
  | { step: string; state: "planned" | "started" | "done" }
  /** A step that takes long says where it is. */
  | { step: string; state: "at"; at: string };

export interface GatherInput {
  plan: Plan;
  profile: Profile;
  adapter: Adapter | null;
  /** Base address of the API; probes run only with one. */
  api: string | null;
  http: HttpClient;
  now: Date;
  onProgress?: (progress: Progress) => void;
}

/** Facts and proofs before exchange ids are known; `by` links them to exchanges. */
export interface Gathering {
  facts: GatheredFact[];
  proofs: ProofRecord[];
}

export interface GatheredFact {
  /** Who asked; orders the facts and finds their exchanges. */
  by: string;
  record: Omit<FactRecord, "id" | "exchanges">;
}

/** Runs every probe and checks every link at once; the client paces and deduplicates. Never throws for a server's sake. */
export async function gather(input: GatherInput): Promise<Gathering> {
  const [facts, proofs] = await Promise.all([runProbes(input), checkLinks(input)]);
  return { facts, proofs };
}

async function checkLinks({ plan, http, onProgress }: GatherInput): Promise<ProofRecord[]> {
  if (plan.links.length === 0) return [];
  const step = "evidence links";
  onProgress?.({ step, state: "started" });
  const proofs = await checkProofs(plan.links, http);
  onProgress?.({ step, state: "done" });
  return proofs;
}

async function runProbes(input: GatherInput): Promise<GatheredFact[]> {
  const { adapter, api } = input;
  if (!adapter || api === null) return [];
  return Promise.all(input.plan.facts.map((key) => runProbe(input, adapter, api, key)));
}

async function runProbe(
  input: GatherInput,
  adapter: Adapter,
  api: string,
  key: FactKey,
): Promise<GatheredFact> {
  const by = `${adapter.id}/${key}`;
  input.onProgress?.({ step: by, state: "started" });
  const samples = input.profile.samples?.length ? input.profile.samples : adapter.usualSamples;
  const context: ProbeContext = {
    http: input.http,
    profile: input.profile,
    api,
    samples,
    by,
    now: input.now,
  };
  const result = await look(adapter.probes[key], context);
  input.onProgress?.({ step: by, state: "done" });
  return { by, record: { key, method: "passive", source: adapter.id, result } };
}

/** A probe that throws is a defect of ours, so the answer is unknown and says so. */
async function look(
  probe: Probe | undefined,
  context: ProbeContext,
): Promise<Gathered<FactRecord["result"] extends Gathered<infer T> ? T : never>> {
  if (!probe) return { state: "failed", code: "unsupported", message: "no probe for this fact" };
  try {
    return await probe.run(context);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { state: "failed", code: "check-error", message: `The probe failed: ${why}` };
  }
}

/** Numbers the facts and ties facts and proofs to the exchanges they rest on, once those have their ids. */
export function tie(
  gathering: Gathering,
  exchanges: readonly Exchange[],
): { facts: FactRecord[]; proofs: ProofRecord[] } {
  const facts = gathering.facts
    .toSorted((a, b) => (a.by < b.by ? -1 : 1))
    .map(
      ({ by, record }, index): FactRecord => ({
        id: `f${index + 1}`,
        ...record,
        exchanges: exchanges.filter((one) => one.requestedBy.includes(by)).map(({ id }) => id),
      }),
    );
  const proofs = gathering.proofs.map((proof): ProofRecord => {
    const { exchange: _, ...rest } = proof;
    const page = proof.url.replace(/#.*$/s, "");
    const exchange = exchanges.find(({ url, method }) => url === page && method === "GET");
    return exchange ? { ...rest, exchange: exchange.id } : rest;
  });
  return { facts, proofs };
}
