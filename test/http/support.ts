import {
  createHttpClient,
  type GuardedClient,
  type HttpClientOptions,
} from "../../src/http/client.ts";

const open: GuardedClient[] = [];

/** A client that may ask `origins`, reads no proxy settings, and is closed by `closeClients`. */
export function clientFor(
  origins: string[],
  options: Partial<HttpClientOptions> = {},
): GuardedClient {
  const client = createHttpClient({
    allowedHosts: [],
    privateOrigins: origins,
    readOnlyPosts: [],
    userAgent: "assay/test",
    env: {},
    ...options,
  });
  open.push(client);
  return client;
}

export async function closeClients(): Promise<void> {
  await Promise.all(open.splice(0).map((client) => client.close()));
}
