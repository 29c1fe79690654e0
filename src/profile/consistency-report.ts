import type { Claim, Profile } from "../core/profile.ts";
import type { ProfileContext } from "./context.ts";
import { didYouMean, place } from "./explain.ts";
import type { ParsedText } from "./parse.ts";
import type { Problem } from "./problem.ts";
import { suggest } from "./suggest.ts";

/** Data of the right shape from which whatever was wrong has been taken out. */
export type Sound<T> = T extends (infer Item)[]
  ? (Sound<Item> | undefined)[]
  : T extends object
    ? { [K in keyof T]?: Sound<T[K]> | undefined }
    : T;

export type SoundProfile = Sound<Profile>;
export type SoundClaim = Sound<Claim>;

/** Collects problems, placing each. */
export interface Reporter {
  problems: Problem[];
  error(pointer: string, on: "key" | "value", message: string, hint: string, value?: string): void;
  warn(pointer: string, on: "key" | "value", message: string, hint: string): void;
}

export function reporter(parsed: ParsedText): Reporter {
  const problems: Problem[] = [];
  return {
    problems,
    error: (pointer, on, message, hint, value) => {
      const shown = value === undefined ? {} : { value: JSON.stringify(value) };
      const where = place(pointer, parsed, on);
      problems.push({ severity: "error", ...where, pointer, message, hint, ...shown });
    },
    warn: (pointer, on, message, hint) => {
      problems.push({ severity: "warning", ...place(pointer, parsed, on), pointer, message, hint });
    },
  };
}

/** Is it the id of a capability? Reports it if not. */
export function checkCapability(
  id: string,
  at: string,
  on: "key" | "value",
  context: ProfileContext,
  report: Reporter,
): boolean {
  if (!context.capabilities || context.capabilities.has(id)) return true;
  const meant = suggest(id, context.capabilities.keys());
  const hint = meant ? didYouMean(meant) : "`assay list capabilities` prints the ids.";
  report.error(at, on, `Unknown capability ${JSON.stringify(id)}`, hint);
  return false;
}

/** A hint that lists what is known. */
export function known(what: string, ids: readonly string[]): string {
  return ids.length > 0 ? `Known ${what}: ${ids.join(", ")}.` : `No ${what} are known here.`;
}
