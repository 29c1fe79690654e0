import { check } from "../../../checks/general/unpublish-policy/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, bad, broken, denied, immutability } from "../trials.ts";

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
  [
    "removed, and back with other bytes, then by somebody else",
    "immutability",
    found(immutability()),
    ["no-replacement: unmet", "no-reuse-after-deletion: unmet"],
    /after/i,
  ],
  [
    "replaced in place",
    "immutability",
    found(
      immutability({
        contentAfter: "replaced",
        remove: denied,
        removed: false,
        contentRepublished: null,
        otherAccount: null,
      }),
    ),
    ["no-replacement: unmet", "no-reuse-after-deletion: met"],
  ],
  [
    "cannot be removed",
    "immutability",
    found(
      immutability({
        remove: denied,
        removed: false,
        republish: null,
        contentRepublished: null,
        otherAccount: null,
      }),
    ),
    ["no-replacement: met", "no-reuse-after-deletion: met"],
  ],
  [
    "removed, and nobody gets it back",
    "immutability",
    found(
      immutability({
        republish: denied,
        contentRepublished: "unseen",
        otherAccount: denied,
        otherControl: allowed,
      }),
    ),
    ["no-replacement: met", "no-reuse-after-deletion: met"],
  ],
  [
    "the other account may publish nothing",
    "immutability",
    found(
      immutability({
        republish: denied,
        contentRepublished: "unseen",
        otherAccount: denied,
        otherControl: denied,
      }),
    ),
    ["no-replacement: met", "no-reuse-after-deletion: unknown"],
  ],
  [
    "removing gave a 400",
    "immutability",
    found(
      immutability({
        remove: bad,
        removed: false,
        republish: null,
        contentRepublished: null,
        otherAccount: null,
      }),
    ),
    ["no-replacement: unknown", "no-reuse-after-deletion: unknown"],
  ],
  [
    "the server broke half-way",
    "immutability",
    found(
      immutability({
        otherBytes: broken,
        contentAfter: "unseen",
        remove: broken,
        removed: false,
        republish: null,
        contentRepublished: null,
        otherAccount: null,
      }),
    ),
    ["no-replacement: unknown", "no-reuse-after-deletion: unknown"],
  ],
  [
    "nothing could be published",
    "immutability",
    found(
      immutability({
        control: denied,
        remove: denied,
        removed: false,
        republish: null,
        contentRepublished: null,
        otherAccount: null,
      }),
    ),
    ["no-replacement: unknown", "no-reuse-after-deletion: unknown"],
  ],
  ["not tried", "immutability", absent, ["note"]],
]);
