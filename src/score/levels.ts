import type { Level, Outcome, Strength } from "../core/outcome.ts";

/** What level arithmetic needs of a verdict. */
export interface Scored {
  level: Level;
  outcome: Outcome;
  strength: Strength | null;
}

const LEVELS: readonly Level[] = [1, 2, 3];

/** The highest level L for which everything at levels 1..L counts as met. */
export function levelWhere<T extends Scored>(
  items: readonly T[],
  counts: (item: T) => boolean,
): Level {
  let reached: Level = 0;
  for (const level of LEVELS) {
    if (items.some((item) => item.level === level && !counts(item))) break;
    reached = level;
  }
  return reached;
}

export interface Levels {
  level: Level;
  /** Counting as met only what was observed or documented. */
  verifiedLevel: Level;
  /** Counting every unknown as met. */
  potentialLevel: Level;
}

/** The three levels of one applicable track. */
export function trackLevels(items: readonly Scored[]): Levels {
  return {
    level: levelWhere(items, isMet),
    verifiedLevel: levelWhere(items, (item) => isMet(item) && item.strength !== "declared"),
    potentialLevel: levelWhere(items, (item) => isMet(item) || item.outcome === "unknown"),
  };
}

export function isMet(item: Scored): boolean {
  return item.outcome === "met";
}

/** The registry is as mature as its least mature applicable track; null when no track applies. */
export function lowest(levels: readonly (Level | null)[]): Level | null {
  const present = levels.filter((level) => level !== null);
  return present.length === 0 ? null : (Math.min(...present) as Level);
}

/** The first of `items` that keep a track from the level after `level`. */
export function blocking<T extends Scored>(items: readonly T[], level: Level): T[] {
  return items.filter((item) => item.level === level + 1 && !isMet(item));
}
