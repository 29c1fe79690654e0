export interface Deadline {
  signal: AbortSignal;
  /** Forgets the time and the interruption; to be called when the work has ended. */
  clear(): void;
}

/**
 * A signal that aborts after `ms` milliseconds with a `TimeoutError`, or with the reason of `interrupt`. Not
 * `AbortSignal.any([AbortSignal.timeout(ms), …])`: on Node 20 that holds its sources weakly, and garbage collection takes
 * the time-out, which then never comes.
 */
export function createDeadline(ms: number, interrupt?: AbortSignal): Deadline {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DOMException("The time is over.", "TimeoutError"));
  }, ms);
  timer.unref();
  const follow = (): void => controller.abort(interrupt?.reason);
  if (interrupt?.aborted) follow();
  else interrupt?.addEventListener("abort", follow, { once: true });
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      interrupt?.removeEventListener("abort", follow);
    },
  };
}
