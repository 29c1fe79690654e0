import { check } from "../../../checks/authentication/leaked-credential-detection/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, bad, broken, denied, passwords } from "../trials.ts";

const refused = [{ shape: "8 characters", register: denied }];
const change = { control: allowed, leaked: allowed, short: null };
checkTable(check, [
  ["taken", "passwordRules", found(passwords()), ["at-registration: unmet"], /8 characters/],
  [
    "refused",
    "passwordRules",
    found(passwords({ leaked: refused })),
    ["at-registration: met"],
    /403/,
  ],
  [
    "one of two taken",
    "passwordRules",
    found(passwords({ leaked: [...refused, { shape: "8", register: allowed }] })),
    ["at-registration: unmet"],
  ],
  [
    "refused at registration, taken at a change",
    "passwordRules",
    found(passwords({ leaked: refused, change })),
    ["at-registration: partial"],
  ],
  [
    "refused, and the control too",
    "passwordRules",
    found(passwords({ leaked: refused, control: bad })),
    ["at-registration: unknown"],
  ],
  [
    "a 500",
    "passwordRules",
    found(passwords({ leaked: [{ shape: "8", register: broken }] })),
    ["at-registration: unknown"],
    /500/,
  ],
  [
    "nothing tried",
    "passwordRules",
    found(passwords({ leaked: [] })),
    ["at-registration: unknown"],
  ],
  [
    "a log-in as usual",
    "passwordRules",
    found(passwords({ login: { trial: allowed, notice: false } })),
    ["at-registration: unmet", "at-login: unmet"],
  ],
  [
    "a log-in with a notice",
    "passwordRules",
    found(passwords({ login: { trial: allowed, notice: true } })),
    ["at-registration: unmet", "at-login: met"],
  ],
  [
    "a log-in that broke",
    "passwordRules",
    found(passwords({ login: { trial: broken, notice: false } })),
    ["at-registration: unmet"],
  ],
  [
    "short, and echoed",
    "passwordRules",
    found(passwords({ short: [{ length: 5, register: allowed }], echoesPassword: true })),
    ["at-registration: unmet", "note", "note"],
  ],
  ["no accounts", "passwordRules", absent, ["note"]],
]);
