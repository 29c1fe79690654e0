import { check } from "../../../checks/authorization/role-based-access-control/check.ts";
import { absent, checkTable, found } from "../table.ts";

checkTable(check, [
  [
    "two roles",
    "packageRoles",
    found({ roles: ["Owner", "Maintainer", "Owner"], sampled: 3 }),
    ["met"],
    /2 different roles: Owner, Maintainer/,
  ],
  ["one role, often", "packageRoles", found({ roles: ["Owner", "Owner"], sampled: 2 }), ["note"]],
  ["nothing public", "packageRoles", absent, ["note"]],
]);
