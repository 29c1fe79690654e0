import { check } from "../../../checks/authentication/passwordless/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, broken, factor } from "../trials.ts";

const c = "offered";
checkTable(check, [
  ["passwords only", "secondFactor", found(factor()), [`${c}: unmet`]],
  [
    "any passkey",
    "secondFactor",
    found(factor({ webLogin: allowed, passkeyLogin: true })),
    [`${c}: met`],
  ],
  ["a web log-in", "secondFactor", found(factor({ webLogin: allowed })), [`${c}: unknown`]],
  ["the server broke", "secondFactor", found(factor({ webLogin: broken })), [`${c}: unknown`]],
  ["no accounts", "secondFactor", absent, [`${c}: note`]],
]);
