import { check } from "../../../checks/general/transparency-log/check.ts";
import { absent, checkTable, found } from "../table.ts";

checkTable(check, [
  [
    "a changes feed",
    "eventLog",
    found({
      kind: "changes-feed" as const,
      url: "https://registry.example/_changes",
      signed: false,
    }),
    ["met"],
    /not signed/,
  ],
  [
    "a signed tree",
    "eventLog",
    found({
      kind: "signed-tree" as const,
      url: "https://registry.example/latest",
      position: 7,
      signed: true,
    }),
    ["met"],
    /^A signed append-only tree/,
  ],
  ["none", "eventLog", absent, ["unmet"], /like any unknown path/],
]);
