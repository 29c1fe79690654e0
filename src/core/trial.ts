import type { Trial } from "./active.ts";
import type { Guessing } from "./active-facts.ts";

/** How a message names an answer: `201`, `400 (unsupported registry call)`, `no answer (timeout)`. */
export function answerOf({ status, said }: Trial): string {
  const words = said === "" ? "" : ` (${said})`;
  return `${status ?? "no answer"}${words}`;
}

/** Fewer wrong tries than this would not trouble a forgetful user, so they show no lack of a limit. */
const ENOUGH = 10;
const SLOW_MS = 1000;

/** What a row of wrong secrets shows: a refusal or a delay, none within enough tries, or nothing. */
export function limitOf(one: Guessing): "limited" | "open" | "undecided" {
  if (one.control.did !== "allowed") return "undecided";
  if (one.limitedAt !== null) return "limited";
  if (one.lastMs >= SLOW_MS && one.lastMs >= 4 * one.firstMs) return "limited";
  const all = one.tries >= ENOUGH && one.processed >= one.tries;
  return all && one.after.did === "allowed" ? "open" : "undecided";
}
