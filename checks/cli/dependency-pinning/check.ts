import { type Check, defineCheck } from "../../../src/core/check.ts";

export const check: Check = defineCheck({
  id: "cli/dependency-pinning",
  messages: {
    digests: "The {sampled} files looked at carry a digest to pin on ({algorithms}).",
    someMissing: "{missing} of the {sampled} files looked at carry no digest to pin on.",
    noDigests: "The registry serves no digest to pin on: {note}",
  },
  observe: {
    // A digest is what a client can pin on; whether it does is seen by running it.
    fileDigests(seen) {
      const criterion = "hash";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "noDigests", args: { note: seen.note } };
      const { sampled, missing, algorithms } = seen.value;
      if (missing > 0)
        return { criterion, outcome: "note", message: "someMissing", args: { sampled, missing } };
      const args = { sampled, algorithms: algorithms.slice(0, 5).join(", ") };
      return { criterion, outcome: "note", message: "digests", args };
    },
  },
});
