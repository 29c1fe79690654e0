import { check } from "../../../checks/authorization/role-based-access-control/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, bad, broken, denied, ownership } from "../trials.ts";

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
  ["an outsider publishes", "ownershipRules", found(ownership()), ["unmet"]],
  [
    "maintainers publish and may not manage",
    "ownershipRules",
    found(
      ownership({
        outsiderPublish: denied,
        addMaintainer: allowed,
        maintainerPublish: allowed,
        maintainerManages: denied,
      }),
    ),
    ["met"],
  ],
  [
    "maintainers may do everything",
    "ownershipRules",
    found(
      ownership({
        outsiderPublish: denied,
        addMaintainer: allowed,
        maintainerPublish: allowed,
        maintainerManages: allowed,
      }),
    ),
    ["unknown"],
  ],
  [
    "a refusal without its control",
    "ownershipRules",
    found(
      ownership({ outsiderPublish: denied, maintainerPublish: broken, maintainerManages: denied }),
    ),
    ["unknown"],
  ],
  [
    "owner only",
    "ownershipRules",
    found(ownership({ outsiderPublish: denied })),
    ["unknown"],
    /403/,
  ],
  ["a 400", "ownershipRules", found(ownership({ outsiderPublish: bad })), ["unknown"]],
  [
    "the owner cannot publish",
    "ownershipRules",
    found(ownership({ control: bad, outsiderPublish: denied })),
    ["unknown"],
  ],
  ["no accounts", "ownershipRules", absent, ["note"]],
]);
