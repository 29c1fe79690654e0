import { type Check, defineCheck } from "../../../src/core/check.ts";

export const check: Check = defineCheck({
  id: "general/unpublish-policy",
  messages: {
    noReplacement:
      "A signed checksum log holds {subject}: clients refuse other bytes under that version.",
    noReuse:
      "A deleted version could not return with other bytes, because the signed log holds {subject}.",
    unsignedLog: "A checksum log holds {subject}, but it is not signed.",
    noLog: "There is no checksum log: {note}",
    traces:
      "Removed releases leave a trace ({examples}); whether their versions can be used again is not visible.",
    noTraces: "No removed release was seen: {note}",
    signed:
      "The registry signs releases with {keys} keys, which makes a replacement visible but does not forbid it.",
    badSignature: "The registry's signature of {subject} does not verify.",
    notSigned: "The registry does not sign releases: {note}",
  },
  observe: {
    checksumLog(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "noLog", args: { note: seen.note } };
      const args = { subject: seen.value.subject };
      if (!seen.value.signed) return { outcome: "note", message: "unsignedLog", args };
      return [
        { criterion: "no-replacement", outcome: "met", message: "noReplacement", args },
        { criterion: "no-reuse-after-deletion", outcome: "met", message: "noReuse", args },
      ];
    },
    tombstones(seen) {
      const criterion = "no-reuse-after-deletion";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "noTraces", args: { note: seen.note } };
      const examples = seen.value.examples.slice(0, 3).join(", ");
      return { criterion, outcome: "note", message: "traces", args: { examples } };
    },
    registrySignatures(seen) {
      const criterion = "no-replacement";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notSigned", args: { note: seen.note } };
      const bad = seen.value.checked.find(({ verified }) => !verified);
      if (bad) {
        const args = { subject: bad.subject };
        return { criterion, outcome: "note", message: "badSignature", args };
      }
      const args = { keys: seen.value.keys };
      return { criterion, outcome: "note", message: "signed", args };
    },
  },
});
