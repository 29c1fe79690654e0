import { check } from "../../../checks/authentication/email-verification/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, bad, broken, denied, unverified } from "../trials.ts";

const c = "verified-before-publish";
const refused = { publish: denied, namesAddress: true };
checkTable(check, [
  ["it published", "unverifiedPublish", found(unverified()), [`${c}: unmet`]],
  [
    "refused for its address, the profile's account is not",
    "unverifiedPublish",
    found(unverified({ ...refused, control: allowed })),
    [`${c}: met`],
    /403/,
  ],
  [
    "refused for another reason",
    "unverifiedPublish",
    found(unverified({ publish: denied, control: allowed })),
    [`${c}: unknown`],
  ],
  [
    "refused, and so is the control",
    "unverifiedPublish",
    found(unverified({ ...refused, control: broken })),
    [`${c}: unknown`],
    /no other account/,
  ],
  [
    "refused without a control",
    "unverifiedPublish",
    found(unverified({ ...refused })),
    [`${c}: unknown`],
  ],
  ["a 400", "unverifiedPublish", found(unverified({ publish: bad })), [`${c}: unknown`], /400/],
  ["a 500", "unverifiedPublish", found(unverified({ publish: broken })), [`${c}: unknown`]],
  [
    "no account",
    "unverifiedPublish",
    found(unverified({ impossibleAddress: denied, plausibleAddress: bad, publish: null })),
    [`${c}: unknown`],
    /could be made/,
  ],
  ["no accounts at all", "unverifiedPublish", absent, [`${c}: note`]],
]);
