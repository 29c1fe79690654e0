import { check } from "../../../checks/authentication/mfa-required-critical/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, broken, denied, factor } from "../trials.ts";

const c = "required";
checkTable(check, [
  ["no second factor at all", "secondFactor", found(factor()), [`${c}: unmet`]],
  [
    "required of all",
    "secondFactor",
    found(factor({ publishWithout: denied, asksForFactor: true, withCode: allowed })),
    [`${c}: met`],
  ],
  [
    "offered, not required of a new account",
    "secondFactor",
    found(factor({ enrol: allowed, methods: ["totp"] })),
    [`${c}: unknown`],
  ],
  ["the server broke", "secondFactor", found(factor({ enrol: broken })), [`${c}: unknown`]],
  ["no accounts", "secondFactor", absent, [`${c}: note`]],
]);
