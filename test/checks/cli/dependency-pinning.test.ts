import { check } from "../../../checks/cli/dependency-pinning/check.ts";
import { absent, checkTable, found } from "../table.ts";

checkTable(check, [
  [
    "digests",
    "fileDigests",
    found({ algorithms: ["sha512"], sampled: 3, missing: 0 }),
    ["hash: note"],
    /sha512/,
  ],
  [
    "some missing",
    "fileDigests",
    found({ algorithms: ["sha512"], sampled: 3, missing: 1 }),
    ["hash: note"],
    /^1 of the 3/,
  ],
  [
    "all missing",
    "fileDigests",
    found({ algorithms: [], sampled: 3, missing: 3 }),
    ["hash: note"],
    /^3 of the 3/,
  ],
  ["none served", "fileDigests", absent, ["hash: note"]],
]);
