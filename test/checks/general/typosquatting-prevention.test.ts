import { check } from "../../../checks/general/typosquatting-prevention/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, bad, broken, denied, names } from "../trials.ts";

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
  ["all taken", "lookAlikes", found(names()), ["unmet"], /5 look-alikes/],
  [
    "all but the capitals taken",
    "lookAlikes",
    found(
      names({
        names: names().names.map((one) => (one.how === "case" ? { ...one, publish: bad } : one)),
      }),
    ),
    ["unmet"],
    /4 look-alikes/,
  ],
  [
    "one refused",
    "lookAlikes",
    found(names({ names: [{ how: "digit", publish: denied }] })),
    ["met"],
    /digit/,
  ],
  [
    "the scope is owned",
    "lookAlikes",
    found(names({ scope: { control: allowed, squat: denied, own: allowed } })),
    ["met"],
    /scope/,
  ],
  [
    "no scope is open to the second account",
    "lookAlikes",
    found(names({ scope: { control: allowed, squat: denied, own: denied } })),
    ["unknown"],
  ],
  [
    "a 400 for all",
    "lookAlikes",
    found(names({ names: [{ how: "digit", publish: bad }] })),
    ["unknown"],
  ],
  [
    "the control is refused",
    "lookAlikes",
    found(names({ control: denied, names: [{ how: "digit", publish: denied }] })),
    ["unknown"],
  ],
  [
    "the scope broke",
    "lookAlikes",
    found(names({ scope: { control: allowed, squat: broken, own: null } })),
    ["unknown"],
  ],
  ["not tried", "lookAlikes", absent, ["note"]],
]);
