import type { Exchange, HttpResult } from "../core/http.ts";

/** The transcript: one entry for all who ask the same. */
export interface Ledger {
  /** The result for a key; `start` runs for the first who asks. */
  ask(
    key: string,
    by: string,
    start: () => { exchange: Exchange; result: Promise<HttpResult> },
  ): Promise<HttpResult>;
  /** In the order of method and URL, with ids assigned. */
  sealed(): Exchange[];
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function createLedger(): Ledger {
  const entries = new Map<string, { exchange: Exchange; result: Promise<HttpResult> }>();

  return {
    ask(key, by, start) {
      let entry = entries.get(key);
      if (entry === undefined) {
        entry = start();
        entries.set(key, entry);
      }
      if (!entry.exchange.requestedBy.includes(by)) entry.exchange.requestedBy.push(by);
      return entry.result;
    },
    sealed() {
      const sorted = [...entries].sort(
        ([keyA, { exchange: a }], [keyB, { exchange: b }]) =>
          order(a.method, b.method) || order(a.url, b.url) || order(keyA, keyB),
      );
      return sorted.map(([, { exchange }], index) => {
        exchange.id = `x${index + 1}`;
        exchange.requestedBy.sort(order);
        return exchange;
      });
    },
  };
}
