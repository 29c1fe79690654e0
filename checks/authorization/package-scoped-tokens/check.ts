import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authorization/package-scoped-tokens",
  messages: {
    enforced: "A token for one package published it and was refused for another ({answer}).",
    notEnforced:
      "A token asked to be for one package only was handed out, and published another one as well{nonsense}.",
    refused:
      "The server refuses to limit a token to a package ({answer}), and makes unlimited ones.",
    undecided: "A token for one package could not be tried ({answer}).",
    others: "Other limits: {others}.",
    notAsked: "Tokens could not be tried: {note}",
  },
  observe: {
    tokenRestrictions(seen) {
      const criterion = "package-scope";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "notAsked", args: { note: seen.note } };
      const { restrictions, unrestricted, nonsense } = seen.value;
      const scoped = restrictions.find(({ kind }) => kind === "package");
      const last = scoped?.effect ?? scoped?.control ?? scoped?.accepted ?? unrestricted;
      const args = { answer: answerOf(last) };
      const others = restrictions
        .filter(({ kind }) => kind !== "package")
        .map(described)
        .join(", ");
      const note = { criterion, outcome: "note", message: "others", args: { others } } as const;
      const notes = others === "" ? [] : [note];
      if (scoped?.effect?.did === "allowed") {
        const aside =
          nonsense.did === "allowed" ? " (it accepts options that do not exist, too)" : "";
        const unmet = { criterion, outcome: "unmet", message: "notEnforced" } as const;
        return [{ ...unmet, args: { nonsense: aside } }, ...notes];
      }
      if (scoped?.effect?.did === "denied" && scoped.control?.did === "allowed")
        return [{ criterion, outcome: "met", message: "enforced", args }, ...notes];
      if (scoped?.accepted.did === "denied" && unrestricted.did === "allowed")
        return [{ criterion, outcome: "unmet", message: "refused", args }, ...notes];
      return [{ criterion, outcome: "unknown", message: "undecided", args }, ...notes];
    },
  },
});

function described(one: {
  kind: string;
  accepted: { did: string };
  control: { did: string } | null;
  effect: { did: string } | null;
}): string {
  if (one.accepted.did !== "allowed") return `${one.kind} not accepted`;
  if (one.effect?.did === "allowed") return `${one.kind} accepted and not enforced`;
  const enforced = one.effect?.did === "denied" && one.control?.did === "allowed";
  return `${one.kind} ${enforced ? "enforced" : "undecided"}`;
}
