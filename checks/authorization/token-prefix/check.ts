import { type Check, defineCheck } from "../../../src/core/check.ts";

export const check: Check = defineCheck({
  id: "authorization/token-prefix",
  messages: {
    marker: 'The {compared} tokens compared, of two accounts, begin with "{marker}".',
    partly: 'Session tokens lack the "{marker}" that API tokens begin with.',
    none: "The {compared} tokens compared, of two accounts, share no marker of this registry.",
    jwtOnly: "The {compared} tokens compared are bare JWTs, which begin alike on every server.",
    noTokens: "No tokens could be compared: {note}",
  },
  observe: {
    tokenShape(seen) {
      const criterion = "prefix";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "noTokens", args: { note: seen.note } };
      const { marker, compared, jwt, kinds, marked } = seen.value;
      if (marker === null)
        return {
          criterion,
          outcome: "unmet",
          message: jwt ? "jwtOnly" : "none",
          args: { compared },
        };
      const met = {
        criterion,
        outcome: "met",
        message: "marker",
        args: { compared, marker },
      } as const;
      return marked.length < kinds.length
        ? [met, { criterion, outcome: "note", message: "partly", args: { marker } }]
        : met;
    },
  },
});
