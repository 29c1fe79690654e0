import { type Check, defineCheck } from "../../../src/core/check.ts";

/** A hint and no more: the account's profile may not be the only place where an address is kept. */
export const check: Check = defineCheck({
  id: "authentication/security-change-notifications",
  messages: {
    dropped:
      "The address given at registration is not in the account's profile, so there may be nowhere to send mail.",
    kept: "The address given at registration is kept; whether it is used for this is not visible.",
    unseen: "Whether the address given at registration is kept was not visible.",
    notAsked: "Accounts could not be tried: {note}",
  },
  observe: {
    unverifiedPublish(seen) {
      return seen.state === "absent"
        ? { outcome: "note", message: "notAsked", args: { note: seen.note } }
        : { outcome: "note", message: seen.value.emailKept };
    },
  },
});
