import { check } from "../../../checks/authorization/trusted-publishing/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, bad, broken, denied, missing } from "../trials.ts";

checkTable(check, [
  [
    "a release",
    "trustedPublishing",
    found({ releases: [{ subject: "a@1", provider: "github" }] }),
    ["met"],
    /github/,
  ],
  [
    "an audience",
    "trustedPublishing",
    found({ releases: [], audience: "registry" }),
    ["met"],
    /registry/,
  ],
  ["switched off", "trustedPublishing", found({ releases: [], enabled: false }), ["unmet"]],
  ["an empty answer", "trustedPublishing", found({ releases: [] }), ["note"]],
  ["none on the samples", "trustedPublishing", absent, ["note"], /does not show/],
  [
    "no endpoint",
    "identityExchange",
    found({ exchange: missing, documented: false }),
    ["unmet"],
    /404/,
  ],
  [
    "refuses a made-up identity",
    "identityExchange",
    found({ exchange: denied, documented: true }),
    ["met"],
  ],
  [
    "refuses it with a 400",
    "identityExchange",
    found({ exchange: bad, documented: true }),
    ["met"],
  ],
  [
    "takes a made-up identity",
    "identityExchange",
    found({ exchange: allowed, documented: false }),
    ["unmet"],
    /nobody issued/,
  ],
  [
    "a 401 about something else",
    "identityExchange",
    found({ exchange: denied, documented: false }),
    ["unknown"],
  ],
  ["a 500", "identityExchange", found({ exchange: broken, documented: false }), ["unknown"]],
  ["not tried", "identityExchange", absent, ["note"]],
]);
