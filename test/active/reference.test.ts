import { describe, expect, it } from "vitest";
import type { Switches } from "../../fixtures/reference-registry/switches.ts";
import type { ActiveRun } from "../../src/core/active.ts";
import type { FactKey } from "../../src/core/facts.ts";
import { probeReference } from "./reference.ts";
import { verdictsOf } from "./verdicts.ts";

/** The verdict, the fact it rests on, and switch settings with what must come out under each. */
type Row = [verdict: string, fact: FactKey, settings: [Partial<Switches>, outcome: string][]];

const open = { login: null, basic: null, code: null };
const factor: Partial<Switches> = { totp: "offered", codeAtWrites: true };

const ROWS: Row[] = [
  [
    "authentication/email-verification verified-before-publish",
    "unverifiedPublish",
    [
      [{}, "unmet"],
      [{ verifiedEmail: true }, "met"],
      [{ verifiedEmail: true, checksAddress: true }, "met"],
      [{ factorRequired: true }, "unknown"],
      [{ faults: { publish: 500 } }, "unknown"],
      [{ faults: { publish: 400 } }, "unknown"],
      [{ faults: { register: 500 } }, "unknown"],
    ],
  ],
  [
    "authentication/leaked-credential-detection at-registration",
    "passwordRules",
    [
      [{}, "unmet"],
      [{ leakedAtRegistration: "refused", leakedAtChange: "refused" }, "met"],
      [{ leakedAtRegistration: "refused", passwordLength: 10 }, "partial"],
      [{ leakedAtRegistration: "refused", leakedAtChange: "refused", passwordLength: 12 }, "met"],
      [{ faults: { register: 500 } }, "unknown"],
      [{ faults: { register: 400 } }, "unknown"],
    ],
  ],
  [
    "authentication/leaked-credential-detection at-login",
    "passwordRules",
    [
      [{}, "unmet"],
      [{ leakedAtLogin: "noticed" }, "met"],
      [{ leakedAtLogin: "refused" }, "met"],
      [{ faults: { login: 500 } }, "none"],
    ],
  ],
  [
    "authentication/brute-force-prevention password-attempts",
    "loginGuessing",
    [
      [{}, "unmet"],
      [{ lockout: { ...open, login: 5, basic: 5 } }, "met"],
      [{ lockout: { ...open, login: 5, basic: 5 }, lockStatus: 423 }, "met"],
      [{ lockout: { ...open, login: 5, basic: 5 }, lockStatus: 403 }, "met"],
      [{ lockout: { ...open, login: 5 } }, "partial"],
      [{ lockout: { ...open, basic: 5 } }, "partial"],
      [{ faults: { whoami: 500, login: 500 } }, "unknown"],
      [{ faults: { whoami: 400, login: 400 } }, "unknown"],
    ],
  ],
  [
    "authentication/brute-force-prevention second-factor-attempts",
    "secondFactor",
    [
      [factor, "unmet"],
      [{ ...factor, lockout: { ...open, code: 5 } }, "met"],
      [{ ...factor, codeOnce: true, lockout: { ...open, code: 5 } }, "met"],
      [{ ...factor, faults: { publish: 500 } }, "unknown"],
      [{}, "unknown"],
    ],
  ],
  [
    "authentication/totp-mfa strong-factor",
    "secondFactor",
    [
      [{}, "unmet"],
      [{ totp: "said-absent" }, "unmet"],
      [{ totp: "offered" }, "unmet"],
      [factor, "met"],
      [{ ...factor, codeOnce: true }, "met"],
      [{ ...factor, ignoresFactorKind: true }, "met"],
      [{ webauthn: true }, "met"],
      [{ webLogin: "password" }, "unknown"],
      [{ faults: { profile: 500 } }, "unknown"],
      [{ faults: { profile: 400 } }, "unknown"],
    ],
  ],
  [
    "authentication/phishing-resistant-mfa offered",
    "secondFactor",
    [
      [{}, "unmet"],
      [{ ...factor, webauthn: true }, "met"],
      [{ webauthn: true }, "met"],
      [factor, "unknown"],
      [{ faults: { profile: 500 } }, "unknown"],
    ],
  ],
  [
    "authentication/passwordless offered",
    "secondFactor",
    [
      [{}, "unmet"],
      [{ webLogin: "passkey" }, "met"],
      [{ webLogin: "password" }, "unknown"],
      [{ faults: { "web-login": 500 } }, "unknown"],
      [{ faults: { "web-login": 400 } }, "unknown"],
    ],
  ],
  [
    "authentication/mfa-required-all required",
    "secondFactor",
    [
      [{}, "unmet"],
      [factor, "unmet"],
      [{ ...factor, factorRequired: true }, "met"],
      [{ factorRequired: true }, "unknown"],
      [{ verifiedEmail: true }, "unknown"],
      [{ faults: { publish: 500 } }, "unknown"],
    ],
  ],
  [
    "authorization/token-prefix prefix",
    "tokenShape",
    [
      [{}, "unmet"],
      [{ tokenForm: "jwt" }, "unmet"],
      [{ tokenForm: "prefixed" }, "met"],
      [{ faults: { register: 500 } }, "unknown"],
    ],
  ],
  [
    "authorization/package-scoped-tokens package-scope",
    "tokenRestrictions",
    [
      [{}, "unmet"],
      [{ packages: "refused" }, "unmet"],
      [{ packages: "enforced" }, "met"],
      [{ packages: "enforced", unknownTokenOptions: "refused" }, "met"],
      [{ faults: { tokens: 500 } }, "unknown"],
      [{ faults: { tokens: 400 } }, "unknown"],
      [{ faults: { publish: 500 } }, "unknown"],
    ],
  ],
  [
    "authorization/role-based-access-control",
    "ownershipRules",
    [
      [{}, "unmet"],
      [{ ownership: true, roles: "two" }, "met"],
      [{ ownership: true, roles: "one" }, "unknown"],
      [{ ownership: true, roles: "none" }, "unknown"],
      [{ faults: { publish: 500 } }, "unknown"],
      [{ ownership: true, roles: "two", faults: { remove: 500 } }, "unknown"],
    ],
  ],
  [
    "authorization/trusted-publishing",
    "identityExchange",
    [
      [{}, "unmet"],
      [{ exchange: "refuses" }, "met"],
      [{ exchange: "accepts" }, "unmet"],
      [{ faults: { exchange: 500 } }, "unknown"],
      [{ faults: { exchange: 400 } }, "unknown"],
    ],
  ],
  [
    "authorization/build-provenance",
    "provenanceUpload",
    [
      [{}, "unmet"],
      [{ provenance: "dropped" }, "unmet"],
      [{ provenance: "emptied" }, "unmet"],
      [{ provenance: "served" }, "met"],
      [{ provenance: "verified" }, "unknown"],
      [{ faults: { publish: 500 } }, "unknown"],
      [{ provenance: "served", faults: { attestations: 500 } }, "unknown"],
    ],
  ],
  [
    "general/unpublish-policy no-replacement",
    "immutability",
    [
      [{}, "unmet"],
      [{ immutable: true }, "unmet"],
      [{ reuse: false }, "unmet"],
      [{ immutable: true, reuse: false }, "met"],
      [{ immutable: true, removal: "refused" }, "met"],
      [{ faults: { publish: 500 } }, "unknown"],
      [{ immutable: true, faults: { remove: 500 } }, "unknown"],
    ],
  ],
  [
    "general/unpublish-policy no-reuse-after-deletion",
    "immutability",
    [
      [{}, "unmet"],
      [{ immutable: true, reuse: false }, "met"],
      [{ immutable: true, removal: "refused" }, "met"],
      [{ faults: { publish: 400 } }, "unknown"],
      [{ immutable: true, faults: { remove: 400 } }, "unknown"],
    ],
  ],
  [
    "general/typosquatting-prevention preventive-steps",
    "lookAlikes",
    [
      [{}, "unmet"],
      [{ similarity: true }, "met"],
      [{ ownedScopes: true }, "met"],
      [{ faults: { publish: 500 } }, "unknown"],
      [{ faults: { publish: 400 } }, "unknown"],
    ],
  ],
  [
    "general/malware-detection scanning",
    "malwareUpload",
    [
      // A later scan would not show, so taking it is no proof that nobody scans.
      [{}, "unknown"],
      [{ malware: "refused" }, "met"],
      [{ malware: "withdrawn" }, "met"],
      [{ malware: "refused", faults: { publish: 500 } }, "unknown"],
      [{ malware: "withdrawn", faults: { tarball: 500 } }, "unknown"],
    ],
  ],
];

