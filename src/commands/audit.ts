import { type AuditOptions, auditProfile, judgeEvidence } from "../audit.ts";
import { DRIVERS } from "../clients/drivers/index.ts";
import { AssayError, EXIT_CODES } from "../core/errors.ts";
import type { EvidenceFile, Scope } from "../core/evidence.ts";
import type { CapabilityId } from "../core/framework.ts";
import type { Strength } from "../core/outcome.ts";
import type { Report } from "../core/report.ts";
import { exitCodeFor, nothingReached } from "../score/exit-code.ts";
import type { Minimum } from "../score/gate.ts";
import {
  type Regressions,
  regressionExitCode,
  regressions,
  worseExitCode,
} from "../score/no-regress.ts";
import { type Context, loadContext, mustBeKnown } from "../context.ts";
import { tell, writeWhole } from "./output.ts";
import { progressLine } from "./progress.ts";
import { describeTerminal } from "./terminal.ts";
import {
  type FormatOptions,
  type PlannedOutput,
  planReportOutputs,
  writeReport,
} from "./render.ts";

/** Options of the commands that run an audit, as commander hands them over. */
export interface RunOptions {
  track?: string[];
  capability?: string[];
  client?: string[];
  /** False: `--no-clients`. */
  clients: boolean;
  offline?: boolean;
  minLevel?: Minimum[];
  minEvidence?: Strength;
  maxAge?: Partial<Record<Strength, number>>;
  now?: Date;
  fromEvidence?: string;
  saveEvidence?: string;
  /** `--no-regress FILE`; true where it was not given, which is commander's way with `--no-`. */
  regress?: string | true;
  active?: boolean;
  plan?: boolean;
  yes?: boolean;
  maxAttempts?: number;
  framework?: string;
  timeout?: number;
  deadline?: number;
  concurrency?: number;
  plugin?: string[];
  quiet?: boolean;
}

export async function runAudit(
  profile: string | undefined,
  options: RunOptions & FormatOptions,
): Promise<number> {
  mustFitTogether(options);
  if (options.plan) return showPlan(profile, options);
  const outputs = planReportOutputs(options);
  const base = typeof options.regress === "string" ? await readBase(options.regress) : null;
  const { report, evidence, interrupted } = await auditCommand(profile, options);
  const compared = base && regressions(base, report);
  if (options.saveEvidence) {
    await writeWhole(options.saveEvidence, `${JSON.stringify(evidence, null, 2)}\n`);
  }
  await writeReport(report, outputs, options);
  if (!saysWhy(outputs, options)) await showFailedGate(report, options);
  if (compared) await showRegressions(compared, options);
  if (interrupted) return EXIT_CODES.interrupted.code;
  if (nothingReached(report)) tell(`assay: nothing of ${report.registry.url} could be reached.`);
  const code = exitCodeFor(report);
  return compared ? worseExitCode(code, regressionExitCode(compared)) : code;
}

async function showPlan(profile: string | undefined, options: RunOptions): Promise<number> {
  const [{ printPlan }, { locateProfile }] = await Promise.all([
    import("./active.ts"),
    import("../locate-profile.ts"),
  ]);
  const context = await loadContext(options);
  const loaded = await locateProfile(profile, context, { onWarning: tell });
  await printPlan(loaded, context, options);
  return EXIT_CODES.done.code;
}

async function readBase(file: string): Promise<Report> {
  const { readReport } = await import("./read-saved.ts");
  return readReport(file);
}

/** Whether stdout tells people why a gate failed: the scorecard does, and so do annotations beside a build's log. */
function saysWhy(outputs: readonly PlannedOutput<unknown>[], options: FormatOptions): boolean {
  const shown = outputs.find(({ file }) => file === undefined)?.format.id;
  return shown === "github-annotations" || (shown === "pretty" && !options.quiet);
}

async function showFailedGate(report: Report, options: FormatOptions): Promise<void> {
  if (report.gate?.passed !== false) return;
  const { renderFailedGate } = await import("../report/pretty.ts");
  const terminal = describeTerminal(process.stderr, process.env, options.color);
  tell(renderFailedGate(report, { ...terminal, verbose: false, quiet: false }).trimEnd());
}

/** On stderr: stdout may be the report itself, for a program to read. */
async function showRegressions(compared: Regressions, options: FormatOptions): Promise<void> {
  const { renderRegressions } = await import("../report/regressions.ts");
  const terminal = describeTerminal(process.stderr, process.env, options.color);
  tell(renderRegressions(compared, terminal).trimEnd());
}

