import { check } from "../../../checks/authorization/token-prefix/check.ts";
import { absent, checkTable, found } from "../table.ts";

const kinds: ("session" | "api")[] = ["session", "api"];
const shape = { compared: 4, kinds, marker: null, marked: [], jwt: false, lengths: [40] };
checkTable(check, [
  ["nothing in common", "tokenShape", found(shape), ["prefix: unmet"]],
  ["only a JWT's head", "tokenShape", found({ ...shape, jwt: true }), ["prefix: unmet"], /JWT/],
  [
    "a marker",
    "tokenShape",
    found({ ...shape, marker: "reg_", marked: kinds }),
    ["prefix: met"],
    /reg_/,
  ],
  [
    "a marker on API tokens only",
    "tokenShape",
    found({ ...shape, marker: "reg_", marked: kinds.slice(1) }),
    ["prefix: met", "prefix: note"],
  ],
  ["no tokens", "tokenShape", absent, ["prefix: note"]],
]);
