import { InvalidArgumentError } from "commander";
import { type Level, STRENGTHS, type Strength } from "../core/outcome.ts";
import type { Minimum } from "../score/gate.ts";

/** Parsers of option values. Each throws commander's error, which names the option and what was given. */

export function collect(value: string, previous: string[] | undefined): string[] {
  return [...(previous ?? []), value];
}

/** `2` or `authentication=2`, repeatable. */
export function collectMinimum(value: string, previous: Minimum[] | undefined): Minimum[] {
  const match = /^(?:([a-z-]+)=)?([0-3])$/.exec(value);
  if (!match) {
    throw new InvalidArgumentError("Give a level, 0 to 3, or TRACK=LEVEL: --min-level cli=1");
  }
  const minimum = { scope: match[1] ?? "registry", minimum: Number(match[2]) as Level };
  return [...(previous ?? []), minimum];
}

/** `declared=90`, repeatable; days. */
export function collectMaxAge(
  value: string,
  previous: Partial<Record<Strength, number>> | undefined,
): Partial<Record<Strength, number>> {
  const [strength, days] = value.split("=");
  if (!isStrength(strength) || !/^\d{1,5}$/.test(days ?? "")) {
    throw new InvalidArgumentError("Give STRENGTH=DAYS: --max-age declared=180");
  }
  return { ...previous, [strength]: Number(days) };
}

function isStrength(value: string | undefined): value is Strength {
  return STRENGTHS.some((strength) => strength === value);
}

/** A positive number of seconds, as milliseconds. */
export function seconds(value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0 || number > 86_400) {
    throw new InvalidArgumentError("Give a number of seconds above 0.");
  }
  return Math.round(number * 1000);
}

export function positiveInteger(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) {
    throw new InvalidArgumentError("Give a whole number above 0.");
  }
  return Number(value);
}

/** Money: a positive number. */
export function amount(value: string): number {
  const number = Number(value);
  if (!/^\d+(?:\.\d{1,2})?$/.test(value) || number <= 0 || number > 1e9) {
    throw new InvalidArgumentError("Give an amount above 0: 4000 or 4000.50");
  }
  return number;
}

/** ISO 4217. */
export function currency(value: string): string {
  const code = value.toUpperCase();
  if (!/^[A-Z]{3}$/.test(code)) throw new InvalidArgumentError("Give three letters: EUR, USD");
  return code;
}

/** Days, from 0. */
export function days(value: string): number {
  if (!/^\d{1,4}$/.test(value)) throw new InvalidArgumentError("Give a number of days: 30");
  return Number(value);
}

/** An ISO date or time. */
export function date(value: string): Date {
  const parsed = new Date(value);
  const real = /^\d{4}-\d{2}-\d{2}/.test(value) && !Number.isNaN(parsed.getTime());
  if (!real || parsed.toISOString().slice(0, 10) !== dayOf(value, parsed)) {
    throw new InvalidArgumentError("Give a date: 2026-11-22 or 2026-11-22T10:00:00Z");
  }
  return parsed;
}

/** The 30th of February parses as the 1st or 2nd of March; comparing days tells. With a time zone, days may differ. */
function dayOf(value: string, parsed: Date): string {
  return value.length === 10 ? value : parsed.toISOString().slice(0, 10);
}

/** A level that can be missed: 1 to 3. */
export function levelToReach(value: string): number {
  if (!/^[1-3]$/.test(value)) throw new InvalidArgumentError("Give a level, 1 to 3.");
  return Number(value);
}
