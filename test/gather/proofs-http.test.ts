import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkProofs } from "../../src/gather/proofs.ts";
import { TERMS } from "../../src/gather/terms.ts";
import { createHttpClient, type GuardedClient } from "../../src/http/client.ts";

let server: Server;
let origin: string;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/moved") {
      response.writeHead(302, { location: "https://elsewhere.example/policy" }).end();
    } else if (request.url === "/old") {
      response.writeHead(301, { location: "/policy" }).end();
    } else if (request.url === "/policy") {
      response.writeHead(200, { "content-type": "text/html" });
      response.end("<h1>Policy</h1><p>Deleted names are <b>never</b> used again.</p>");
    } else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

function open(offline: boolean): GuardedClient {
  return createHttpClient({
    allowedHosts: [],
    privateOrigins: [origin],
    readOnlyPosts: [],
    forbiddenHosts: TERMS,
    userAgent: "assay-test",
    offline,
  });
}

const says = "names are never used again";

it("works with the guarded client: one request a page, ids to be tied later", async () => {
  const http = open(false);
  try {
    const links = ["/policy", "/policy#names", "/old", "/moved", "/gone"].flatMap((path) =>
      ["claim:a/one", "claim:b/two"].map((by) => ({ url: origin + path, says, by })),
    );
    const proofs = await checkProofs(links, http);
    expect(proofs.map(({ url, state }) => [url.slice(origin.length), state])).toEqual([
      ["/gone", "stale"],
      ["/moved", "unchecked"],
      ["/old", "verified"],
      ["/policy", "verified"],
      ["/policy#names", "verified"],
    ]);
    expect(proofs[1]?.detail).toMatch(/^the page moved: .*elsewhere\.example/);
    expect(asked.sort()).toEqual(["/gone", "/moved", "/old", "/policy", "/policy"]);
    for (const exchange of http.exchanges()) {
      expect(exchange.requestedBy).toEqual(["claim:a/one", "claim:b/two"]);
    }
  } finally {
    await http.close();
  }
});

it("asks nothing when offline", async () => {
  const before = asked.length;
  const http = open(true);
  const [proof] = await checkProofs([{ url: `${origin}/policy`, says, by: "claim:a/one" }], http);
  expect(proof).toMatchObject({ state: "unchecked", detail: "not fetched: --offline" });
  expect(asked).toHaveLength(before);
  await http.close();
});
