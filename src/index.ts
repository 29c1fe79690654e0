/**
 * The library behind the `assay` command.
 *
 * ```ts
 * import { audit } from "registry-assay";
 * const { report } = await audit("npm", { offline: true });
 * console.log(report.level, report.tracks.map(({ id, level }) => [id, level]));
 * ```
 * @module
 */
import { type AuditOptions, type AuditResult, auditProfile, judgeEvidence } from "./audit.ts";
import { type Context, loadContext } from "./context.ts";
import type { EvidenceFile } from "./core/evidence.ts";
import type { LoadedProfile } from "./core/profile.ts";
import type { Report } from "./core/report.ts";
import { locateProfile } from "./locate-profile.ts";

/** Settings of `audit` and `judgeAgain`; each is the command line option of the same name. */
export interface Options extends Partial<Omit<AuditOptions, keyof Context>> {
  /** `id@version`; the newest by default. */
  framework?: string;
  /** Modules to load adapters and checks from. They are code and run with your rights. */
  plugins?: string[];
}

/**
 * Audits a registry.
 *
 * @param target a profile file, a bundled name (`npm`, `pypi`, `go`), the address of a registry, or a loaded profile
 * @throws {AssayError} for what the caller can mend: an invalid profile, an unknown name. Never for what a server does.
 */
export async function audit(
  target: string | LoadedProfile,
  options: Options = {},
): Promise<AuditResult> {
  const { settings, context } = await prepare(options);
  const loaded =
    typeof target === "string" ? await locateProfile(target, context, settings) : target;
  return auditProfile(loaded, settings);
}

/** Judges saved evidence again: the same evidence and options give the same report. */
export async function judgeAgain(evidence: EvidenceFile, options: Options = {}): Promise<Report> {
  const { settings } = await prepare(options);
  return judgeEvidence(evidence, settings);
}

async function prepare(options: Options): Promise<{ settings: AuditOptions; context: Context }> {
  const { framework, plugins, ...rest } = options;
  const context = await loadContext({
    ...(framework ? { framework } : {}),
    ...(plugins ? { plugin: plugins } : {}),
  });
  return { context, settings: { ...rest, ...context } };
}

export type { AuditResult } from "./audit.ts";
export type { Adapter, Extent, Observability, Probe, ProbeContext } from "./core/adapter.ts";
export { type Check, defineCheck, type Finding, type Seen } from "./core/check.ts";
export { AssayError, type ErrorCode, EXIT_CODES } from "./core/errors.ts";
export type { EvidenceFile, ProofRecord, ProofState, Scope } from "./core/evidence.ts";
export type { FactKey, FactRecord, Facts, Gathered } from "./core/facts.ts";
export type * from "./core/framework.ts";
export type { Exchange, HttpAnswer, HttpClient, HttpFailure, HttpResult } from "./core/http.ts";
export type {
  CriterionOutcome,
  Level,
  Method,
  Outcome,
  Strength,
  UnknownCode,
} from "./core/outcome.ts";
export { defineAdapter, definePlugin, type Plugin } from "./core/plugin.ts";
export type { Claim, EvidenceLink, LoadedProfile, Profile, Waiver } from "./core/profile.ts";
export type * from "./core/report.ts";
export { exitCodeFor } from "./score/exit-code.ts";
