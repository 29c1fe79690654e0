import { check } from "../../../checks/authentication/totp-mfa/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, broken, denied, factor, missing } from "../trials.ts";

const c = "strong-factor";
checkTable(check, [
  ["none offered", "secondFactor", found(factor()), [`${c}: unmet`], /404/],
  [
    "TOTP, asked for",
    "secondFactor",
    found(factor({ enrol: allowed, methods: ["totp"], withoutCode: denied, withCode: allowed })),
    [`${c}: met`],
  ],
  [
    "TOTP, accepted but never asked for",
    "secondFactor",
    found(factor({ enrol: allowed, methods: ["totp"], withoutCode: allowed, withCode: allowed })),
    [`${c}: unmet`],
    /without a code/,
  ],
  [
    "TOTP, and nothing can be published with it",
    "secondFactor",
    found(factor({ enrol: allowed, methods: ["totp"], withoutCode: denied, withCode: broken })),
    [`${c}: unknown`],
  ],
  ["WebAuthn", "secondFactor", found(factor({ methods: ["webauthn"] })), [`${c}: met`]],
  [
    "a web log-in may have it",
    "secondFactor",
    found(factor({ webLogin: allowed })),
    [`${c}: unknown`],
  ],
  [
    "the server broke",
    "secondFactor",
    found(factor({ enrol: broken, webLogin: missing })),
    [`${c}: unknown`],
  ],
  ["no accounts", "secondFactor", absent, [`${c}: note`]],
]);
