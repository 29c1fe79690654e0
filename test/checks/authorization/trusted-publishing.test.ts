import { check } from "../../../checks/authorization/trusted-publishing/check.ts";
import { absent, checkTable, found } from "../table.ts";

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
]);
