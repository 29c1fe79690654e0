import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authorization/trusted-publishing",
  messages: {
    release: "{subject} was published by an identity of {provider}, without a long-lived token.",
    endpoint: 'The registry exchanges CI identities for tokens (audience "{audience}").',
    switchedOff: "The registry says that trusted publishing is not enabled.",
    refusesMadeUp: "The exchange endpoint refuses a made-up identity as documented ({answer}).",
    noEndpoint:
      "There is no endpoint that exchanges a CI identity: it answers like an unknown path ({answer}).",
    takesAnything: "The exchange endpoint accepted an identity that nobody issued.",
    undecided:
      "The exchange endpoint answered {answer} to a made-up identity, which decides nothing.",
    notAsked: "The exchange could not be tried: {note}",
    noneSeen: "No trusted publishing was seen, which does not show that there is none: {note}",
  },
  observe: {
    trustedPublishing(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "noneSeen", args: { note: seen.note } };
      const { releases, audience, enabled } = seen.value;
      if (enabled === false) return { outcome: "unmet", message: "switchedOff" };
      const release = releases[0];
      if (release) return { outcome: "met", message: "release", args: { ...release } };
      if (audience !== undefined)
        return { outcome: "met", message: "endpoint", args: { audience } };
      return {
        outcome: "note",
        message: "noneSeen",
        args: { note: "no release and no audience was named." },
      };
    },
    identityExchange(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { exchange, documented } = seen.value;
      const args = { answer: answerOf(exchange) };
      if (exchange.did === "allowed") return { outcome: "unmet", message: "takesAnything" };
      if (exchange.did === "absent") return { outcome: "unmet", message: "noEndpoint", args };
      return documented
        ? { outcome: "met", message: "refusesMadeUp", args }
        : { outcome: "unknown", message: "undecided", args };
    },
  },
});
