import { check } from "../../../checks/authorization/secret-scanning/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, denied, revoked } from "../trials.ts";

checkTable(check, [
  [
    "a partner",
    "secretScanningPartner",
    found({ programme: "P", secretType: "t", notifiesProvider: true }),
    ["scanning-programme: met"],
  ],
  [
    "listed only",
    "secretScanningPartner",
    found({ programme: "P", secretType: "t", notifiesProvider: false }),
    ["scanning-programme: partial"],
  ],
  ["not listed", "secretScanningPartner", absent, ["scanning-programme: note"]],
  [
    "an endpoint",
    "secretReportEndpoint",
    found({ url: "https://registry.example/report" }),
    ["reporting-endpoint: met"],
  ],
  ["no endpoint", "secretReportEndpoint", absent, ["reporting-endpoint: note"]],
  [
    "revocation works",
    "revocation",
    found(revoked(denied)),
    ["auto-revocation: note"],
    /takes effect/,
  ],
  [
    "revocation does nothing",
    "revocation",
    found(revoked(allowed)),
    ["auto-revocation: note"],
    /still worked/,
  ],
  ["not tried", "revocation", absent, ["auto-revocation: note"]],
]);
