import { check } from "../../../checks/authentication/phishing-resistant-mfa-required-critical/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { broken, factor } from "../trials.ts";

// Never met by a probe: which packages are critical does not show on a staging instance.
const c = "required";
checkTable(check, [
  ["no second factor at all", "secondFactor", found(factor()), [`${c}: unmet`]],
  [
    "WebAuthn offered",
    "secondFactor",
    found(factor({ methods: ["webauthn"], enrol: broken })),
    [`${c}: unknown`],
  ],
  ["no accounts", "secondFactor", absent, [`${c}: note`]],
]);
