import { type ClientRun, isolationNotes } from "../core/client-facts.ts";
import type { EvidenceFile } from "../core/evidence.ts";
import { applies, type Framework, type Taxonomy, type Track } from "../core/framework.ts";
import type {
  Gap,
  Report,
  ReportCapability,
  ReportEvidence,
  ReportTrack,
  ReportWaiver,
} from "../core/report.ts";
import type { JudgeOptions, Verdict } from "../judge/judge.ts";
import type { WeighedFinding } from "../judge/findings.ts";
import { judgeGate, type Minimum } from "../score/gate.ts";
import { blocking, isMet, lowest, trackLevels } from "../score/levels.ts";
import { waiverState } from "../score/waivers.ts";
import { nextStep } from "./next-step.ts";
import { taxonomySentence } from "./words.ts";

/** Scores verdicts into the report that every format renders from. Pure. */
export function buildReport(
  evidence: EvidenceFile,
  framework: Framework,
  verdicts: readonly Verdict[],
  options: JudgeOptions & { minimums: readonly Minimum[] },
): Report {
  const { profile, assumptions, name, kind, positions } = evidence.loaded;
  const waivers = (profile.waivers ?? []).map((waiver) =>
    waiverState(
      waiver,
      verdicts.find((verdict) => verdict.capability.id === waiver.capability)?.outcome,
      options.now,
    ),
  );
  const tracks = framework.tracks
    .filter(({ id }) => !evidence.scope.tracks || evidence.scope.tracks.includes(id))
    .map((track) => buildTrack(track, profile.taxonomy, verdicts, waivers));
  const report: Omit<Report, "nextStep"> = {
    schemaVersion: 1,
    tool: evidence.tool,
    framework: { id: framework.id, version: framework.version, title: framework.title },
    registry: {
      id: profile.registry.id,
      name: profile.registry.name,
      ecosystem: profile.registry.ecosystem,
      url: evidence.api ?? profile.registry.urls?.web ?? null,
    },
    taxonomy: profile.taxonomy,
    generatedAt: evidence.gatheredAt,
    level: lowest(tracks.map((track) => track.level)),
    verifiedLevel: lowest(tracks.map((track) => track.verifiedLevel)),
    potentialLevel: lowest(tracks.map((track) => track.potentialLevel)),
    tracks,
    gaps: buildGaps(tracks, framework),
    gate: options.minimums.length > 0 ? judgeGate(tracks, options.minimums) : null,
    summary: summarise(tracks),
    assumptions: [...assumptions, ...clientNotes(evidence)],
    scope: evidence.scope,
    settings: {
      profile: name,
      adapter: evidence.adapter?.id ?? null,
      offline: evidence.offline,
      minEvidence: options.minEvidence ?? null,
      maxAgeDays: options.maxAgeDays ?? {},
      now: options.now.toISOString(),
    },
    profile: { name, kind, positions },
    waivers,
    unreachable: evidence.exchanges
      .filter(({ failure }) => failure && failure.reason !== "offline")
      .map(({ url, failure }) => ({ url, reason: failure?.message ?? "" })),
    exchanges: evidence.exchanges,
    ...(evidence.active ? { active: evidence.active } : {}),
  };
  return { ...report, nextStep: nextStep(report) };
}

/** Saved evidence may be anybody's: what is not of the shape of a client's run says nothing here. */
function clientNotes({ facts }: EvidenceFile): string[] {
  const runs = facts.flatMap(({ key, result }) => {
    if (!key.startsWith("client") || result.state !== "found") return [];
    const { client, isolation } = result.value as Partial<ClientRun>;
    return client && isolation ? [{ title: client.title, isolation }] : [];
  });
  return isolationNotes(runs);
}

function buildTrack(
  track: Track,
  taxonomy: Taxonomy,
  verdicts: readonly Verdict[],
  waivers: readonly ReportWaiver[],
): ReportTrack {
  const applicable = applies(track.appliesWhen, taxonomy);
  const capabilities = verdicts
    .filter((verdict) => verdict.capability.track === track.id)
    .map((verdict) => buildCapability(verdict, waivers));
  const levels = applicable
    ? trackLevels(capabilities)
    : { level: null, verifiedLevel: null, potentialLevel: null };
  const { level } = levels;
  return {
    id: track.id,
    title: track.title,
    applicable,
    why: `Applies to ${track.appliesTo}; this one ${taxonomySentence(taxonomy)}.`,
    ...levels,
    blockers: level === null ? [] : blocking(capabilities, level).map(({ id }) => id),
    heldAbove:
      level === null
        ? []
        : capabilities.filter((item) => isMet(item) && item.level > level + 1).map(({ id }) => id),
    capabilities,
  };
}

function buildCapability(verdict: Verdict, waivers: readonly ReportWaiver[]): ReportCapability {
  const { capability } = verdict;
  return {
    id: capability.id,
    title: capability.title,
    level: capability.level,
    outcome: verdict.outcome,
    strength: verdict.strength,
    code: verdict.code,
    message: verdict.message,
    criteria: verdict.criteria.map(({ criterion, outcome, strength, code, message }) => ({
      id: criterion.id,
      title: criterion.title,
      required: criterion.required,
      outcome,
      strength,
      code,
      message,
    })),
    evidence: verdict.findings.map(buildEvidence),
    contradiction: verdict.contradiction,
    waiver: waivers.find((waiver) => waiver.capability === capability.id) ?? null,
    claimed: verdict.claimed,
    assessed: verdict.assessed,
  };
}

function buildEvidence(finding: WeighedFinding): ReportEvidence {
  return {
    method: finding.method,
    strength: finding.strength,
    outcome: finding.outcome,
    ...(finding.criterion === undefined ? {} : { criterion: finding.criterion }),
    message: finding.message,
    source: finding.source,
    ...(finding.exchanges.length > 0 ? { exchanges: finding.exchanges } : {}),
    ...finding.claim,
    ...(finding.beside ? { beside: finding.beside } : {}),
    ...(finding.setAside ? { setAside: finding.setAside.why } : {}),
  };
}

/** Everything applicable that is not met, in the framework's order. */
function buildGaps(tracks: readonly ReportTrack[], framework: Framework): Gap[] {
  return tracks.flatMap((track) =>
    track.capabilities.flatMap((item): Gap[] => {
      const { outcome } = item;
      if (!item.assessed || outcome === "met" || outcome === "not-applicable") return [];
      const entry = framework.capabilities.find(({ id }) => id === item.id);
      if (!entry) return [];
      return [
        {
          capability: item.id,
          track: track.id,
          level: item.level,
          title: item.title,
          outcome,
          code: item.code,
          why: item.message,
          remediation: entry.remediation,
          effort: { low: entry.effort.low, high: entry.effort.high },
          references: entry.references,
          blocks: track.blockers.includes(item.id),
        },
      ];
    }),
  );
}

function summarise(tracks: readonly ReportTrack[]): Report["summary"] {
  const outcomes = tracks.flatMap((track) => track.capabilities.map(({ outcome }) => outcome));
  const count = (wanted: string): number => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    met: count("met"),
    partial: count("partial"),
    unmet: count("unmet"),
    unknown: count("unknown"),
    notApplicable: count("not-applicable"),
  };
}