const CASES = ROWS.flatMap(([verdict, fact, settings]) =>
  settings.map(([switches, outcome]) => ({
    name: `${verdict}: ${describeSwitches(switches)} => ${outcome}`,
    verdict,
    fact,
    switches,
    outcome,
  })),
);

function describeSwitches(switches: Partial<Switches>): string {
  return Object.keys(switches).length === 0 ? "nothing" : JSON.stringify(switches);
}

/** Several verdicts rest on one run. */
const runs = new Map<string, Promise<ActiveRun>>();

function probe(switches: Partial<Switches>, fact: FactKey): Promise<ActiveRun> {
  const key = `${fact} ${JSON.stringify(switches)}`;
  const run = runs.get(key) ?? probeReference(switches, [fact]);
  runs.set(key, run);
  return run;
}

describe.concurrent("each switch of the reference registry flips its verdict", () => {
  it.each(CASES.map((one) => [one.name, one] as const))("%s", async (_, one) => {
    const { verdict, fact, switches, outcome } = one;
    const run = await probe(switches, fact);
    const verdicts = verdictsOf(run);
    const [capability = "", criterion] = verdict.split(" ");
    const seen = verdicts[verdict] ?? verdicts[capability] ?? "none";
    expect(criterion === undefined ? verdicts : seen, JSON.stringify(run.facts)).toEqual(
      criterion === undefined ? { [verdict]: outcome } : outcome,
    );
    expect(run.stopped).toBeNull();
  });
});
