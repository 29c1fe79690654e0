import type { Trial } from "../../src/core/active.ts";
import type {
  Guessing,
  Immutability,
  LookAlikes,
  MalwareUpload,
  OwnershipRules,
  PasswordRules,
  ProvenanceUpload,
  Revocation,
  SecondFactor,
  TokenRestrictions,
  UnverifiedPublish,
} from "../../src/core/active-facts.ts";

export const allowed: Trial = { did: "allowed", status: 201, said: "" };
export const denied: Trial = { did: "denied", status: 403, said: "forbidden" };
export const missing: Trial = { did: "absent", status: 404, said: "not found" };
export const broken: Trial = { did: "unclear", status: 500, said: "" };
export const bad: Trial = { did: "unclear", status: 400, said: "bad request" };
export const silent: Trial = { did: "unclear", status: null, said: "timeout" };

export function guessing(part: Partial<Guessing> = {}): Guessing {
  return {
    where: "the log-in",
    control: allowed,
    tries: 20,
    processed: 20,
    limitedAt: null,
    limited: null,
    firstMs: 100,
    lastMs: 100,
    after: allowed,
    headers: {},
    ...part,
  };
}

/** Values of a server that enforces nothing; each part changes what a row is about. */
export function unverified(part: Partial<UnverifiedPublish> = {}): UnverifiedPublish {
  return {
    impossibleAddress: allowed,
    plausibleAddress: null,
    publish: allowed,
    namesAddress: false,
    control: null,
    emailKept: "dropped",
    ...part,
  };
}

export function factor(part: Partial<SecondFactor> = {}): SecondFactor {
  return {
    enrol: missing,
    methods: [],
    withoutCode: null,
    withCode: null,
    guessing: null,
    webLogin: missing,
    passkeyLogin: false,
    publishWithout: allowed,
    asksForFactor: false,
    ...part,
  };
}

export function passwords(part: Partial<PasswordRules> = {}): PasswordRules {
  return {
    control: allowed,
    leaked: [{ shape: "8 characters", register: allowed }],
    short: [],
    change: null,
    login: null,
    echoesPassword: false,
    ...part,
  };
}

export function tokens(part: Partial<TokenRestrictions> = {}): TokenRestrictions {
  return { nonsense: allowed, unrestricted: allowed, restrictions: [], ...part };
}

export function ownership(part: Partial<OwnershipRules> = {}): OwnershipRules {
  return {
    control: allowed,
    outsiderPublish: allowed,
    addMaintainer: null,
    maintainerPublish: null,
    maintainerManages: null,
    ...part,
  };
}

export function immutability(part: Partial<Immutability> = {}): Immutability {
  return {
    control: allowed,
    sameBytes: denied,
    otherBytes: denied,
    contentAfter: "unchanged",
    remove: allowed,
    removed: true,
    republish: allowed,
    contentRepublished: "replaced",
    otherAccount: allowed,
    otherControl: null,
    ...part,
  };
}

export function names(part: Partial<LookAlikes> = {}): LookAlikes {
  const kinds = ["separator", "order", "digit", "letter", "case"] as const;
  return {
    seed: "lodash",
    control: allowed,
    names: kinds.map((how) => ({ how, publish: allowed })),
    scope: { control: allowed, squat: allowed, own: null },
    ...part,
  };
}

export function upload(part: Partial<MalwareUpload> = {}): MalwareUpload {
  return {
    control: allowed,
    publish: allowed,
    served: allowed,
    servedControl: allowed,
    seconds: 3,
    ...part,
  };
}

export function attested(part: Partial<ProvenanceUpload> = {}): ProvenanceUpload {
  return { control: allowed, publish: bad, namesProvenance: false, served: missing, ...part };
}

export function revoked(after: Trial): Revocation {
  const turn = { request: allowed, control: allowed, after };
  return { logout: turn, token: turn, passwordChange: null };
}
