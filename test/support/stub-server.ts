import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What the stub answers. One of `json`, `text` and `body`; status defaults to 200. */
export interface StubAnswer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  body?: Uint8Array;
  delayMs?: number;
}

export interface StubRequest {
  method: string;
  /** Path with query, as sent: escapes are kept. */
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export type StubRoute = StubAnswer | ((request: StubRequest) => StubAnswer);

/** Keys are `GET /path?query`; a trailing `*` matches any rest, and the longest such key wins. */
export type StubRoutes = Record<string, StubRoute>;

export interface StubServer {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  url: string;
  requests: StubRequest[];
  /** `METHOD PATH` of the requests that no route covers; they got the fallback. */
  unexpected: string[];
  /** Replaces all routes. */
  setRoutes(routes: StubRoutes): void;
  stop(): Promise<void>;
}

export interface StubOptions {
  /** For requests without a route. Default: 404 with a small JSON error. */
  fallback?: StubAnswer;
}

/** Serves the routes on a free loopback port. */
export async function startStubServer(
  routes: StubRoutes,
  options: StubOptions = {},
): Promise<StubServer> {
  let current = routes;
  const requests: StubRequest[] = [];
  const unexpected: string[] = [];
  const fallback = options.fallback ?? { status: 404, json: { error: "Not found" } };
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const request: StubRequest = {
        method: incoming.method ?? "GET",
        path: incoming.url ?? "/",
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      requests.push(request);
      let route = findRoute(current, `${request.method} ${request.path}`);
      if (route === undefined) {
        unexpected.push(`${request.method} ${request.path}`);
        route = fallback;
      }
      const answer = typeof route === "function" ? route(request) : route;
      setTimeout(() => {
        outgoing.writeHead(answer.status ?? 200, headersOf(answer));
        outgoing.end(request.method === "HEAD" ? undefined : bodyOf(answer));
      }, answer.delayMs ?? 0);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    unexpected,
    setRoutes(next) {
      current = next;
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A recorded case: `{ source, routes }` in `fixtures/http/<registry>/<case>.json`. */
export function loadRoutes(path: string): StubRoutes {
  const url = new URL(`../../fixtures/http/${path}`, import.meta.url);
  const file = JSON.parse(readFileSync(url, "utf8")) as { source?: unknown; routes: StubRoutes };
  if (typeof file.source !== "string") throw new Error(`${path} does not cite its source`);
  return file.routes;
}

function findRoute(routes: StubRoutes, asked: string): StubRoute | undefined {
  if (Object.hasOwn(routes, asked)) return routes[asked];
  const pattern = Object.keys(routes)
    .filter((key) => key.endsWith("*") && asked.startsWith(key.slice(0, -1)))
    .sort((a, b) => b.length - a.length)[0];
  return pattern === undefined ? undefined : routes[pattern];
}

function headersOf(answer: StubAnswer): Record<string, string> {
  const usual =
    answer.json !== undefined
      ? "application/json"
      : answer.text !== undefined
        ? "text/plain; charset=utf-8"
        : "application/octet-stream";
  return { "content-type": usual, ...answer.headers };
}

function bodyOf(answer: StubAnswer): string | Uint8Array {
  if (answer.json !== undefined) return JSON.stringify(answer.json);
  return answer.text ?? answer.body ?? "";
}
