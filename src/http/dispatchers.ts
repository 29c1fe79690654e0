import type { Dispatcher } from "undici";
import { guardedLookup, type Resolve } from "./addresses.ts";
import { proxySettings } from "./proxy.ts";

/** A large content security policy fits; a flood does not. */
const MAX_HEADER_BYTES = 32 * 1024;

export interface Dispatchers {
  /** Loads undici on the first call. */
  get(allowPrivate: boolean): Promise<Dispatcher>;
  close(): Promise<void>;
}

/**
 * The two ways out: one for the public internet, whose sockets refuse any other address, and one for the origins that
 * the profile names. Connections are never shared between the two.
 */
export function createDispatchers(options: {
  resolve: Resolve;
  timeoutMs: number;
  env: Readonly<Record<string, string | undefined>>;
}): Dispatchers {
  const made = new Map<boolean, Promise<Dispatcher>>();

  async function make(allowPrivate: boolean): Promise<Dispatcher> {
    const { Agent, EnvHttpProxyAgent } = await import("undici");
    // Set here, so that NODE_TLS_REJECT_UNAUTHORIZED cannot make us report about a man in the middle.
    const tls = { rejectUnauthorized: true };
    const common = {
      connect: {
        ...tls,
        timeout: options.timeoutMs,
        lookup: guardedLookup(options.resolve, allowPrivate),
      },
      maxHeaderSize: MAX_HEADER_BYTES,
      // The client keeps its own clock over the whole exchange: these are reset by every byte.
      headersTimeout: 0,
      bodyTimeout: 0,
    };
    const proxies = proxySettings(options.env);
    return proxies === undefined
      ? new Agent(common)
      : new EnvHttpProxyAgent({ ...common, ...proxies, requestTls: tls, proxyTls: tls });
  }

  return {
    get(allowPrivate) {
      let dispatcher = made.get(allowPrivate);
      if (dispatcher === undefined) {
        dispatcher = make(allowPrivate);
        made.set(allowPrivate, dispatcher);
      }
      return dispatcher;
    },
    async close() {
      const all = await Promise.allSettled(made.values());
      for (const one of all) if (one.status === "fulfilled") await one.value.destroy();
    },
  };
}
