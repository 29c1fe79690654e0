import type { ActiveProtocol, LeftBehind } from "../core/active.ts";
import { AssayError } from "../core/errors.ts";
import { createActiveConnection } from "../http/active-client.ts";
import { createSecrets } from "../http/secrets.ts";
import { refusalFor, stagingCredentials } from "./consent.ts";
import type { Session } from "./context.ts";
import { openJournal, readJournal } from "./journal.ts";
import { PUBLIC_PASSWORDS } from "./passwords.ts";
import { userAgentOf } from "./run.ts";
import { stillThere, undoAll } from "./undo.ts";

export interface CleanupOptions {
  /** The active half of the adapter with this id, or undefined. */
  protocol: (id: string) => Promise<ActiveProtocol | undefined>;
  timeoutMs?: number;
  signal?: AbortSignal;
}

export interface CleanupResult {
  target: string;
  runId: string;
  /** How many things went now. */
  gone: number;
  left: LeftBehind[];
  requests: number;
}

/**
 * Finishes the cleanup of an interrupted run, from its journal and the same environment. May be called again: what is
 * gone stays gone. Throws `AssayError` for a journal it cannot read or credentials that are not set.
 */
export async function cleanupJournal(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  options: CleanupOptions,
): Promise<CleanupResult> {
  const { head, resources, creations, settled } = await readJournal(path);
  const refusal = await refusalFor(head.target);
  if (refusal !== null)
    throw new AssayError("input", `${head.target} is not written to: ${refusal}`);
  const protocol = await options.protocol(head.protocol);
  if (!protocol) throw new AssayError("input", `No adapter can clean up ${head.protocol}`);
  const credentials = stagingCredentials(head.credentials, env);
  const secrets = createSecrets(PUBLIC_PASSWORDS);
  for (const secret of [credentials.password, credentials.token])
    if (secret !== undefined) secrets.hide(secret);
  const connection = createActiveConnection({
    target: head.target,
    userAgent: userAgentOf(protocol),
    secrets,
    timeoutMs: options.timeoutMs ?? 10_000,
    maxRequests: 100 + resources.size * 10,
    env,
  });
  const journal = await openJournal(path, "append");
  const session: Session = {
    target: head.target,
    runId: head.runId,
    credentials,
    connection,
    secrets,
    journal,
    resources,
    creations,
    // Whatever was begun when that run ended has long been done.
    unanswered: new Set(),
    gone: settled,
    memory: new Map(),
    now: new Date(head.startedAt),
    maxAttempts: 0,
  };
  try {
    const rest = stillThere(session, protocol);
    const signal = options.signal ?? new AbortController().signal;
    const left = await undoAll(session, protocol, rest, "cleanup", signal);
    await journal.write({ event: "end", left: left.length });
    const gone = rest.length - left.length;
    return { target: head.target, runId: head.runId, gone, left, requests: connection.requests() };
  } finally {
    await journal.close();
    await connection.close();
  }
}
