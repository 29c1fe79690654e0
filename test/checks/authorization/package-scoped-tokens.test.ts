import { check } from "../../../checks/authorization/package-scoped-tokens/check.ts";
import { absent, checkTable, found } from "../table.ts";
import { allowed, bad, broken, denied, missing, tokens } from "../trials.ts";

const c = "package-scope";
const scoped = (effect: typeof allowed | null, control = allowed, accepted = allowed) =>
  ({ kind: "package", accepted, control, effect }) as const;
const readOnly = {
  kind: "read-only",
  accepted: allowed,
  control: allowed,
  effect: denied,
} as const;
checkTable(check, [
  [
    "accepted, not enforced",
    "tokenRestrictions",
    found(tokens({ restrictions: [readOnly, scoped(allowed)] })),
    [`${c}: unmet`, `${c}: note`],
    /too|read-only enforced/,
  ],
  [
    "not enforced, nonsense refused",
    "tokenRestrictions",
    found(tokens({ nonsense: bad, restrictions: [scoped(allowed)] })),
    [`${c}: unmet`],
  ],
  [
    "enforced",
    "tokenRestrictions",
    found(tokens({ restrictions: [scoped(denied)] })),
    [`${c}: met`],
  ],
  [
    "refused everything, also what it may",
    "tokenRestrictions",
    found(tokens({ restrictions: [scoped(denied, bad)] })),
    [`${c}: unknown`],
  ],
  [
    "a 400",
    "tokenRestrictions",
    found(tokens({ restrictions: [scoped(bad)] })),
    [`${c}: unknown`],
    /400/,
  ],
  [
    "the option is refused",
    "tokenRestrictions",
    found(tokens({ restrictions: [scoped(null, allowed, denied)] })),
    [`${c}: unmet`],
  ],
  [
    "not even an unlimited token works",
    "tokenRestrictions",
    found(tokens({ unrestricted: bad })),
    [`${c}: unknown`],
  ],
  [
    "no token endpoint",
    "tokenRestrictions",
    found(tokens({ unrestricted: missing })),
    [`${c}: unknown`],
  ],
  [
    "other limits",
    "tokenRestrictions",
    found(
      tokens({
        restrictions: [
          { ...readOnly, effect: allowed },
          { ...readOnly, kind: "address", effect: broken },
          { ...readOnly, kind: "expiry", accepted: bad },
        ],
      }),
    ),
    [`${c}: unknown`, `${c}: note`],
  ],
  ["no accounts", "tokenRestrictions", absent, [`${c}: note`]],
]);
