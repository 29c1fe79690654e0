import type { ActiveProbe, ActiveProtocol } from "../core/active.ts";
import type { FactKey } from "../core/facts.ts";

/** The probes that a run consists of, in their order: what may lock an account or address comes last. */
export function chooseProbes(
  protocol: ActiveProtocol,
  facts?: readonly FactKey[],
): readonly ActiveProbe[] {
  const wanted = protocol.probes.filter(
    ({ fills }) => facts === undefined || fills.some((key) => facts.includes(key)),
  );
  return [...wanted.filter(({ mayLock }) => !mayLock), ...wanted.filter(({ mayLock }) => mayLock)];
}

/** The most requests that a probe sends, undoing not counted. */
export function probeRequests({ steps }: ActiveProbe, maxAttempts: number): number {
  return steps.reduce((sum, step) => sum + step.times * (step.perAttempt ? maxAttempts : 1), 0);
}

export interface PlanTarget {
  target: string;
  maxAttempts: number;
  facts?: readonly FactKey[];
  /** Names of the variables that hold the credentials. */
  credentialNames: readonly string[];
}

/** Everything that `--active` would do, in words. Ends with a line feed. */
export function renderPlan(protocol: ActiveProtocol, plan: PlanTarget): string {
  const probes = chooseProbes(protocol, plan.facts);
  const total = probes.reduce((sum, probe) => sum + probeRequests(probe, plan.maxAttempts), 0);
  const lines = [
    `Active audit of ${plan.target} (${protocol.id})`,
    "",
    `${probes.length} ${probes.length === 1 ? "probe" : "probes"}, ${total} requests at most, and a few per created thing to take it away again.`,
    `Nothing outside ${new URL(plan.target).origin} is asked. No redirect is followed, no request repeated.`,
    `Everything created is named assay-RUN-…, where RUN is a random id; a journal on disk lists it.`,
    `Credentials: ${plan.credentialNames.join(", ") || "none"} (from the environment; not stored).`,
    ...probes.flatMap((probe, index) => probeLines(probe, index + 1, plan.maxAttempts)),
  ];
  return `${lines.join("\n")}\n`;
}

function probeLines(probe: ActiveProbe, number: number, maxAttempts: number): string[] {
  const facts = [
    `     needs    ${probe.needs.join(", ") || "nothing"}`,
    `     cleanup  ${probe.cleanup}`,
  ];
  const steps = probe.steps.map((step) => {
    const times = step.times * (step.perAttempt ? maxAttempts : 1);
    const creates = step.creates === undefined ? "" : ` [creates ${step.creates}]`;
    return `     ${String(times).padStart(3)} x  ${step.request}${creates}\n            ${step.why}`;
  });
  const last = probe.mayLock ? " (runs last: it may get its account or our address locked)" : "";
  return ["", `${String(number).padStart(3)}. ${probe.title}${last}`, ...facts, ...steps];
}
