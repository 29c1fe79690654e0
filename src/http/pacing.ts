/** How fast one host is asked. */
export interface Pace {
  /** Requests that may go out at once after a pause. */
  burst: number;
  perSecond: number;
}

export interface Pacer {
  /** Ends when the next request to this host may go out. Rejects with the signal's reason. */
  turn(host: string, signal: AbortSignal): Promise<void>;
  /** Nothing goes to this host for so many milliseconds. */
  hold(host: string, ms: number): void;
}

/** Waits, and rejects with the signal's reason when that fires first. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** A token bucket per host. Turns are given in the order of asking. */
export function createPacer(pace: Pace): Pacer {
  const interval = 1000 / pace.perSecond;
  const slack = (pace.burst - 1) * interval;
  // Per host: when the bucket is full again, and until when it is on hold.
  const hosts = new Map<string, { full: number; heldUntil: number }>();

  function stateOf(host: string): { full: number; heldUntil: number } {
    let state = hosts.get(host);
    if (state === undefined) {
      state = { full: 0, heldUntil: 0 };
      hosts.set(host, state);
    }
    return state;
  }

  return {
    async turn(host, signal) {
      signal.throwIfAborted();
      const state = stateOf(host);
      for (;;) {
        const held = state.heldUntil - performance.now();
        if (held > 0) {
          await sleep(held, signal);
          continue;
        }
        const now = performance.now();
        const start = Math.max(state.full, now);
        state.full = start + interval;
        const wait = start - slack - now;
        if (wait > 0) await sleep(wait, signal);
        // When a hold began meanwhile, this turn is lost: all who wait would else go out at once when it ends.
        if (state.heldUntil <= performance.now()) return;
      }
    },
    hold(host, ms) {
      const state = stateOf(host);
      state.heldUntil = Math.max(state.heldUntil, performance.now() + ms);
    },
  };
}

/** At most so many holders at a time; the others wait in order. */
export interface Slots {
  /** Answers a function that gives the slot back. Rejects with the signal's reason. */
  take(signal: AbortSignal): Promise<() => void>;
}

export function createSlots(size: number): Slots {
  let free = size;
  const waiting: (() => void)[] = [];

  function release(): void {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  }

  return {
    take(signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        if (free > 0) {
          free--;
          return resolve(release);
        }
        const stop = (): void => {
          waiting.splice(waiting.indexOf(enter), 1);
          reject(signal.reason);
        };
        const enter = (): void => {
          signal.removeEventListener("abort", stop);
          resolve(release);
        };
        waiting.push(enter);
        signal.addEventListener("abort", stop, { once: true });
      });
    },
  };
}
