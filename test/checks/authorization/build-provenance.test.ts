import { check } from "../../../checks/authorization/build-provenance/check.ts";
import { absent, checkTable, found } from "../table.ts";

checkTable(check, [
  [
    "SLSA provenance",
    "provenance",
    found({
      items: [
        { subject: "a@1", predicateTypes: ["https://example.org/publish/v1"] },
        { subject: "b@1", predicateTypes: ["https://slsa.dev/provenance/v1"] },
      ],
    }),
    ["met"],
    /^b@1 /,
  ],
  [
    "attestations of another kind",
    "provenance",
    found({ items: [{ subject: "a@1", predicateTypes: ["https://example.org/publish/v1"] }] }),
    ["note"],
    /none of them build/,
  ],
  [
    "a predicate that only resembles",
    "provenance",
    found({
      items: [{ subject: "a@1", predicateTypes: ["https://slsa.dev.example.org/provenance/v1"] }],
    }),
    ["note"],
  ],
  ["an empty answer", "provenance", found({ items: [] }), []],
  ["none on the samples", "provenance", absent, ["note"], /does not show/],
]);
