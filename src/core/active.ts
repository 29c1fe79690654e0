import type { FactKey, FactRecord, Facts, Gathered } from "./facts.ts";
import type { Exchange, HttpResult } from "./http.ts";

/**
 * The contract of active probes: what `assay audit --active` does to a staging instance, and how it leaves it.
 * How to write one: `src/active/README.md`.
 */

/** What has to exist before a probe can begin. A fresh one is made for the run wherever the server lets us. */
export type Need = "account" | "second-account" | "third-account" | "package" | "token";

/** One kind of request, as `--plan` prints it. */
export interface PlannedStep {
  /** `PUT {target}/-/user/org.couchdb.user:{account}`, with placeholders for what is only known later. */
  request: string;
  /** What it shows, in one line. */
  why: string;
  /** How many of them at most. `perAttempt`: multiplied by `--max-attempts`. */
  times: number;
  perAttempt?: true;
  /** Sent once in a run, by the first probe that needs it, though several announce it. */
  once?: true;
  /** What is then on the server that was not there before: `an account`, `a package`. */
  creates?: string;
}

/** How one request of a probe turned out, judged by status, body and baseline together. Safe to store. */
export interface Trial {
  /**
   * `allowed`: done, and the body agrees. `denied`: 401, 403 or the protocol's own refusal. `absent`: the server has no
   * such endpoint, or says that it does not offer this. `unclear`: anything else; nothing may be concluded from it.
   */
  did: "allowed" | "denied" | "absent" | "unclear";
  /** Null when there was no answer. */
  status: number | null;
  /** The server's own words, one line, at most 160 characters, secrets redacted, the run's names as `…`. May be empty. */
  said: string;
}

/** Lower case names are sent as given. */
export interface ActiveRequest {
  method: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  /** Begins with a slash, or is an absolute address on the target's origin (an upload's `Location`). */
  path: string;
  auth?: { bearer: string } | { username: string; password: string };
  headers?: Record<string, string>;
  /** Sent as JSON; not together with `bytes`. */
  json?: unknown;
  bytes?: { contentType: string; data: Uint8Array };
}

/**
 * The way to the staging instance: its origin only, no redirect followed, nothing repeated, every secret it was told of
 * redacted from the transcript. Every status is an answer, 429 and 3xx too.
 */
export interface ActiveClient {
  send(request: ActiveRequest): Promise<HttpResult>;
}

/** Something that a run put on the server and means to take away. */
export interface Resource {
  /** `r1`, `r2`, … within the run. */
  id: string;
  /** The protocol's word: `account`, `package`, `token`, `repository`. */
  kind: string;
  /** Carries the run id, unless the server chooses it. */
  name: string;
  /** Id of the account resource that may take it away, or `profile` for the profile's own credentials. */
  owner?: string;
  /** What else the protocol needs to undo it (versions, a token's key). Never a secret. */
  details?: Record<string, string>;
  /** Left to the end of the run, because several probes use it. */
  shared?: true;
}

/** What became of a resource after its creating request. `unclear`: it may exist. */
export type Creation = "created" | "refused" | "unclear";

/** `gone`: not there any more, or never was. `left`: still there, or nobody knows. */
export type Undone = { state: "gone" } | { state: "left"; why: string };

/** What could not be taken away, with the command that would. */
export interface LeftBehind {
  kind: string;
  name: string;
  why: string;
  /** For a person, with the rights that we have not. */
  command: string;
}

/** Values of the profile's staging credentials, read from the environment. Never stored. */
export interface StagingCredentials {
  username?: string;
  password?: string;
  token?: string;
}

/** What undoing has to work with: after a probe, at the end of a run, or in `assay cleanup` with nothing but a journal. */
export interface UndoContext {
  http: ActiveClient;
  /** Base address, no slash at the end. */
  target: string;
  runId: string;
  credentials: StagingCredentials;
  /**
   * A password with all classes of characters, from the run id, a label and the profile's own secret. The same again in
   * `assay cleanup`, which is why no password stands in a journal.
   */
  derive(label: string): string;
  /** Everything that the journal knows of, by id. */
  resources: ReadonlyMap<string, Resource>;
  /** Redacts a value from all that is written down from now on. */
  hide(secret: string): void;
  /** Lives as long as the run, to keep log-ins and the like. */
  memory: Map<string, unknown>;
}

