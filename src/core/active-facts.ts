import type { Trial } from "./active.ts";

/**
 * What an active audit of a staging instance shows. Raw observations with their controls; checks judge them. Null means
 * that a step was not taken because one before it did not allow it.
 */

/** Publishing from an account whose email address cannot have been confirmed. */
export interface UnverifiedPublish {
  /** Registering with an address under `.invalid`, to which no mail can go (RFC 2606). */
  impossibleAddress: Trial;
  /** Registering with a well-formed address in a reserved domain, where the other was refused. */
  plausibleAddress: Trial | null;
  /** Publishing with the token that came back. */
  publish: Trial | null;
  /** The refusal speaks of the address: a new account may be refused for other reasons. */
  namesAddress: boolean;
  /** Control, where that was not allowed: the profile's own account publishes. */
  control: Trial | null;
  /** Does the account's profile show the address that it was given? */
  emailKept: "kept" | "dropped" | "unseen";
}

/** Which passwords are taken. */
export interface PasswordRules {
  /** A random password with the length and classes of the leaked ones. */
  control: Trial;
  leaked: { shape: string; register: Trial }[];
  /** The shortest ones, shortest first. */
  short: { length: number; register: Trial }[];
  /** Changing to a leaked and to a short one, after changing to a random one. */
  change: { control: Trial; leaked: Trial | null; short: Trial | null } | null;
  /** Logging in with a leaked password that was taken; `notice`: the answer speaks of it. */
  login: { trial: Trial; notice: boolean } | null;
  /** The answer repeats the password in clear. */
  echoesPassword: boolean;
}

/** Wrong secrets in a row at one endpoint, between two right ones. */
export interface Guessing {
  /** `PUT /-/user`, `Basic GET /-/whoami`. */
  where: string;
  /** The right secret, before. Unless it is allowed, the rest says nothing. */
  control: Trial;
  /** Wrong tries that were sent. */
  tries: number;
  /** How many of them the server worked on: it said wrong, not "later" or "locked". */
  processed: number;
  /** The try at which it first said "later" or "locked", counted from 1. */
  limitedAt: number | null;
  limited: Trial | null;
  /** Milliseconds, medians of the first and the last quarter of the tries. */
  firstMs: number;
  lastMs: number;
  /** The right secret, afterwards. */
  after: Trial;
  /** Rate-limit headers as the last answer had them, and `Retry-After` of the first refusal. */
  headers: { limit?: string; remaining?: string; retryAfter?: string };
}

export interface LoginGuessing {
  endpoints: Guessing[];
  /** What could not be tried, and why. */
  skipped: string[];
}

/** Second factors and other ways to sign in. */
export interface SecondFactor {
  /** Asking to enrol a TOTP factor with the right password. */
  enrol: Trial;
  /** `totp`: a secret came back, and the codes it gives were confirmed. `webauthn`: creation options came back. */
  methods: ("totp" | "webauthn")[];
  /** With the factor on: publishing without a code, and with the right one. */
  withoutCode: Trial | null;
  withCode: Trial | null;
  /** Wrong codes in a row. */
  guessing: Guessing | null;
  /** `POST /-/v1/login`. */
  webLogin: Trial;
  /** The web login's own answer asks for a passkey (WebAuthn request options without a password). */
  passkeyLogin: boolean;
  /** Publishing from an account without a second factor. */
  publishWithout: Trial;
  /** That refusal speaks of a second factor. */
  asksForFactor: boolean;
}

/** Does what was revoked still work? Each effect has its control: the token worked before. */
export interface Revocation {
  logout: { request: Trial; control: Trial; after: Trial } | null;
  token: { request: Trial; control: Trial; after: Trial } | null;
  passwordChange: { request: Trial; control: Trial; after: Trial } | null;
}

/** What tokens of different accounts have in common. The tokens themselves are never kept. */
export interface TokenShape {
  compared: number;
  kinds: ("session" | "api")[];
  /** Marker that all share and that is neither the head of a JWT nor part of a name. */
  marker: string | null;
  /** Kinds of token that have the marker; fewer than `kinds` when only some do. */
  marked: ("session" | "api")[];
  jwt: boolean;
  lengths: number[];
}

export interface Restriction {
  kind: "read-only" | "address" | "expiry" | "package";
  /** Creating the token with it. */
  accepted: Trial;
  /** What it must still allow. */
  control: Trial | null;
  /** What it must refuse. */
  effect: Trial | null;
}

export interface TokenRestrictions {
  /** A token with an option that nobody has: where it is accepted, acceptance means nothing. */
  nonsense: Trial;
  /** A token without limits publishes. */
  unrestricted: Trial;
  restrictions: Restriction[];
}

/** Who may do what to a package that somebody else made. */
export interface OwnershipRules {
  /** The owner publishes a further version. */
  control: Trial;
  /** Somebody without rights publishes one. */
  outsiderPublish: Trial;
  /** The owner gives the second account rights. */
  addMaintainer: Trial | null;
  /** With them it publishes, and tries to hand out rights itself. */
  maintainerPublish: Trial | null;
  maintainerManages: Trial | null;
}

/** Can what was published change? */
export interface Immutability {
  control: Trial;
  sameBytes: Trial;
  otherBytes: Trial;
  /** What is served under that version after both. */
  contentAfter: "unchanged" | "replaced" | "unseen";
  /** The owner removes the version, or the package. */
  remove: Trial;
  removed: boolean;
  /** The owner publishes it again with other bytes, and what is served then. */
  republish: Trial | null;
  contentRepublished: "unchanged" | "replaced" | "unseen" | null;
  /** After another removal, somebody else publishes it. */
  otherAccount: Trial | null;
  /** Control, where that was refused: the same account publishes a name of its own. */
  otherControl: Trial | null;
}

/** New names that are meant to be mistaken for one that exists. */
export interface LookAlikes {
  seed: string;
  /** An unrelated new name by the same account. */
  control: Trial;
  names: { how: "separator" | "order" | "digit" | "case" | "letter"; publish: Trial }[];
  /** The first account's scope: it publishes there, then the second does; where that is refused, in one of its own. */
  scope: { control: Trial; squat: Trial | null; own: Trial | null } | null;
}

/** The EICAR test file, which every scanner knows and which harms nothing. */
export interface MalwareUpload {
  control: Trial;
  publish: Trial;
  /** Fetched again after so many seconds. */
  served: Trial | null;
  /** Control: the clean one, fetched then. */
  servedControl: Trial | null;
  seconds: number;
}

/** Build provenance attached to a release. */
export interface ProvenanceUpload {
  control: Trial;
  /** The same with a bundle of the documented form, signed by nobody. */
  publish: Trial;
  /** The refusal speaks of provenance or its signature: the server looks at it. */
  namesProvenance: boolean;
  /** Where consumers would get it, against a random path. */
  served: Trial;
}

/** The endpoint that exchanges a CI identity for a token. */
export interface IdentityExchange {
  /** A made-up identity, against a random path of the same shape. */
  exchange: Trial;
  /** The refusal has the documented form. */
  documented: boolean;
}
