import { check } from "../../../checks/authentication/mfa-required-all/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, bad, broken, denied, factor } from "../trials.ts";

const c = "required";
const asked = { publishWithout: denied, asksForFactor: true };
checkTable(check, [
  ["a password is enough", "secondFactor", found(factor()), [`${c}: unmet`]],
  [
    "refused without, allowed with",
    "secondFactor",
    found(factor({ ...asked, withCode: allowed })),
    [`${c}: met`],
  ],
  ["refused, no control", "secondFactor", found(factor(asked)), [`${c}: unknown`], /no account/],
  [
    "refused, control broken",
    "secondFactor",
    found(factor({ ...asked, withCode: broken })),
    [`${c}: unknown`],
  ],
  [
    "refused for another reason",
    "secondFactor",
    found(factor({ publishWithout: denied, withCode: allowed })),
    [`${c}: unknown`],
    /does not speak/,
  ],
  ["a 400", "secondFactor", found(factor({ publishWithout: bad })), [`${c}: unknown`]],
  ["no accounts", "secondFactor", absent, [`${c}: note`]],
]);
