import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authentication/totp-mfa",
  messages: {
    enforced:
      "A TOTP factor was enrolled: publishing without a code was refused ({without}), with one it worked.",
    webauthn: "A WebAuthn factor, stronger than TOTP, can be enrolled.",
    notEnforced: "A TOTP factor was enrolled, but publishing still worked without a code.",
    notOffered: "No second factor is offered ({enrol}), and there is no web log-in ({web}).",
    undecided: "Whether a second factor can be enrolled was not seen ({enrol}).",
    notAsked: "Second factors could not be tried: {note}",
  },
  observe: {
    secondFactor(seen) {
      const criterion = "strong-factor";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { methods, enrol, webLogin, withCode, withoutCode } = seen.value;
      const args = { enrol: answerOf(enrol), web: answerOf(webLogin) };
      if (methods.includes("totp") && withoutCode?.did === "allowed")
        return { criterion, outcome: "unmet", message: "notEnforced" };
      if (
        methods.includes("totp") &&
        withoutCode?.did === "denied" &&
        withCode?.did === "allowed"
      ) {
        const without = answerOf(withoutCode);
        return { criterion, outcome: "met", message: "enforced", args: { without } };
      }
      if (methods.includes("webauthn")) return { criterion, outcome: "met", message: "webauthn" };
      return enrol.did === "absent" && webLogin.did === "absent"
        ? { criterion, outcome: "unmet", message: "notOffered", args }
        : { criterion, outcome: "unknown", message: "undecided", args };
    },
  },
});
