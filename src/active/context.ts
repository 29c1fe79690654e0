import { createHmac } from "node:crypto";
import type {
  ActiveContext,
  Creation,
  Resource,
  StagingCredentials,
  UndoContext,
} from "../core/active.ts";
import type { HttpResult } from "../core/http.ts";
import type { ActiveConnection } from "../http/active-client.ts";
import { sleep } from "../http/pacing.ts";
import type { Secrets } from "../http/secrets.ts";
import type { Journal } from "./journal.ts";
import { judgeTrial, withoutNames } from "./judge.ts";

/** What all probes of one run share. */
export interface Session {
  target: string;
  runId: string;
  credentials: StagingCredentials;
  connection: ActiveConnection;
  secrets: Secrets;
  journal: Journal;
  resources: Map<string, Resource>;
  creations: Map<string, Creation>;
  /** Ids whose creating request got no answer: the server may still be at work on it. */
  unanswered: Set<string>;
  /** Ids that are taken away already. */
  gone: Set<string>;
  memory: Map<string, unknown>;
  now: Date;
  maxAttempts: number;
}

/** Satisfies rules that ask for every class of characters; what follows is what makes it hard to guess. */
const ALL_CLASSES = "Aa7-";
const DERIVED_LENGTH = 20;

/** The same secret, run id and label give the same password. */
export function derivePassword(key: string, runId: string, label: string): string {
  const mac = createHmac("sha256", key).update(`assay active ${runId} ${label}`);
  return ALL_CLASSES + mac.digest("base64url").slice(0, DERIVED_LENGTH);
}

export function undoContext(session: Session, by: string, signal: AbortSignal): UndoContext {
  const { target, runId, credentials, secrets, resources, memory } = session;
  const key = credentials.password ?? credentials.token ?? "";
  return {
    http: session.connection.bind(by, signal),
    target,
    runId,
    credentials,
    resources,
    memory,
    derive(label) {
      const password = derivePassword(key, runId, label);
      secrets.hide(password);
      return password;
    },
    hide: (secret) => secrets.hide(secret),
  };
}

export function activeContext(session: Session, by: string, signal: AbortSignal): ActiveContext {
  const { journal, resources, creations, unanswered, runId, secrets } = session;
  return {
    ...undoContext(session, by, signal),
    by,
    now: session.now,
    maxAttempts: session.maxAttempts,
    name: (label) => `assay-${runId}-${label}`,
    async create(wanted, send, judge) {
      const resource: Resource = { id: `r${resources.size + 1}`, ...wanted };
      resources.set(resource.id, resource);
      await journal.write({ event: "creating", resource, by });
      unanswered.add(resource.id);
      const result: HttpResult = await send();
      if (result.ok) unanswered.delete(resource.id);
      const creation = judge(result);
      creations.set(resource.id, creation);
      const status = result.ok ? result.status : null;
      await journal.write({ event: "created", id: resource.id, creation, status });
      return { resource, result, creation };
    },
    async amend(id, all) {
      // A server may name a token by the token itself; the journal and the report hold no secret, whoever wrote it.
      const details = Object.fromEntries(
        Object.entries(all).filter(([, value]) => !secrets.leaks(value)),
      );
      const resource = resources.get(id);
      if (resource) resource.details = { ...resource.details, ...details };
      await journal.write({ event: "amend", id, details });
    },
    judge: (result, rules) => judgeTrial(result, secrets, rules, runId),
    words: (result) => (result.ok ? withoutNames(result.text().slice(0, 2000), runId) : ""),
    sleep: (ms) => sleep(ms, signal),
  };
}
