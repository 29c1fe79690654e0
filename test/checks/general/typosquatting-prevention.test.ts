import { check } from "../../../checks/general/typosquatting-prevention/check.ts";
import { absent, checkTable, found } from "../table.ts";

checkTable(check, [
  [
    "owned namespaces",
    "namespaces",
    found({ kind: "domain", example: "example.org/a", enforced: true }),
    ["met"],
  ],
  [
    "namespaces",
    "namespaces",
    found({ kind: "scope", example: "@a/b", enforced: false }),
    ["note"],
  ],
  ["no namespaces", "namespaces", absent, ["note"]],
  ["one name", "nameNormalization", found({ asked: "A.b", canonical: "a-b" }), ["note"]],
  ["names apart", "nameNormalization", absent, ["note"]],
]);
