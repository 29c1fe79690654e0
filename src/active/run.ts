import { randomBytes } from "node:crypto";
import { join } from "node:path";
import {
  type ActiveContext,
  type ActiveFacts,
  type ActiveProbe,
  type ActiveProgress,
  type ActiveProtocol,
  type ActiveRecord,
  type ActiveRun,
  Blocked,
  type LeftBehind,
  type StagingCredentials,
} from "../core/active.ts";
import { createDeadline } from "../core/deadline.ts";
import type { FactKey, Gathered } from "../core/facts.ts";
import { createActiveConnection } from "../http/active-client.ts";
import { sleep } from "../http/pacing.ts";
import { createSecrets } from "../http/secrets.ts";
import { TOOL } from "../version.ts";
import { activeContext, type Session } from "./context.ts";
import { type JournalHead, openJournal } from "./journal.ts";
import { PUBLIC_PASSWORDS } from "./passwords.ts";
import { chooseProbes, probeRequests } from "./plan.ts";
import { leftBehind, stillThere, undoAll } from "./undo.ts";

export interface ActiveOptions {
  protocol: ActiveProtocol;
  /** The profile's `staging.url`; asked about with `refusalFor` before. */
  target: string;
  /** Values, from `stagingCredentials`. */
  credentials: StagingCredentials;
  /** Names of the variables they came from, for the journal. */
  credentialNames: JournalHead["credentials"];
  now: Date;
  /** Wrong passwords per endpoint. Default 20. */
  maxAttempts?: number;
  /** Only probes that fill one of these. Default: all. */
  facts?: readonly FactKey[];
  /** Where the journal goes. Default: the working directory. */
  journalFolder?: string;
  /** One request, in milliseconds. Default 10,000. */
  timeoutMs?: number;
  /** All probes, in milliseconds; undoing has its own time. Default 90,000. */
  deadlineMs?: number;
  /** Requests after which no further probe begins. Default 400. */
  maxRequests?: number;
  /** Stops the probes; what was created is still undone. */
  signal?: AbortSignal;
  onProgress?: (progress: ActiveProgress) => void;
  /** Eight lower case letters and digits. Default: random. */
  runId?: string;
  env?: Readonly<Record<string, string | undefined>>;
}

export const DEFAULT_ATTEMPTS = 20;
const DEFAULT_DEADLINE_MS = 90_000;
const DEFAULT_REQUESTS = 400;
const DEFAULT_TIMEOUT_MS = 10_000;
/** For undoing after one probe, and at the end. */
export const UNDO_MS = 30_000;
/** Pauses between tries before a target counts as dead. */
const ALIVE_PAUSES_MS = [300, 1500];

/** Runs all probes of a protocol and takes away what they made. Never throws for a server's sake. */
export async function runActive(options: ActiveOptions): Promise<ActiveRun> {
  const started = performance.now();
  const { session, head } = await openSession(options);
  const deadline = createDeadline(options.deadlineMs ?? DEFAULT_DEADLINE_MS, options.signal);
  try {
    const { facts, left, stopped } = await runProbes(session, options, deadline.signal);
    await session.journal.write({ event: "end", left: left.length });
    return {
      runId: head.runId,
      target: options.target,
      protocol: options.protocol.id,
      facts,
      exchanges: session.connection.exchanges(),
      left,
      stopped,
      journal: session.journal.path,
      requests: session.connection.requests(),
      ms: Math.round(performance.now() - started),
    };
  } finally {
    deadline.clear();
    await session.journal.close();
    await session.connection.close();
  }
}

async function openSession(
  options: ActiveOptions,
): Promise<{ session: Session; head: JournalHead }> {
  const runId = options.runId ?? newRunId();
  const target = options.target.replace(/\/+$/, "");
  const secrets = createSecrets(PUBLIC_PASSWORDS);
  const { password, token } = options.credentials;
  for (const secret of [password, token]) if (secret !== undefined) secrets.hide(secret);
  const connection = createActiveConnection({
    target,
    userAgent: userAgentOf(options.protocol),
    secrets,
    timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
    // Undoing must go on when probes have used up their share.
    maxRequests: (options.maxRequests ?? DEFAULT_REQUESTS) * 2 + 200,
    ...(options.env ? { env: options.env } : {}),
  });
  const path = join(options.journalFolder ?? ".", `assay-active-${runId}.jsonl`);
  const journal = await openJournal(path, "new");
  const head: JournalHead = {
    event: "run",
    journal: 1,
    runId,
    target,
    protocol: options.protocol.id,
    tool: `${TOOL.name} ${TOOL.version}`,
    startedAt: options.now.toISOString(),
    credentials: options.credentialNames,
  };
  await journal.write(head);
  const session: Session = {
    target,
    runId,
    credentials: options.credentials,
    connection,
    secrets,
    journal,
    resources: new Map(),
    creations: new Map(),
    unanswered: new Set(),
    gone: new Set(),
    memory: new Map(),
    now: options.now,
    maxAttempts: options.maxAttempts ?? DEFAULT_ATTEMPTS,
  };
  return { session, head };
}

export function userAgentOf(protocol: ActiveProtocol): string {
  return protocol.userAgent.replace(
    "{agent}",
    `assay/${TOOL.version} (registry security audit; npm package registry-assay)`,
  );
}

