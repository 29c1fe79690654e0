import type { Gap, Report } from "../core/report.ts";
import { work } from "../../checks/work.gen.ts";

/** The next level of a track, and what is open on the way to it. */
interface Step {
  track: string;
  level: number;
  gaps: Gap[];
}

/**
 * The gaps in the order that raises levels soonest. What is known to be missing comes before what is unknown. Within
 * each, whole steps (one track to its next level) follow each other, the least work first, and never level 2 of a
 * track before its level 1. Within a step, what others wait for comes first, then the smaller effort.
 */
export function orderGaps(report: Pick<Report, "tracks">, gaps: readonly Gap[]): Gap[] {
  const steps = takeSteps(stepsOf(report, gaps));
  const ordered = steps.flatMap((step) => [...step.gaps].sort(byEffort));
  return [
    ...dependenciesFirst(ordered.filter((gap) => gap.outcome !== "unknown")),
    ...dependenciesFirst(ordered.filter((gap) => gap.outcome === "unknown")),
  ];
}

function stepsOf({ tracks }: Pick<Report, "tracks">, gaps: readonly Gap[]): Step[] {
  const order = new Map(tracks.map(({ id }, at) => [id, at]));
  const steps = new Map<string, Step>();
  for (const gap of gaps) {
    const key = `${gap.track}\n${gap.level}`;
    const step = steps.get(key) ?? { track: gap.track, level: gap.level, gaps: [] };
    step.gaps.push(gap);
    steps.set(key, step);
  }
  return [...steps.values()].sort(
    (a, b) => a.level - b.level || (order.get(a.track) ?? 0) - (order.get(b.track) ?? 0),
  );
}

/** Of the steps that can be taken now, one per track, always the one with the least work. */
function takeSteps(waiting: readonly Step[]): Step[] {
  const left = [...waiting];
  const taken: Step[] = [];
  while (left.length > 0) {
    const next = left.filter(
      (step, at) => left.findIndex(({ track }) => track === step.track) === at,
    );
    const best = next.reduce((a, b) => (compareSteps(b, a) < 0 ? b : a));
    left.splice(left.indexOf(best), 1);
    taken.push(best);
  }
  return taken;
}

function compareSteps(a: Step, b: Step): number {
  // An unknown could turn out to be work: a step without one is certain to raise its track.
  return size(a) - size(b) || unknowns(a) - unknowns(b) || a.level - b.level;
}

function size({ gaps }: Step): number {
  return gaps.reduce((sum, gap) => sum + (gap.outcome === "unknown" ? 0 : middle(gap)), 0);
}

function unknowns({ gaps }: Step): number {
  return gaps.filter(({ outcome }) => outcome === "unknown").length;
}

function byEffort(a: Gap, b: Gap): number {
  return middle(a) - middle(b);
}

function middle({ effort }: Gap): number {
  return (effort.low + effort.high) / 2;
}

/** Moves what something waits for before it, and leaves the rest in place. The data has no circles. */
function dependenciesFirst(gaps: readonly Gap[]): Gap[] {
  const byId = new Map(gaps.map((gap) => [gap.capability, gap]));
  const placed = new Set<Gap>();
  const place = (gap: Gap): void => {
    if (placed.has(gap)) return;
    for (const id of work[gap.capability]?.dependsOn ?? []) {
      const first = byId.get(id);
      if (first) place(first);
    }
    placed.add(gap);
  };
  for (const gap of gaps) place(gap);
  return [...placed];
}
