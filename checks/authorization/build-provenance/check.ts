import { type Check, defineCheck } from "../../../src/core/check.ts";

/** The SLSA predicate in any version; other attestations tell who published, not how it was built. */
const SLSA = "https://slsa.dev/provenance/";

export const check: Check = defineCheck({
  id: "authorization/build-provenance",
  messages: {
    served: "{subject} comes with build provenance ({type}).",
    otherKinds: "{subject} comes with attestations, none of them build provenance ({types}).",
    noneSeen: "No build provenance was seen, which does not show that none can be supplied: {note}",
  },
  observe: {
    provenance(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "noneSeen", args: { note: seen.note } };
      for (const { subject, predicateTypes } of seen.value.items) {
        const type = predicateTypes.find((name) => name.startsWith(SLSA));
        if (type !== undefined)
          return { outcome: "met", message: "served", args: { subject, type } };
      }
      return seen.value.items.slice(0, 1).map(({ subject, predicateTypes }) => ({
        outcome: "note",
        message: "otherKinds",
        args: { subject, types: predicateTypes.slice(0, 3).join(", ") },
      }));
    },
  },
});
