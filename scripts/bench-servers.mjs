// Loopback servers that the benchmark measures against.
import { once } from "node:events";
import { createServer, request as httpRequest } from "node:http";

/** No new request for so long means that all that could be asked by now has been. Above what pacing spreads out. */
const QUIET_MS = 400;

async function listen(handler) {
  const requests = [];
  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    outgoing.on("error", () => {});
    handler(incoming, outgoing);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Asks the upstream the same, under the name that the client used, and resolves to its whole answer. */
async function forward(upstream, incoming) {
  const { hostname, port } = new URL(upstream);
  const { method, url: path, headers } = incoming;
  const outgoing = httpRequest({ hostname, port, method, path, headers });
  incoming.pipe(outgoing);
  const [answer] = await once(outgoing, "response");
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(chunks) };
}

function reply(outgoing, { status, headers, body }) {
  const { "transfer-encoding": _, connection: __, ...kept } = headers;
  outgoing.writeHead(status, { ...kept, "content-length": body.length });
  outgoing.end(body);
}

/** Answers like the upstream, each answer so many milliseconds after its request. */
export async function startDelay(upstream, ms) {
  return listen((incoming, outgoing) => {
    const due = Date.now() + ms;
    forward(upstream, incoming).then(
      (answer) => setTimeout(() => reply(outgoing, answer), Math.max(0, due - Date.now())),
      () => outgoing.destroy(),
    );
  });
}

/** Answers like the upstream, but only once nobody asks anything more: each release is one round. */
export async function startBarrier(upstream) {
  let waiting = [];
  let rounds = 0;
  let timer;
  const release = () => {
    rounds += 1;
    const released = waiting;
    waiting = [];
    for (const go of released) go();
  };
  const server = await listen((incoming, outgoing) => {
    clearTimeout(timer);
    timer = setTimeout(release, QUIET_MS);
    const answer = forward(upstream, incoming);
    waiting.push(() => {
      answer.then(
        (whole) => reply(outgoing, whole),
        () => outgoing.destroy(),
      );
    });
  });
  return { ...server, rounds: () => rounds };
}

/** Answers everything with the same bytes. */
export async function startFlood({ body, headers }) {
  return listen((incoming, outgoing) => {
    incoming.resume();
    outgoing.writeHead(200, {
      "content-type": "application/json",
      "content-length": body.length,
      ...headers,
    });
    outgoing.end(body);
  });
}
