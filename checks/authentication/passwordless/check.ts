import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authentication/passwordless",
  messages: {
    passkey: "The web log-in asks for any passkey, with no name or password before it.",
    noWebLogin: "There is no log-in but with a password: the web log-in is absent ({web}).",
    undecided:
      "There may be a web log-in ({web}); whether it works without a password was not seen.",
    notAsked: "Ways to sign in could not be tried: {note}",
  },
  observe: {
    secondFactor(seen) {
      const criterion = "offered";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { passkeyLogin, webLogin } = seen.value;
      if (passkeyLogin) return { criterion, outcome: "met", message: "passkey" };
      const args = { web: answerOf(webLogin) };
      return webLogin.did === "absent"
        ? { criterion, outcome: "unmet", message: "noWebLogin", args }
        : { criterion, outcome: "unknown", message: "undecided", args };
    },
  },
});
