import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authentication/phishing-resistant-mfa",
  messages: {
    offered: "Enrolling a factor answers with WebAuthn creation options.",
    notOffered: "No second factor at all is offered ({enrol}), and there is no web log-in ({web}).",
    undecided: "WebAuthn was not seen; it may be offered in the web log-in only ({web}).",
    notAsked: "Second factors could not be tried: {note}",
  },
  observe: {
    secondFactor(seen) {
      const criterion = "offered";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { methods, enrol, webLogin } = seen.value;
      if (methods.includes("webauthn")) return { criterion, outcome: "met", message: "offered" };
      const args = { enrol: answerOf(enrol), web: answerOf(webLogin) };
      return enrol.did === "absent" && webLogin.did === "absent"
        ? { criterion, outcome: "unmet", message: "notOffered", args }
        : { criterion, outcome: "unknown", message: "undecided", args };
    },
  },
});
