import type { Guessing } from "../../../src/core/active-facts.ts";
import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf, limitOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authentication/brute-force-prevention",
  messages: {
    limited: "Wrong secrets in a row are limited at {limited}, from try {at} on ({answer}).",
    bypass:
      "{limited} limits wrong passwords from try {at} on, but {open} worked on all {tries}: guessing goes round it.",
    open: "{tries} wrong secrets in a row were all worked on at {open}, and the right one still got in (advertised limit: {limit}).",
    undecided: "Guessing could not be judged: {why}.",
    notAsked: "Guessing could not be tried: {note}",
  },
  observe: {
    loginGuessing(seen) {
      const criterion = "password-attempts";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const why = seen.value.skipped.join("; ") || "no endpoint worked on enough tries";
      return { criterion, ...judge(seen.value.endpoints, why) };
    },
    secondFactor(seen) {
      const criterion = "second-factor-attempts";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { guessing } = seen.value;
      return { criterion, ...judge(guessing ? [guessing] : [], "no second factor was enrolled") };
    },
  },
});

function judge(endpoints: readonly Guessing[], why: string) {
  const limited = endpoints.find((one) => limitOf(one) === "limited");
  const open = endpoints.find((one) => limitOf(one) === "open");
  const at = limited?.limitedAt ?? limited?.tries ?? 0;
  if (open) {
    const { where, tries, headers } = open;
    const args = { open: where, tries, limit: headers.limit ?? "none" };
    return limited
      ? ({
          outcome: "partial",
          message: "bypass",
          args: { ...args, limited: limited.where, at },
        } as const)
      : ({ outcome: "unmet", message: "open", args } as const);
  }
  if (limited === undefined || endpoints.some((one) => limitOf(one) === "undecided"))
    return { outcome: "unknown", message: "undecided", args: { why } } as const;
  const answer = limited.limited ? answerOf(limited.limited) : "slowed down";
  return {
    outcome: "met",
    message: "limited",
    args: { limited: limited.where, at, answer },
  } as const;
}
