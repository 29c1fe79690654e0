import { type Check, defineCheck } from "../../../src/core/check.ts";

export const check: Check = defineCheck({
  id: "general/typosquatting-prevention",
  messages: {
    owned: "Names are bound to a {kind} that somebody owns ({example}).",
    namespaces: "Names can be in a {kind} ({example}); who may use one is not visible.",
    noNamespaces: "No namespaces were seen: {note}",
    normalized: "{asked} and {canonical} are one name, so the two cannot be confused.",
    notNormalized: "Spellings of one name are kept apart: {note}",
  },
  observe: {
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
