import { check } from "../../../checks/authentication/brute-force-prevention/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, broken, denied, factor, guessing } from "../trials.ts";

const c = "password-attempts";
const limited = guessing({
  tries: 5,
  processed: 4,
  limitedAt: 5,
  limited: { did: "unclear", status: 429, said: "Too many requests" },
  after: denied,
});
const open = guessing({ where: "Basic", headers: { limit: "1000" } });
const tried = (...endpoints: (typeof open)[]) => found({ endpoints, skipped: [] });
checkTable(check, [
  ["no limit anywhere", "loginGuessing", tried(open, guessing()), [`${c}: unmet`], /1000/],
  ["limited everywhere", "loginGuessing", tried(limited), [`${c}: met`], /429/],
  [
    "slowed down",
    "loginGuessing",
    tried(guessing({ firstMs: 100, lastMs: 4000 })),
    [`${c}: met`],
    /slowed/,
  ],
  ["a bypass", "loginGuessing", tried(open, limited), [`${c}: partial`], /goes round/],
  [
    "too few tries",
    "loginGuessing",
    tried(guessing({ tries: 3, processed: 3 })),
    [`${c}: unknown`],
  ],
  [
    "tries that were not worked on",
    "loginGuessing",
    tried(guessing({ processed: 9 })),
    [`${c}: unknown`],
  ],
  [
    "the right one fails afterwards",
    "loginGuessing",
    tried(guessing({ after: broken })),
    [`${c}: unknown`],
  ],
  [
    "the right one never worked",
    "loginGuessing",
    tried(guessing({ control: broken })),
    [`${c}: unknown`],
  ],
  [
    "limited here, undecided there",
    "loginGuessing",
    tried(limited, guessing({ after: broken })),
    [`${c}: unknown`],
  ],
  [
    "no endpoint",
    "loginGuessing",
    found({ endpoints: [], skipped: ["the log-in (409)"] }),
    [`${c}: unknown`],
    /409/,
  ],
  ["no accounts", "loginGuessing", absent, [`${c}: note`]],
  [
    "codes without a limit",
    "secondFactor",
    found(factor({ guessing: guessing({ where: "the second factor", control: allowed }) })),
    ["second-factor-attempts: unmet"],
  ],
  [
    "codes with a limit",
    "secondFactor",
    found(factor({ guessing: limited })),
    ["second-factor-attempts: met"],
  ],
  ["no codes", "secondFactor", found(factor()), ["second-factor-attempts: unknown"]],
  ["no accounts for codes", "secondFactor", absent, ["second-factor-attempts: note"]],
]);
