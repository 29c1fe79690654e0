import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authentication/email-verification",
  messages: {
    published: "An account whose email address cannot have been confirmed published a package.",
    refused:
      "An account without a confirmed address may not publish ({answer}), the profile's own account may.",
    noAccount: "No account with an unconfirmed address could be made: {answer}.",
    noControl: "Publishing was refused ({answer}), but no other account could show that it works.",
    unclear: "Publishing with an unconfirmed address gave {answer}, which decides nothing.",
    notAsked: "Accounts could not be tried: {note}",
  },
  observe: {
    unverifiedPublish(seen) {
      const criterion = "verified-before-publish";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { publish, control, impossibleAddress, plausibleAddress, namesAddress } = seen.value;
      if (publish === null) {
        const args = { answer: answerOf(plausibleAddress ?? impossibleAddress) };
        return { criterion, outcome: "unknown", message: "noAccount", args };
      }
      const args = { answer: answerOf(publish) };
      if (publish.did === "allowed") return { criterion, outcome: "unmet", message: "published" };
      // A new account may be refused for many reasons; only one of them is its address.
      if (publish.did !== "denied" || !namesAddress)
        return { criterion, outcome: "unknown", message: "unclear", args };
      return control?.did === "allowed"
        ? { criterion, outcome: "met", message: "refused", args }
        : { criterion, outcome: "unknown", message: "noControl", args };
    },
  },
});