export interface ActiveContext extends UndoContext {
  /** Who asks: the probe's id. */
  by: string;
  /** The run's time. */
  now: Date;
  /** Wrong passwords per endpoint. */
  maxAttempts: number;
  /** `assay-k3f9x2-` and the label. Lower case letters, digits and hyphens. */
  name(label: string): string;
  /**
   * Writes to the journal what is about to be created, sends, and writes what became of it. `judge` says from the answer
   * whether it exists now; what is `refused` is still undone if its kind is in `ghosts`.
   */
  create(
    resource: Omit<Resource, "id">,
    send: () => Promise<HttpResult>,
    judge: (result: HttpResult) => Creation,
  ): Promise<{ resource: Resource; result: HttpResult; creation: Creation }>;
  /** Adds to what is known of a resource: a version, the key that the server gave to a token. */
  amend(id: string, details: Record<string, string>): Promise<void>;
  /**
   * The beginning of an answer's text, without the names that this run made up: search it for words, never the text
   * itself. Empty without an answer.
   */
  words(result: HttpResult): string;
  /** Reads an answer by the rules that hold for every protocol. */
  judge(result: HttpResult, rules?: TrialRules): Trial;
  /** Ends early, and rejects, when the run is stopped. */
  sleep(ms: number): Promise<void>;
}

/** What one request means beyond the common rules. */
export interface TrialRules {
  /** The answer to the same request at a random path: what looks like it is `absent`. */
  baseline?: HttpResult;
  /** Does a 2xx body say that it was done? Left out, the status is enough. One that does not is `unclear`. */
  done?: (body: unknown) => boolean;
  /** Does a 2xx body say no? Then it is a refusal whatever its status. */
  no?: (body: unknown) => boolean;
  /** Refusals of this protocol besides 401 and 403: `[409]`. */
  denials?: readonly number[];
  /** A 400 or 422 is a refusal when its text matches: the server names what it dislikes. */
  refusal?: RegExp;
}

/** Facts that a probe found, by key. */
export type ActiveFacts = { readonly [K in FactKey]?: Gathered<Facts[K]> };

export interface ActiveProbe {
  /** `npm/republish`: the adapter's id, a slash, kebab-case. */
  id: string;
  title: string;
  /** The facts it looks for. Each belongs to one probe of a protocol; one it leaves out of its answer is `check-error`. */
  fills: readonly FactKey[];
  needs: readonly Need[];
  steps: readonly PlannedStep[];
  /** How what it creates goes away, in one line. */
  cleanup: string;
  /** It may get our address or its account locked, so it runs after all that do not. */
  mayLock?: true;
  /** Where the shape of requests and answers is documented. */
  source: string;
  /** Throws `Blocked` when a precondition cannot be had; anything else thrown is a defect of ours. */
  run(context: ActiveContext): Promise<ActiveFacts>;
}

/** Thrown by a probe that could not begin or go on. All its facts become unknown with this code. */
export class Blocked extends Error {
  readonly code: "unreachable" | "not-observable" | "unsupported";

  constructor(code: Blocked["code"], message: string) {
    super(message);
    this.name = "Blocked";
    this.code = code;
  }
}

/** How to probe one protocol actively: the other half of an adapter. */
export interface ActiveProtocol {
  /** The adapter's id. */
  id: string;
  /** A cheap request that shows whether the server still answers. Sent after each probe. */
  alive: { request: ActiveRequest; is(result: HttpResult): boolean };
  /** Sent with every request; some servers answer to their own clients only. `{agent}` is our name and version. */
  userAgent: string;
  /** Order within the two groups, `mayLock` or not, is the order of running. */
  probes: readonly ActiveProbe[];
  /** Kinds that a refused request may leave behind all the same. */
  ghosts: readonly string[];
  /** Takes one resource away, as its owner. Called in reverse order of creation. Never throws for a server's sake. */
  undo(resource: Resource, context: UndoContext): Promise<Undone>;
  /** The command for somebody with more rights than we have. */
  byHand(resource: Resource, target: string): string;
}

/** A fact before exchange ids are known. */
export interface ActiveRecord {
  by: string;
  record: Omit<FactRecord, "id" | "exchanges">;
}

/** What a run came to. Holds no secrets. */
export interface ActiveRun {
  runId: string;
  target: string;
  protocol: string;
  facts: ActiveRecord[];
  /** In the order of sending, ids still empty. */
  exchanges: Exchange[];
  left: LeftBehind[];
  /** Why it did not get to the end. `after` is the last probe that ran, null when not even the first one did. */
  stopped: {
    why: "target-died" | "interrupted" | "deadline" | "budget";
    after: string | null;
    message: string;
  } | null;
  /** File that `assay cleanup` reads; deleted by nobody. */
  journal: string;
  requests: number;
  /** Milliseconds. */
  ms: number;
}

export interface ActiveProgress {
  step: string;
  state: "started" | "done";
}
