import type { PasswordRules } from "../../../src/core/active-facts.ts";
import { type Check, defineCheck } from "../../../src/core/check.ts";
import { answerOf } from "../../../src/core/trial.ts";

export const check: Check = defineCheck({
  id: "authentication/leaked-credential-detection",
  messages: {
    taken: "A password from every breach list was taken at registration ({shape}).",
    refused:
      "Leaked passwords were refused at registration ({answer}), a random one of the same shape was not.",
    changed: "A change to a leaked password was accepted, though registration refuses them.",
    undecided: "Whether leaked passwords are refused could not be judged ({answer}).",
    noticed: "Logging in with a leaked password is noticed ({answer}).",
    silent: "An account with a leaked password logged in as if nothing were wrong.",
    short: "A password of {length} characters was taken.",
    echo: "The answer to a registration repeats the password in clear.",
    notAsked: "Passwords could not be tried: {note}",
  },
  observe: {
    passwordRules(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "notAsked", args: { note: seen.note } };
      return [registration(seen.value), ...login(seen.value), ...notes(seen.value)];
    },
  },
});

function registration({ leaked, control, change }: PasswordRules) {
  const criterion = "at-registration";
  const taken = leaked.find(({ register }) => register.did === "allowed");
  if (taken)
    return { criterion, outcome: "unmet", message: "taken", args: { shape: taken.shape } } as const;
  const denied = leaked.length > 0 && leaked.every(({ register }) => register.did === "denied");
  const args = { answer: answerOf(leaked[0]?.register ?? control) };
  if (!denied || control.did !== "allowed")
    return { criterion, outcome: "unknown", message: "undecided", args } as const;
  return change?.leaked?.did === "allowed"
    ? ({ criterion, outcome: "partial", message: "changed" } as const)
    : ({ criterion, outcome: "met", message: "refused", args } as const);
}

function login({ login: tried }: PasswordRules) {
  const criterion = "at-login";
  if (!tried) return [];
  const args = { answer: answerOf(tried.trial) };
  if (tried.notice || tried.trial.did === "denied")
    return [{ criterion, outcome: "met", message: "noticed", args } as const];
  if (tried.trial.did !== "allowed") return [];
  return [{ criterion, outcome: "unmet", message: "silent" } as const];
}

function notes({ short, echoesPassword }: PasswordRules) {
  const shortest = short.find(({ register }) => register.did === "allowed");
  const length = { length: shortest?.length ?? 0 };
  return [
    ...(shortest ? [{ outcome: "note", message: "short", args: length } as const] : []),
    ...(echoesPassword ? [{ outcome: "note", message: "echo" } as const] : []),
  ];
}
