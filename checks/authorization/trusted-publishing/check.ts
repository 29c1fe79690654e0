import { type Check, defineCheck } from "../../../src/core/check.ts";

export const check: Check = defineCheck({
  id: "authorization/trusted-publishing",
  messages: {
    release: "{subject} was published by an identity of {provider}, without a long-lived token.",
    endpoint: 'The registry exchanges CI identities for tokens (audience "{audience}").',
    switchedOff: "The registry says that trusted publishing is not enabled.",
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
  },
});
