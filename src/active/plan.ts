import type { ActiveProbe, ActiveProtocol, PlannedStep } from "../core/active.ts";
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
  return steps.reduce((sum, step) => sum + timesOf(step, maxAttempts), 0);
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
  const { maxAttempts } = plan;
  const shared = onceSteps(probes);
  const steps = [...shared, ...probes.flatMap((probe) => probe.steps.filter(({ once }) => !once))];
  const total = steps.reduce((sum, step) => sum + timesOf(step, maxAttempts), 0);
  const created = steps.filter(({ creates }) => creates !== undefined);
  const things = created.reduce((sum, step) => sum + timesOf(step, maxAttempts), 0);
  const lines = [
    `Active audit of ${plan.target} (${protocol.id})`,
    "",
    `${count(probes.length, "probe")}, ${count(total, "request")} at most, which create ${count(things, "thing")} at most.`,
    "Each thing takes up to 3 requests to remove; one more after each probe asks whether the target is alive.",
    `Nothing outside ${new URL(plan.target).origin} is asked. No redirect is followed, and nothing is sent twice,`,
    "but after a 429 that names a short wait.",
    "Everything created is named assay-RUN-…, where RUN is a random id; a journal on disk lists it.",
    `Credentials: ${plan.credentialNames.join(", ") || "none"} (from the environment; not stored).`,
    ...(shared.length > 0 ? ["", "     Shared by several probes, sent once"] : []),
    ...shared.map((step) => stepLines(step, maxAttempts)),
    ...probes.flatMap((probe, index) => probeLines(probe, index + 1, maxAttempts)),
  ];
  return `${lines.join("\n")}\n`;
}

/** Steps that several probes announce and one of them sends, in the order of announcing. */
function onceSteps(probes: readonly ActiveProbe[]): PlannedStep[] {
  const steps = probes.flatMap((probe) => probe.steps.filter(({ once }) => once));
  return [...new Map(steps.map((step) => [`${step.request} ${step.why}`, step])).values()];
}

function timesOf(step: PlannedStep, maxAttempts: number): number {
  return step.times * (step.perAttempt ? maxAttempts : 1);
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}

function stepLines(step: PlannedStep, maxAttempts: number): string {
  const times = String(timesOf(step, maxAttempts)).padStart(3);
  const creates = step.creates === undefined ? "" : ` [creates ${step.creates}]`;
  return `     ${times} x  ${step.request}${creates}\n            ${step.why}`;
}

function probeLines(probe: ActiveProbe, number: number, maxAttempts: number): string[] {
  const last = probe.mayLock ? " (runs last: it may get its account or our address locked)" : "";
  return [
    "",
    `${String(number).padStart(3)}. ${probe.title}${last}`,
    `     needs    ${probe.needs.join(", ") || "nothing"}`,
    `     cleanup  ${probe.cleanup}`,
    ...probe.steps.filter(({ once }) => !once).map((step) => stepLines(step, maxAttempts)),
  ];
}
