import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authentication/phishing-resistant-mfa-required-critical",
  messages: {
    notOffered:
      "It cannot be required, because no second factor is offered ({enrol}; web log-in {web}).",
    undecided:
      "A staging instance has no critical packages, so a rule for them does not show there.",
    notAsked: "Second factors could not be tried: {note}",
  },
  observe: {
    secondFactor(seen) {
      const criterion = "required";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { enrol, webLogin, publishWithout } = seen.value;
      const args = { enrol: answerOf(enrol), web: answerOf(webLogin) };
      const none = enrol.did === "absent" && webLogin.did === "absent";
      return none && publishWithout.did === "allowed"
        ? { criterion, outcome: "unmet", message: "notOffered", args }
        : { criterion, outcome: "unknown", message: "undecided" };
    },
  },
});
