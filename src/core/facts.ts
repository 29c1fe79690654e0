import type {
  IdentityExchange,
  Immutability,
  LoginGuessing,
  LookAlikes,
  MalwareUpload,
  OwnershipRules,
  PasswordRules,
  ProvenanceUpload,
  Revocation,
  SecondFactor,
  TokenRestrictions,
  TokenShape,
  UnverifiedPublish,
} from "./active-facts.ts";
import type {
  ClientPinning,
  ClientReachability,
  ClientRemediation,
  ClientSbom,
  ClientWarnings,
} from "./client-facts.ts";
import type { Method, UnknownCode } from "./outcome.ts";

/**
 * What can be gathered about a registry or client, by key. Adapters and drivers fill these, checks read them, and
 * neither knows the other. Plugins add keys by declaration merging:
 * `declare module "registry-assay" { interface Facts { myFact: MyFact } }`.
 */
export interface Facts {
  /** RFC 9116 file. Absent: the host answered, and has none. */
  securityTxt: {
    contacts: string[];
    policies: string[];
    /** ISO date, as written in the file. */
    expires?: string;
    expired: boolean;
  };
  /** Build provenance that the registry serves for released packages. */
  provenance: { items: { subject: string; predicateTypes: string[] }[] };
  /** Releases that a CI identity published without a long-lived token, or the endpoint that exchanges tokens. */
  trustedPublishing: {
    releases: { subject: string; provider: string }[];
    audience?: string;
    /** The server knows the feature and says that it is switched off. */
    enabled?: false;
  };
  /** Roles seen on sampled packages. */
  packageRoles: { roles: string[]; sampled: number };
  /** The public feed of registry events. */
  eventLog: {
    kind: "changes-feed" | "signed-tree" | "journal" | "version-index";
    url: string;
    /** Sequence number, serial or tree size at the time of the run. */
    position?: number;
    signed: boolean;
  };
  /** The registry's own signatures over its metadata. */
  registrySignatures: {
    keys: number;
    expiredKeys: number;
    /** Sampled releases whose signature was checked with those keys. */
    checked: { subject: string; verified: boolean }[];
  };
  /** An integrity digest served per file. */
  fileDigests: { algorithms: string[]; sampled: number; missing: number };
  /** Traces of removed releases that the registry keeps. */
  tombstones: { examples: string[]; sampled: number };
  /** A checksum log that clients check makes content immutable. */
  checksumLog: { subject: string; signed: boolean };
  /** Names are bound to a namespace that somebody owns. */
  namespaces: { kind: string; example: string; enforced: boolean };
  /** Spellings of one name lead to one package. */
  nameNormalization: { asked: string; canonical: string };
  /** Advisories the registry (or its ecosystem's database) answers for a version that is known to be vulnerable. */
  advisories: { asked: string; count: number };
  /** The web UI's own data source for vulnerability notices. */
  uiVulnerabilities: { asked: string; count: number; where: "ui" | "api" };
  /** A malicious-package advisory in a machine-readable format. */
  malwareAdvisories: { id: string; format: string; ecosystem: string };
  /** A token pattern registered with a secret-scanning programme. */
  secretScanningPartner: { programme: string; secretType: string; notifiesProvider: boolean };
  /** The endpoint that scanning programmes report leaked tokens to. */
  secretReportEndpoint: { url: string };
  /** The registry marks quarantined or removed packages in its API. */
  quarantine: { field: string };
  /** What a client does with a lock: a newer version on offer, and other bytes than the locked ones. */
  clientPinning: ClientPinning;
  /** What a client says of a known vulnerability while installing, and in its audit command. */
  clientWarnings: ClientWarnings;
  /** The SBOMs that a client writes. */
  clientSbom: ClientSbom;
  /** What a client's fix command does to the lock. */
  clientRemediation: ClientRemediation;
  /** Whether a client tells a called vulnerable function from one that is merely there. */
  clientReachability: ClientReachability;

  // What an active audit of a staging instance shows.

  /** Publishing from an account whose address was never confirmed. */
  unverifiedPublish: UnverifiedPublish;
  /** Which passwords are taken at registration and at a change. */
  passwordRules: PasswordRules;
  /** Wrong passwords in a row, by endpoint. */
  loginGuessing: LoginGuessing;
  secondFactor: SecondFactor;
  /** Whether logged-out sessions and deleted tokens still work. */
  revocation: Revocation;
  /** What the tokens of different accounts share. */
  tokenShape: TokenShape;
  /** Limits of tokens: accepted, and enforced. */
  tokenRestrictions: TokenRestrictions;
  ownershipRules: OwnershipRules;
  immutability: Immutability;
  lookAlikes: LookAlikes;
  malwareUpload: MalwareUpload;
  provenanceUpload: ProvenanceUpload;
  identityExchange: IdentityExchange;
}

export type FactKey = keyof Facts;

/** What became of looking for one fact. */
export type Gathered<T> =
  | { state: "found"; value: T; note?: string }
  /** We looked, the host answered, and it is not there. */
  | { state: "absent"; note: string }
  /** We could not look. Becomes `unknown` with this code, never `unmet`. */
  | {
      state: "failed";
      code: Extract<UnknownCode, "unreachable" | "not-observable" | "check-error" | "unsupported">;
      message: string;
    };

/** A fact as the evidence file keeps it. */
export interface FactRecord<K extends FactKey = FactKey> {
  /** `f1`, `f2`, … */
  id: string;
  key: K;
  method: Extract<Method, "passive" | "active" | "client">;
  /** The adapter, driver or plugin that looked. */
  source: string;
  result: Gathered<Facts[K]>;
  /** Ids of the exchanges it rests on. */
  exchanges: string[];
  /** A second client of a registry is shown beside the official one and does not decide. */
  beside?: boolean;
}
