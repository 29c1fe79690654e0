import type { Immutability } from "../../../src/core/active-facts.ts";
import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

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
    replaced: "A published version was replaced by other bytes: {how}.",
    fixed: "A published version could not be replaced ({answer}), {removal}.",
    reused: "After its owner removed a package, somebody else published the same name and version.",
    notReused:
      "After its owner removed a package, nobody else could publish that version ({answer}).",
    notRemovable: "A published version cannot be removed ({answer}), so its name cannot come free.",
    undecided: "Replacing a version gave {answer}, which decides nothing.",
    notAsked: "Replacing a version could not be tried: {note}",
    notSigned: "The registry does not sign releases: {note}",
  },
  observe: {
    immutability(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "notAsked", args: { note: seen.note } };
      return [replacement(seen.value), reuse(seen.value)];
    },
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

function replacement(value: Immutability) {
  const { control, otherBytes, contentAfter, remove, removed, republish } = value;
  const criterion = "no-replacement";
  const how = value.contentRepublished === "replaced" ? "after removing it" : "directly";
  if (contentAfter === "replaced" || value.contentRepublished === "replaced")
    return { criterion, outcome: "unmet", message: "replaced", args: { how } } as const;
  const kept = otherBytes.did === "denied" && contentAfter === "unchanged";
  const unremovable = !removed && remove.did === "denied";
  if (control.did === "allowed" && kept && (unremovable || republish?.did === "denied")) {
    const removal = unremovable ? "nor removed" : "not even after its owner removed it";
    const args = { answer: answerOf(otherBytes), removal };
    return { criterion, outcome: "met", message: "fixed", args } as const;
  }
  const answer = answerOf(republish ?? (kept ? remove : otherBytes));
  return { criterion, outcome: "unknown", message: "undecided", args: { answer } } as const;
}

function reuse({ control, remove, removed, otherAccount, otherControl }: Immutability) {
  const criterion = "no-reuse-after-deletion";
  if (otherAccount?.did === "allowed")
    return { criterion, outcome: "unmet", message: "reused" } as const;
  const args = { answer: answerOf(otherAccount ?? remove) };
  if (otherAccount?.did === "denied" && otherControl?.did === "allowed")
    return { criterion, outcome: "met", message: "notReused", args } as const;
  return control.did === "allowed" && !removed && remove.did === "denied"
    ? ({ criterion, outcome: "met", message: "notRemovable", args } as const)
    : ({ criterion, outcome: "unknown", message: "undecided", args } as const);
}
