import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { SeenRequest, World } from "../../core/client-facts.ts";
import { OLD_WORLD, type StubAnswer, type StubProtocol } from "./world.ts";

export interface StubOptions {
  protocol: StubProtocol;
  /** A Unix socket to listen on, or a free port of 127.0.0.1. */
  listen: { socket: string } | "loopback";
  /** Hosts (`host:port`) that answer CONNECT with 410 because the real service is gone. */
  retiredHosts?: readonly string[];
}

/** A running stub registry. */
export interface Stub {
  /** Set for `loopback`. */
  port: number | null;
  /** Sets what is served, forgets the requests seen so far. `base` is the address that clients use. */
  begin(world: World, base: string): void;
  /** Requests since `begin`, in order. */
  seen(): SeenRequest[];
  close(): Promise<void>;
}

const BODY_LIMIT = 1024 * 1024;
const SEEN_LIMIT = 500;

/**
 * Starts a stub registry. It serves what its protocol answers, and is every client's proxy for all other addresses, where
 * it refuses: a request that was meant to leave this machine shows up in the log as `stray`.
 */
export async function startStub(options: StubOptions): Promise<Stub> {
  let world: World = OLD_WORLD;
  let base = "http://127.0.0.1";
  let log: SeenRequest[] = [];
  const note = (request: SeenRequest): void => {
    if (log.length < SEEN_LIMIT) log.push(request);
  };

  const server = createServer((request, response) => {
    // The log belongs to the step that the request arrived in, even if its answer is late.
    const mine = log;
    void answer(request).then((seen) => {
      if (mine === log) note(seen.entry);
      send(request, response, seen.answer);
    });
  });

  async function answer(
    request: IncomingMessage,
  ): Promise<{ entry: SeenRequest; answer: StubAnswer }> {
    const method = request.method ?? "GET";
    const raw = request.url ?? "/";
    const url = URL.canParse(raw, base) ? new URL(raw, base) : new URL(base);
    const target = `${url.pathname}${url.search}`;
    if (url.host !== new URL(base).host) {
      const refusal: StubAnswer = { status: 403, body: "", kind: "stray" };
      return { entry: { method, target: url.href, status: 403, kind: "stray" }, answer: refusal };
    }
    const body = await readBody(request);
    const given = options.protocol.answer(
      {
        method,
        path: decodePath(url.pathname),
        query: url.search,
        headers: flatten(request.headers),
        body,
      },
      world,
      base,
    ) ?? { status: 404, body: '{"error":"not found"}', kind: "other" as const };
    const entry: SeenRequest = {
      method,
      target,
      status: given.status,
      kind: given.kind,
      ...(given.subject === undefined ? {} : { subject: given.subject }),
      ...(given.tampered ? { tampered: true } : {}),
    };
    return { entry, answer: given };
  }

  server.on("connect", (request: IncomingMessage, socket: Duplex) => {
    const target = request.url ?? "";
    const retired = (options.retiredHosts ?? []).includes(target);
    const status = retired ? 410 : 403;
    note({ method: "CONNECT", target, status, kind: retired ? "advisory" : "stray" });
    socket.on("error", () => {});
    socket.end(`HTTP/1.1 ${status} ${retired ? "Gone" : "Forbidden"}\r\nContent-Length: 0\r\n\r\n`);
  });
  server.on("clientError", (_error, socket) => socket.destroy());

  await listen(server, options.listen);
  const address = server.address();
  return {
    port: address !== null && typeof address === "object" ? address.port : null,
    begin(next, at) {
      world = next;
      base = at;
      log = [];
    },
    seen: () => [...log],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, where: StubOptions["listen"]): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    const ready = (): void => {
      server.off("error", reject);
      resolve();
    };
    if (where === "loopback") server.listen(0, "127.0.0.1", ready);
    else server.listen(where.socket, ready);
  });
}

function send(request: IncomingMessage, response: ServerResponse, answer: StubAnswer): void {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
  response.on("error", () => {});
  response.writeHead(answer.status, {
    "content-type": "application/json",
    ...answer.headers,
    "content-length": body.length,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= BODY_LIMIT) chunks.push(chunk);
    }
    return decompress(Buffer.concat(chunks), request.headers["content-encoding"]);
  } catch {
    // A client that was killed half way; nobody reads this answer.
    return Buffer.alloc(0);
  }
}

function decompress(body: Buffer, encoding: string | undefined): Buffer {
  const limit = { maxOutputLength: BODY_LIMIT };
  switch (encoding) {
    case "gzip":
      return gunzipSync(body, limit);
    case "br":
      return brotliDecompressSync(body, limit);
    case "deflate":
      return inflateSync(body, limit);
    default:
      return body;
  }
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function flatten(headers: IncomingMessage["headers"]): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