/** Letters and digits without those that are mistaken for others. */
function newRunId(): string {
  const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
  return [...randomBytes(8)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

interface Outcome {
  facts: ActiveRecord[];
  left: LeftBehind[];
  stopped: ActiveRun["stopped"];
}

async function runProbes(
  session: Session,
  options: ActiveOptions,
  stop: AbortSignal,
): Promise<Outcome> {
  const { protocol, onProgress } = options;
  const budget = options.maxRequests ?? DEFAULT_REQUESTS;
  const outcome: Outcome = { facts: [], left: [], stopped: null };
  let last: string | null = null;
  if (!(await answers(session, protocol, stop))) outcome.stopped = whyStopped(null, options, stop);

  for (const probe of chooseProbes(protocol, options.facts)) {
    const needed = probeRequests(probe, session.maxAttempts);
    if (!outcome.stopped && session.connection.requests() + needed > budget) {
      const message = `${budget} requests are not enough for ${probe.id}, which may need ${needed}.`;
      outcome.stopped = { why: "budget", after: last, message };
    }
    if (outcome.stopped) {
      outcome.facts.push(...allFailed(probe, protocol, "unreachable", outcome.stopped.message));
      continue;
    }
    onProgress?.({ step: probe.id, state: "started" });
    const context = activeContext(session, probe.id, stop);
    outcome.facts.push(...recordsOf(probe, protocol, await runOne(probe, context, session, stop)));
    last = probe.id;
    if (!stop.aborted && (await answers(session, protocol, stop))) {
      const mine = stillThere(session, protocol, ({ shared }) => !shared);
      const undoing = AbortSignal.timeout(UNDO_MS);
      outcome.left.push(...(await undoAll(session, protocol, mine, "cleanup", undoing)));
      // What could not be undone is not tried again at the end.
      for (const { id } of mine) session.gone.add(id);
    } else {
      outcome.stopped = whyStopped(last, options, stop);
    }
    onProgress?.({ step: probe.id, state: "done" });
  }
  outcome.left.push(...(await undoRest(session, protocol, outcome.stopped)));
  return outcome;
}

async function undoRest(
  session: Session,
  protocol: ActiveProtocol,
  stopped: ActiveRun["stopped"],
): Promise<LeftBehind[]> {
  const rest = stillThere(session, protocol);
  if (stopped?.why !== "target-died")
    return undoAll(session, protocol, rest, "cleanup", AbortSignal.timeout(UNDO_MS));
  const why = `${stopped.message} Once it answers again: assay cleanup ${session.journal.path}`;
  return rest.map((resource) => leftBehind(session, protocol, resource, why));
}

function whyStopped(
  after: string | null,
  options: ActiveOptions,
  stop: AbortSignal,
): NonNullable<ActiveRun["stopped"]> {
  const where = after === null ? "before the first probe" : `after ${after}`;
  if (options.signal?.aborted)
    return { why: "interrupted", after, message: `The run was interrupted ${where}.` };
  if (stop.aborted)
    return { why: "deadline", after, message: `The time for active probes was over ${where}.` };
  return {
    why: "target-died",
    after,
    message:
      after === null
        ? "The target does not answer."
        : `The target stopped answering after probe ${after}.`,
  };
}

/** A GET that changes nothing, so it may be tried more than once. */
async function answers(
  session: Session,
  protocol: ActiveProtocol,
  stop: AbortSignal,
): Promise<boolean> {
  const http = session.connection.bind("alive", stop);
  for (const pause of [...ALIVE_PAUSES_MS, null]) {
    if (protocol.alive.is(await http.send(protocol.alive.request))) return true;
    if (pause === null || stop.aborted) return false;
    await sleep(pause, stop).catch(() => undefined);
  }
  return false;
}

type Ran = ActiveFacts | { failed: Extract<Gathered<never>, { state: "failed" }> };

async function runOne(
  probe: ActiveProbe,
  context: ActiveContext,
  session: Session,
  stop: AbortSignal,
): Promise<Ran> {
  const failed = (code: Blocked["code"] | "check-error", message: string): Ran => ({
    failed: { state: "failed", code, message: session.secrets.redact(message) },
  });
  try {
    return await probe.run(context);
  } catch (error) {
    if (error instanceof Blocked) return failed(error.code, error.message);
    if (stop.aborted) return failed("unreachable", "The run was stopped during this probe.");
    const why = error instanceof Error ? error.message : String(error);
    return failed("check-error", `The probe failed: ${why}`);
  }
}

function recordsOf(probe: ActiveProbe, protocol: ActiveProtocol, ran: Ran): ActiveRecord[] {
  if ("failed" in ran) {
    const { code, message } = ran.failed;
    return allFailed(probe, protocol, code, message);
  }
  return probe.fills.flatMap((key) => {
    const result = ran[key];
    if (!result)
      return allFailed(probe, protocol, "check-error", `${probe.id} left out ${key}.`, key);
    return [{ by: probe.id, record: { key, method: "active", source: protocol.id, result } }];
  });
}

function allFailed(
  probe: ActiveProbe,
  protocol: ActiveProtocol,
  code: "unreachable" | "not-observable" | "check-error" | "unsupported",
  message: string,
  only?: FactKey,
): ActiveRecord[] {
  const keys = only ? [only] : probe.fills;
  return keys.map((key) => ({
    by: probe.id,
    record: {
      key,
      method: "active",
      source: protocol.id,
      result: { state: "failed", code, message },
    },
  }));
}
