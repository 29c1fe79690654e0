import { check } from "../../../checks/authentication/phishing-resistant-mfa/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, broken, factor } from "../trials.ts";

const c = "offered";
checkTable(check, [
  ["none", "secondFactor", found(factor()), [`${c}: unmet`]],
  ["WebAuthn", "secondFactor", found(factor({ methods: ["webauthn"] })), [`${c}: met`]],
  ["a web log-in", "secondFactor", found(factor({ webLogin: allowed })), [`${c}: unknown`]],
  ["the server broke", "secondFactor", found(factor({ enrol: broken })), [`${c}: unknown`]],
  ["no accounts", "secondFactor", absent, [`${c}: note`]],
]);
