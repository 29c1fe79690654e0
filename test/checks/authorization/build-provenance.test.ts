import { check } from "../../../checks/authorization/build-provenance/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, attested, bad, broken, silent } from "../trials.ts";

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
  [
    "attached and served",
    "provenanceUpload",
    found(attested({ publish: allowed, served: allowed })),
    ["met"],
  ],
  [
    "silently dropped",
    "provenanceUpload",
    found(attested({ publish: allowed })),
    ["unmet"],
    /not served/,
  ],
  ["refused, and nowhere to serve it", "provenanceUpload", found(attested()), ["unmet"], /400/],
  [
    "refused for its signature",
    "provenanceUpload",
    found(attested({ namesProvenance: true })),
    ["unknown"],
    /looks at it/,
  ],
  [
    "refused, but there is an endpoint",
    "provenanceUpload",
    found(attested({ served: broken })),
    ["unknown"],
  ],
  [
    "refused, and the control too",
    "provenanceUpload",
    found(attested({ control: bad })),
    ["unknown"],
  ],
  ["a 500", "provenanceUpload", found(attested({ publish: broken })), ["unknown"]],
  ["no answer", "provenanceUpload", found(attested({ publish: silent })), ["unknown"]],
  [
    "taken, serving broke",
    "provenanceUpload",
    found(attested({ publish: allowed, served: broken })),
    ["unknown"],
  ],
  ["not tried", "provenanceUpload", absent, ["note"]],
]);
