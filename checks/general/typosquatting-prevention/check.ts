import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "general/typosquatting-prevention",
  messages: {
    owned: "Names are bound to a {kind} that somebody owns ({example}).",
    namespaces: "Names can be in a {kind} ({example}); who may use one is not visible.",
    lookAlikeRefused:
      "{how}: a look-alike of {seed} was refused ({answer}), an unrelated name was not.",
    scopeOwned: "Somebody else's scope was refused ({answer}); its owner could publish there.",
    allTaken:
      "{count} look-alikes of {seed} were taken ({how}), and so was a place in somebody else's scope.",
    undecided: "Look-alike names could not be judged ({answer}).",
    notAsked: "Look-alike names could not be tried: {note}",
    noNamespaces: "No namespaces were seen: {note}",
    normalized: "{asked} and {canonical} are one name, so the two cannot be confused.",
    notNormalized: "Spellings of one name are kept apart: {note}",
  },
  observe: {
    lookAlikes(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { seed, control, names, scope } = seen.value;
      const refused = names.find(({ publish }) => publish.did === "denied");
      const squat = scope?.control.did === "allowed" ? scope.squat : null;
      if (control.did !== "allowed")
        return { outcome: "unknown", message: "undecided", args: { answer: answerOf(control) } };
      if (refused) {
        const args = { how: refused.how, seed, answer: answerOf(refused.publish) };
        return { outcome: "met", message: "lookAlikeRefused", args };
      }
      if (squat?.did === "denied" && scope?.own?.did === "allowed")
        return { outcome: "met", message: "scopeOwned", args: { answer: answerOf(squat) } };
      const taken = names.filter(({ publish }) => publish.did === "allowed").map(({ how }) => how);
      // Case alone may be refused for its form; the others are names like any other.
      const decided = taken.length >= names.length - 1 && taken.length >= 2;
      if (!decided || squat?.did !== "allowed") {
        const answer = squat?.did === "unclear" ? answerOf(squat) : `${taken.length} taken`;
        return { outcome: "unknown", message: "undecided", args: { answer } };
      }
      const args = { seed, count: taken.length, how: taken.join(", ") };
      return { outcome: "unmet", message: "allTaken", args };
    },
    namespaces(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "noNamespaces", args: { note: seen.note } };
      const { kind, example, enforced } = seen.value;
      return enforced
        ? { outcome: "met", message: "owned", args: { kind, example } }
        : { outcome: "note", message: "namespaces", args: { kind, example } };
    },
    nameNormalization(seen) {
      return seen.state === "found"
        ? { outcome: "note", message: "normalized", args: { ...seen.value } }
        : { outcome: "note", message: "notNormalized", args: { note: seen.note } };
    },
  },
});
