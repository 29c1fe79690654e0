import { check } from "../../../checks/authentication/security-change-notifications/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { unverified } from "../trials.ts";

checkTable(check, [
  ["no address is kept", "unverifiedPublish", found(unverified()), ["note"], /may be no/],
  ["it is kept", "unverifiedPublish", found(unverified({ emailKept: "kept" })), ["note"]],
  ["not seen", "unverifiedPublish", found(unverified({ emailKept: "unseen" })), ["note"]],
  ["no accounts", "unverifiedPublish", absent, ["note"]],
]);
