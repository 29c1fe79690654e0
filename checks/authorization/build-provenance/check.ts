import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

/** The SLSA predicate in any version; other attestations tell who published, not how it was built. */
const SLSA = "https://slsa.dev/provenance/";

export const check: Check = defineCheck({
  id: "authorization/build-provenance",
  messages: {
    served: "{subject} comes with build provenance ({type}).",
    otherKinds: "{subject} comes with attestations, none of them build provenance ({types}).",
    taken:
      "Provenance attached to a release was taken and is served; nobody verified its signature.",
    dropped: "Provenance attached to a release was taken and is not served ({served}).",
    refusedAll:
      "Provenance cannot be attached ({answer}), and there is no place that serves it ({served}).",
    verified:
      "Unsigned provenance was refused ({answer}), so the server looks at it; a signed one could not be made here.",
    undecided: "A release with provenance gave {answer}, which decides nothing.",
    notAsked: "Attaching provenance could not be tried: {note}",
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
    provenanceUpload(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { control, publish, namesProvenance, served } = seen.value;
      const args = { answer: answerOf(publish), served: answerOf(served) };
      if (publish.did === "allowed" && served.did === "allowed")
        return { outcome: "met", message: "taken" };
      const notServed = served.did === "absent" || served.status === 404;
      if (publish.did === "allowed" && notServed)
        return { outcome: "unmet", message: "dropped", args };
      if (namesProvenance) return { outcome: "unknown", message: "verified", args };
      // Two signs together: the attachment alone makes the difference, and nobody could fetch it.
      const refused = publish.status !== null && publish.status >= 400 && publish.status < 429;
      return control.did === "allowed" && refused && served.did === "absent"
        ? { outcome: "unmet", message: "refusedAll", args }
        : { outcome: "unknown", message: "undecided", args };
    },
  },
});
