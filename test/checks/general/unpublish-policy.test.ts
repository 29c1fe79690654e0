import { check } from "../../../checks/general/unpublish-policy/check.ts";
import { absent, checkTable, found } from "../table.ts";

checkTable(check, [
  [
    "a signed checksum log",
    "checksumLog",
    found({ subject: "a@v1", signed: true }),
    ["no-replacement: met", "no-reuse-after-deletion: met"],
  ],
  ["an unsigned log", "checksumLog", found({ subject: "a@v1", signed: false }), ["note"]],
  ["no log", "checksumLog", absent, ["note"]],
  [
    "traces",
    "tombstones",
    found({ examples: ["a@1"], sampled: 1 }),
    ["no-reuse-after-deletion: note"],
  ],
  ["no traces", "tombstones", absent, ["no-reuse-after-deletion: note"]],
  [
    "signatures",
    "registrySignatures",
    found({ keys: 1, expiredKeys: 0, checked: [{ subject: "a@1", verified: true }] }),
    ["no-replacement: note"],
  ],
  [
    "a signature that does not verify",
    "registrySignatures",
    found({ keys: 1, expiredKeys: 0, checked: [{ subject: "a@1", verified: false }] }),
    ["no-replacement: note"],
    /a@1 does not verify/,
  ],
  ["no signatures", "registrySignatures", absent, ["no-replacement: note"]],
]);