/** Runs the audit that the options describe, or judges saved evidence. */
export async function auditCommand(
  profile: string | undefined,
  options: RunOptions,
): Promise<{ report: Report; evidence: EvidenceFile; interrupted: boolean }> {
  const context = await loadContext(options);
  const audit = auditOptions(options, context);
  if (options.fromEvidence) {
    const evidence = await savedEvidence(options.fromEvidence, profile, context, audit.scope);
    return { evidence, report: judgeEvidence(evidence, audit), interrupted: false };
  }
  const { clientsOnly, locateProfile } = await import("../locate-profile.ts");
  const alone = profile === undefined ? clientsOnly(audit.clients ?? []) : null;
  if (alone) audit.scope = { ...audit.scope, tracks: ["cli"] };
  const loaded = alone ?? (await locateProfile(profile, context, { ...audit, onWarning: tell }));
  if (options.active) {
    const { prepareActive } = await import("./active.ts");
    audit.active = await prepareActive(loaded, context, options);
  }
  const progress = progressLine(process.stderr, options.quiet ?? false);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  try {
    const result = await auditProfile(loaded, {
      ...audit,
      signal: stop.signal,
      onProgress: progress.update,
    });
    return { ...result, interrupted: stop.signal.aborted };
  } finally {
    process.off("SIGINT", onInterrupt);
    progress.clear();
  }
}

function mustFitTogether({ active, plan, offline, fromEvidence }: RunOptions): void {
  if (plan && !active) {
    throw new AssayError("usage", "--plan shows what --active would do, and needs it.");
  }
  if (active && (offline || fromEvidence)) {
    const other = offline ? "--offline" : "--from-evidence";
    throw new AssayError("usage", `--active asks a server, and ${other} forbids it.`);
  }
}

function auditOptions(options: RunOptions, context: Context): AuditOptions {
  const scope = scopeOf(options, context);
  const tracks = context.framework.tracks.map(({ id }) => id);
  for (const minimum of options.minLevel ?? []) {
    if (minimum.scope !== "registry") mustBeKnown("track", minimum.scope, tracks);
  }
  return {
    ...context,
    scope,
    ...clientsOf(options),
    offline: options.offline ?? false,
    minimums: options.minLevel ?? [],
    ...(options.minEvidence ? { minEvidence: options.minEvidence } : {}),
    ...(options.maxAge ? { maxAgeDays: options.maxAge } : {}),
    ...(options.now ? { now: options.now } : {}),
    ...(options.timeout ? { timeoutMs: options.timeout } : {}),
    ...(options.deadline ? { deadlineMs: options.deadline } : {}),
    ...(options.concurrency ? { concurrency: options.concurrency } : {}),
  };
}

function clientsOf(options: RunOptions): Pick<AuditOptions, "clients"> {
  if (options.clients === false) return { clients: [] };
  if (!options.client) return {};
  const known = DRIVERS.map(({ id }) => id);
  return { clients: [...new Set(options.client)].map((id) => mustBeKnown("client", id, known)) };
}

function scopeOf(options: RunOptions, { framework }: Context): Scope {
  const tracks = framework.tracks.map(({ id }) => id);
  const capabilities = framework.capabilities.map(({ id }) => id);
  for (const track of options.track ?? []) mustBeKnown("track", track, tracks);
  for (const id of options.capability ?? []) mustBeKnown("capability", id, capabilities);
  return {
    ...(options.track ? { tracks: options.track } : {}),
    ...(options.capability ? { capabilities: options.capability as CapabilityId[] } : {}),
  };
}

/** Saved evidence, judged with the claims of today's profile when one is named. */
async function savedEvidence(
  file: string,
  profile: string | undefined,
  context: Context,
  scope: Scope | undefined,
): Promise<EvidenceFile> {
  const { readEvidence } = await import("./read-saved.ts");
  const evidence = await readEvidence(file);
  const scoped = scope?.tracks || scope?.capabilities ? { ...evidence, scope } : evidence;
  if (profile === undefined || /^https?:/.test(profile)) return scoped;
  const { loadNamedProfile } = await import("../locate-profile.ts");
  const loaded = await loadNamedProfile(profile, context, tell);
  const [saved, named] = [evidence.loaded.profile.registry.id, loaded.profile.registry.id];
  if (saved !== named) {
    throw new AssayError(
      "input",
      `${file} is evidence about ${saved}, and ${profile} is ${named}.`,
      {
        hint: `Name the profile that it was gathered with, or none.`,
      },
    );
  }
  // What was assumed while gathering still holds for what was gathered.
  return { ...scoped, loaded: { ...loaded, assumptions: evidence.loaded.assumptions } };
}
