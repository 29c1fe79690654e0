import { setMaxListeners } from "node:events";
import { ExchangeError } from "./failures.ts";

/** The end of the whole audit, as one signal whose reason is always an `ExchangeError`. */
export interface AuditClock {
  signal: AbortSignal;
  /** Milliseconds until the deadline; Infinity when there is none or when only a signal knows. */
  left(): number;
  /** Ends everything that is under way with `interrupted`. */
  stop(): void;
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === "TimeoutError";
}

export function createAuditClock(deadline: number | AbortSignal | undefined): AuditClock {
  const controller = new AbortController();
  const end = typeof deadline === "number" ? performance.now() + deadline : Infinity;
  let timer: NodeJS.Timeout | undefined;
  // Every exchange in flight or in a queue listens; that is no leak.
  setMaxListeners(0, controller.signal);

  function deadlinePassed(): void {
    controller.abort(new ExchangeError("deadline", "the audit's time is over"));
  }
  function follow(): void {
    if (!(deadline instanceof AbortSignal)) return;
    if (isTimeout(deadline.reason)) deadlinePassed();
    else controller.abort(new ExchangeError("interrupted", "the run was interrupted"));
  }

  if (typeof deadline === "number") {
    timer = setTimeout(deadlinePassed, deadline);
    timer.unref();
  } else if (deadline?.aborted) {
    follow();
  } else {
    deadline?.addEventListener("abort", follow, { once: true });
  }

  return {
    signal: controller.signal,
    left: () => end - performance.now(),
    stop() {
      clearTimeout(timer);
      if (deadline instanceof AbortSignal) deadline.removeEventListener("abort", follow);
      controller.abort(new ExchangeError("interrupted", "the client is closed"));
    },
  };
}

/**
 * Runs `work` for at most `ms` milliseconds and no longer than the audit. Ends on time even when the work does not
 * react to its signal: a name lookup or a pending connect cannot be stopped.
 */
export async function within<T>(
  ms: number,
  audit: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  audit.throwIfAborted();
  const controller = new AbortController();
  const { signal } = controller;
  let fail: (reason: unknown) => void = () => undefined;
  const stopped = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  const stop = (reason: unknown): void => {
    controller.abort(reason);
    fail(reason);
  };
  const onAudit = (): void => stop(audit.reason);
  audit.addEventListener("abort", onAudit, { once: true });
  const timer = setTimeout(
    () => stop(new ExchangeError("timeout", "no whole answer in the time for one exchange")),
    Math.max(0, ms),
  );
  const running = work(signal);
  running.catch(() => undefined);
  try {
    return await Promise.race([running, stopped]);
  } finally {
    clearTimeout(timer);
    audit.removeEventListener("abort", onAudit);
  }
}
