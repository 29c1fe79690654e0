import { work } from "../../checks/work.gen.ts";
import type { Capability, CapabilityId, Framework } from "../core/framework.ts";
import type { Level } from "../core/outcome.ts";
import type { Gap, Report, ReportCapability, ReportTrack } from "../core/report.ts";
import { costOf, currencyOf } from "./cost.ts";
import { orderGaps } from "./order.ts";
import { priorArtFor } from "./prior-art.ts";
import { frameworkOf, standardNotes, standardsOf } from "./standards.ts";
import type { GapSelection, Milestone, OverlayEntry, WorkItem, WorkList } from "./types.ts";

/** The gaps that a selection names, in the order of `orderGaps`. */
export function selectGaps(report: Report, selection: GapSelection): Gap[] {
  const { toLevel, tracks, capabilities } = selection;
  const wanted = report.gaps.filter(
    (gap) =>
      gap.level <= toLevel &&
      (!tracks || tracks.includes(gap.track)) &&
      (!capabilities || capabilities.includes(gap.capability)),
  );
  return orderGaps(report, wanted);
}

/** Everything the templates say about the way to a level, from the report, the catalogue and the overlay. Pure. */
export function workList(report: Report, selection: GapSelection): WorkList {
  const framework = frameworkOf(report);
  const gaps = selectGaps(report, selection);
  const sources: Sources = {
    report,
    selection,
    framework,
    listed: new Set(gaps.map(({ capability }) => capability)),
    profile: commandName(report.settings.profile),
  };
  const items = gaps.map((gap, at) => workItem(gap, at + 1, sources));
  return {
    registry: report.registry,
    framework: {
      title: report.framework.title,
      version: report.framework.version,
      url: framework?.source ?? null,
    },
    date: report.generatedAt.slice(0, 10),
    profile: sources.profile,
    toLevel: selection.toLevel,
    level: report.level,
    items,
    milestones: milestones(report, items),
    standardNotes: standardNotes(items.flatMap(({ standards }) => standards)),
    proposal: selection.overlay?.proposal ?? {},
    currency: currencyOf(selection),
  };
}

interface Sources {
  report: Report;
  selection: GapSelection;
  framework: Framework | undefined;
  listed: ReadonlySet<string>;
  profile: string;
}

function workItem(gap: Gap, order: number, sources: Sources): WorkItem {
  const { report, selection, framework } = sources;
  const track = report.tracks.find(({ id }) => id === gap.track);
  const entry = framework?.capabilities.find(({ id }) => id === gap.capability);
  const verdict = track?.capabilities.find(({ id }) => id === gap.capability);
  const overlay = entryOf(selection, gap.capability);
  return {
    ...gap,
    order,
    trackTitle: track?.title ?? gap.track,
    needed: { track: gap.track, level: gap.level },
    statusQuo: statusQuo(gap, verdict),
    proposal: entry?.summary ?? gap.title,
    impact: entry?.rationale ?? "",
    threat: entry?.threat ?? "",
    deliverables: gap.remediation,
    acceptance: {
      criteria: (verdict?.criteria ?? [])
        .filter(({ required, outcome }) => required && outcome !== "met")
        .map(({ id, title }) => ({ id, title })),
      ...commands(gap, sources.profile),
    },
    kinds: [...(work[gap.capability]?.kinds ?? [])],
    effortNote: entry?.effort.note ?? null,
    cost: costOf(gap.effort, overlay, selection),
    dependsOn: dependencies(gap, sources),
    priorArt: entry ? priorArtFor(entry, selection.priorArt ?? [], report) : [],
    standards: entry ? standardsOf(entry) : [],
    overlay,
  };
}

function entryOf({ overlay }: GapSelection, id: CapabilityId): OverlayEntry {
  const entries = overlay?.gaps ?? {};
  return (Object.hasOwn(entries, id) ? entries[id] : undefined) ?? {};
}

function statusQuo(gap: Gap, verdict: ReportCapability | undefined): WorkItem["statusQuo"] {
  return {
    message: gap.why,
    criteria: (verdict?.criteria ?? []).map(({ id, title, required, outcome }) => ({
      id,
      title,
      required,
      outcome,
    })),
    evidence: (verdict?.evidence ?? []).map(({ message, strength, url, checked }) => ({
      message,
      strength,
      url: url ?? null,
      checked: checked ?? null,
    })),
  };
}

function dependencies(gap: Gap, { report, framework, listed }: Sources): WorkItem["dependsOn"] {
  const capabilities = report.tracks.flatMap((track) => track.capabilities);
  return (work[gap.capability]?.dependsOn ?? []).map((id) => {
    const verdict = capabilities.find((item) => item.id === id);
    const entry: Capability | undefined = framework?.capabilities.find((one) => one.id === id);
    const outcome = verdict?.outcome ?? "unknown";
    return {
      capability: id,
      title: verdict?.title ?? entry?.title ?? id,
      open: outcome !== "met" && outcome !== "not-applicable",
      listed: listed.has(id),
    };
  });
}

const PLAIN = /^[A-Za-z0-9@_.][\w@./:+-]*$/;

/** A name that a shell takes as it is, or the word to put one in its place. */
function commandName(name: string): string {
  return PLAIN.test(name) && name.length <= 120 ? name : "PROFILE";
}

function commands(
  { capability, track, level }: Gap,
  profile: string,
): Pick<WorkItem["acceptance"], "command" | "levelCommand"> {
  const id = commandName(capability);
  return {
    command: `assay audit ${profile} --capability ${id}`,
    levelCommand: `assay audit ${profile} --min-level ${commandName(track)}=${level}`,
  };
}

function milestones(report: Report, items: readonly WorkItem[]): Milestone[] {
  return ([1, 2, 3] as const).flatMap((level) =>
    report.tracks.flatMap((track) => {
      const open = items.filter((item) => item.track === track.id && item.level === level);
      return open.length === 0 ? [] : [milestone(track, level, open)];
    }),
  );
}

function milestone(track: ReportTrack, level: Exclude<Level, 0>, items: WorkItem[]): Milestone {
  const capabilities = track.capabilities.filter((item) => item.level === level);
  return {
    track: track.id,
    trackTitle: track.title,
    level,
    capabilities: capabilities.map(({ id, title, outcome, code, criteria }) => ({
      id,
      title,
      outcome,
      code,
      criteria: criteria.map((one) => ({
        id: one.id,
        title: one.title,
        required: one.required,
        outcome: one.outcome,
      })),
    })),
    met: capabilities.filter(({ outcome }) => outcome === "met").length,
    items,
  };
}
