import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authentication/mfa-required-all",
  messages: {
    notRequired: "An account with a password and no second factor published a package.",
    required:
      "Publishing without a second factor was refused ({answer}); with a factor and its code it worked.",
    noControl:
      "Publishing without a second factor was refused ({answer}), but no account with one could show that it works.",
    undecided:
      "Publishing from a new account gave {answer}, which does not speak of a second factor.",
    notAsked: "Publishing could not be tried: {note}",
  },
  observe: {
    secondFactor(seen) {
      const criterion = "required";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { publishWithout, asksForFactor, withCode } = seen.value;
      if (publishWithout.did === "allowed")
        return { criterion, outcome: "unmet", message: "notRequired" };
      const args = { answer: answerOf(publishWithout) };
      if (publishWithout.did !== "denied" || !asksForFactor)
        return { criterion, outcome: "unknown", message: "undecided", args };
      return withCode?.did === "allowed"
        ? { criterion, outcome: "met", message: "required", args }
        : { criterion, outcome: "unknown", message: "noControl", args };
    },
  },
});
