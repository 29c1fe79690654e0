import type { Adapter } from "../core/adapter.ts";
import type { Exchange } from "../core/http.ts";
import { createHttpClient } from "../http/client.ts";
import { USER_AGENT } from "./open-client.ts";

export interface Detection {
  adapter: Adapter | null;
  /** One line per adapter that was tried: what spoke for or against it. */
  reasons: { adapter: string; answer: "yes" | "maybe" | "no"; why: string }[];
  exchanges: Exchange[];
  /** No adapter got a single answer from the server. */
  unreachable: boolean;
}

/** Asks a server which of the known protocols it speaks. The first that is sure wins, then the first that may be. */
export async function detectAdapter(
  url: string,
  adapters: readonly Adapter[],
  options: { timeoutMs?: number; signal?: AbortSignal } = {},
): Promise<Detection> {
  const { origin, host } = new URL(url);
  const client = createHttpClient({
    allowedHosts: [host],
    privateOrigins: [origin],
    readOnlyPosts: [],
    userAgent: USER_AGENT,
    ...(options.timeoutMs ? { timeoutMs: options.timeoutMs } : {}),
    ...(options.signal ? { deadline: options.signal } : {}),
  });
  try {
    const api = url.replace(/\/+$/, "");
    const answers = await Promise.all(adapters.map((adapter) => adapter.detect(client, api)));
    const pick = (wanted: "yes" | "maybe"): Adapter | undefined =>
      adapters.find((_, index) => answers[index]?.answer === wanted);
    const exchanges = client.exchanges();
    return {
      adapter: pick("yes") ?? pick("maybe") ?? null,
      reasons: adapters.map(({ id }, index) => ({
        adapter: id,
        answer: answers[index]?.answer ?? "no",
        why: answers[index]?.why ?? "",
      })),
      exchanges,
      unreachable: exchanges.length > 0 && exchanges.every(({ status }) => status === undefined),
    };
  } finally {
    await client.close();
  }
}
