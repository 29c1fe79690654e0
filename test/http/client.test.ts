import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type HostileServer, startHostileServer } from "../../fixtures/hostile/server.ts";
import type { Exchange, HttpResult, RequestOptions } from "../../src/core/http.ts";
import { clientFor, closeClients } from "./support.ts";

const by: RequestOptions = { by: "test" };
const JSON_BODY = { contentType: "application/json", text: '{"q":1}' };

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterEach(closeClients);
afterAll(() => server.close());

function reason(result: HttpResult): string {
  return result.ok ? `answer ${result.status}` : result.reason;
}

/** What `echo` says arrived. */
function arrived(result: HttpResult): {
  method: string;
  url: string;
  body: string;
  headers: Record<string, string>;
} {
  if (!result.ok) throw new Error(result.message);
  return result.json() as ReturnType<typeof arrived>;
}

describe("what may be asked", () => {
  it.each([
    ["a host nobody named", "https://other.example/"],
    ["plain http", "http://registry.example/"],
    ["another port", "https://registry.example:8443/"],
    ["user and password", "https://user:hunter2@registry.example/"],
    ["a file", "file:///etc/passwd"],
    ["a data URL", "data:application/json,{}"],
    ["no URL", "registry"],
    ["a URL without end", `https://registry.example/${"a".repeat(9000)}`],
    ["a forbidden host", "https://terms.example/x"],
    ["this machine by name", "https://localhost/"],
    ["this machine by a longer name", "https://a.localhost./"],
    ["loopback", "https://127.0.0.1/"],
    ["loopback, hexadecimal", "https://0x7f.1/"],
    ["loopback, decimal", "https://2130706433/"],
    ["loopback, mapped", "https://[::ffff:127.0.0.1]/"],
    ["unspecified", "https://0.0.0.0/"],
    ["metadata", "https://169.254.169.254/latest/"],
  ])("refuses %s", async (_what, url) => {
    const hosts = ["localhost", "a.localhost.", "127.0.0.1", "0.0.0.0", "169.254.169.254"];
    const client = clientFor([], {
      allowedHosts: ["registry.example", "terms.example", "[::ffff:7f00:1]", ...hosts],
      forbiddenHosts: [{ host: "terms.example", why: "its terms forbid robots" }],
      resolve: () => Promise.reject(new Error("nothing may be resolved")),
    });
    const result = await client.get(url, by);
    expect(reason(result)).toBe("refused");
    expect(JSON.stringify(client.exchanges())).not.toContain("hunter2");
  });

  it("refuses names that resolve to an address that is not public", async () => {
    for (const address of ["127.0.0.1", "10.1.2.3", "::1", "fd00::1", "::ffff:127.0.0.1"]) {
      const family = address.includes(":") ? 6 : 4;
      const client = clientFor([], {
        allowedHosts: ["registry.example"],
        // A public address beside it changes nothing.
        resolve: async () => [
          { address: "8.8.8.8", family: 4 },
          { address, family },
        ],
      });
      const result = await client.get("https://registry.example/", by);
      expect(reason(result), address).toBe("refused");
      expect(result).toMatchObject({ message: expect.stringContaining(address) });
    }
  });

  it("is not fooled by a name that changes its address", async () => {
    const answers = ["198.51.100.7", "127.0.0.1"];
    let asked = 0;
    const client = clientFor([], {
      allowedHosts: [`registry.example:${server.port}`],
      resolve: async () => [{ address: answers[asked++ % 2] ?? "", family: 4 }],
    });
    const before = server.hits();
    for (const path of ["/well?1", "/well?2"]) {
      const result = await client.get(`https://registry.example:${server.port}${path}`, by);
      expect(reason(result)).toBe("refused");
    }
    expect(asked).toBe(2);
    expect(server.hits()).toBe(before);
  });

  it("asks a private address by name when the profile names that origin", async () => {
    const origin = `http://registry.example:${server.port}`;
    const client = clientFor([origin], {
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    expect(reason(await client.get(`${origin}/well`, by))).toBe("answer 200");
    // The origin is allowed, not the machine.
    expect(reason(await client.get(`http://registry.example:1/well`, by))).toBe("refused");
  });

  it("lets a host in later", async () => {
    const client = clientFor([], {
      allowedHosts: [],
      resolve: () => Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })),
    });
    expect(reason(await client.get("https://docs.example/a", by))).toBe("refused");
    client.allow("docs.example");
    expect(reason(await client.get("https://docs.example/b", by))).toBe("dns");
  });

  it.each(["Host", "user-agent", "Accept-Encoding", "Transfer-Encoding", "Proxy-Authorization"])(
    "refuses the request header %s",
    async (name) => {
      const client = clientFor([server.origin]);
      const result = await client.get(server.base("echo"), { ...by, headers: { [name]: "x" } });
      expect(reason(result)).toBe("refused");
    },
  );

  it("refuses header values that would start another header", async () => {
    const client = clientFor([server.origin]);
    const headers = { "x-a": "1\r\nx-b: 2" };
    expect(reason(await client.get(server.base("echo"), { ...by, headers }))).toBe("refused");
  });
});

describe("POST", () => {
  it("is refused unless an adapter names the whole path on that origin", async () => {
    const before = server.hits("echo");
    const client = clientFor([server.origin], {
      readOnlyPosts: [
        { origin: server.origin, path: /\/echo\/bulk/g, why: "a query" },
        { origin: "https://registry.example", path: /\/echo\/other/, why: "a query" },
      ],
    });
    for (const path of ["/echo", "/echo/other", "/echo/bulk/more", "/x/echo/bulk"]) {
      expect(reason(await client.post(server.origin + path, JSON_BODY, by)), path).toBe("refused");
    }
    expect(server.hits("echo")).toBe(before);
    for (const query of ["?1", "?2"]) {
      const result = await client.post(`${server.origin}/echo/bulk${query}`, JSON_BODY, by);
      expect(arrived(result)).toMatchObject({ method: "POST", body: '{"q":1}' });
      expect(arrived(result).headers["content-type"]).toBe("application/json");
    }
  });

  it.each([
    ["reset", "connect", 1],
    ["503-once", "answer 503", 1],
    ["429-once", "rate-limited", 1],
    ["redirect-once", "redirect", 1],
  ] as const)("is never sent twice: %s", async (name, expected, hits) => {
    const own = await startHostileServer();
    const readOnlyPosts = [{ origin: own.origin, path: /.*/, why: "test" }];
    const client = clientFor([own.origin], { readOnlyPosts });
    expect(reason(await client.post(own.base(name), JSON_BODY, by))).toBe(expected);
    expect(own.hits()).toBe(hits);
    await own.close();
  });
});

describe("one exchange", () => {
  it("says who we are and what we accept", async () => {
    const client = clientFor([server.origin]);
    const result = await client.get(server.base("echo"), { ...by, accept: "text/plain" });
    expect(arrived(result).headers).toMatchObject({
      "user-agent": "assay/test",
      accept: "text/plain",
      "accept-encoding": "gzip, br",
    });
  });

  it("answers HEAD without a body", async () => {
    const client = clientFor([server.origin]);
    const result = await client.head(server.base("gzip-bomb"), by);
    expect(result).toMatchObject({ ok: true, status: 200, exchange: { method: "HEAD", bytes: 0 } });
  });

  it("gives the redirect itself when asked to", async () => {
    const client = clientFor([server.origin]);
    const url = server.base("redirect-other-origin");
    const result = await client.get(url, { ...by, followRedirects: false });
    expect(result).toMatchObject({
      ok: true,
      status: 302,
      headers: { location: "https://other.example/" },
    });
  });

  it("writes down where redirects led, and no secrets", async () => {
    const client = clientFor([server.origin]);
    await client.get(`${server.base("redirect-once")}?token=hunter2&q=1#part`, by);
    const [exchange] = client.exchanges();
    expect(exchange?.url).toBe(`${server.base("redirect-once")}?token=REDACTED&q=1`);
    expect(exchange?.finalUrl).toBe(`${server.base("redirect-once")}/end`);
  });

  it("counts every redirect against the cap of requests", async () => {
    const before = server.hits();
    const client = clientFor([server.origin], { maxRequests: 3 });
    const result = await client.get(server.base("redirect-hops"), by);
    expect(reason(result)).toBe("too-many-requests");
    expect(server.hits() - before).toBe(3);
    expect(reason(await client.get(server.base("well"), by))).toBe("too-many-requests");
  });

  it("keeps to the cap of all bodies together", async () => {
    const client = clientFor([server.origin], { maxTotalBytes: 20 });
    expect(reason(await client.get(`${server.base("well")}?1`, by))).toBe("answer 200");
    expect(reason(await client.get(`${server.base("well")}?2`, by))).toBe("too-large");
  });

  it("keeps to the cap of memory for all bodies together", async () => {
    const client = clientFor([server.origin], { maxKeptBytes: 20 });
    expect(reason(await client.get(`${server.base("well")}?1`, by))).toBe("answer 200");
    const second = await client.get(`${server.base("well")}?2`, by);
    expect(reason(second)).toBe("too-large");
    expect(second.exchange).toMatchObject({ status: 200, bytes: '{"ok":true}'.length });
  });

  it("takes a body of exactly the cap, and not a byte more", async () => {
    const size = '{"ok":true}'.length;
    const fits = clientFor([server.origin], { maxBodyBytes: size });
    expect(reason(await fits.get(server.base("well"), by))).toBe("answer 200");
    const small = clientFor([server.origin], { maxBodyBytes: size - 1 });
    expect(reason(await small.get(server.base("well"), by))).toBe("too-large");
  });

  it("ends a name lookup that hangs", async () => {
    const client = clientFor([], {
      allowedHosts: ["registry.example"],
      timeoutMs: 100,
      resolve: () => new Promise(() => undefined),
    });
    expect(reason(await client.get("https://registry.example/", by))).toBe("timeout");
  });

  it("shows servers' keys as data", async () => {
    const client = clientFor([server.origin]);
    const result = await client.get(server.base("proto-keys"), by);
    const value = (result.ok ? result.json() : null) as Record<string, unknown>;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value)).toEqual(["__proto__", "versions"]);
    expect(value["admin"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["admin"]).toBeUndefined();
  });
});

describe("the transcript", () => {
  it("has one exchange for all who ask the same", async () => {
    const before = server.hits("well");
    const told: Exchange[] = [];
    const client = clientFor([server.origin], { onExchange: (exchange) => told.push(exchange) });
    const url = server.base("well");
    const results = await Promise.all([
      client.get(url, { by: "b", headers: { "X-A": "1", "x-b": "2" } }),
      client.get(`${url}#part`, { by: "a", headers: { "x-b": "2", "x-a": "1" } }),
    ]);
    results.push(await client.get(url, { by: "a", headers: { "x-a": "1", "x-b": "2" } }));
    expect(new Set(results.map((result) => result.exchange)).size).toBe(1);
    expect(server.hits("well") - before).toBe(1);
    expect(client.exchanges()).toEqual([expect.objectContaining({ requestedBy: ["a", "b"] })]);
    expect(told).toHaveLength(1);
  });

  it("tells apart what differs in anything that is sent", async () => {
    const client = clientFor([server.origin], {
      readOnlyPosts: [{ origin: server.origin, path: /\/well/, why: "test" }],
    });
    const url = server.base("well");
    await Promise.all([
      client.get(url, by),
      client.head(url, by),
      client.get(url, { ...by, accept: "text/html" }),
      client.get(url, { ...by, headers: { a: "1" } }),
      client.get(`${url}?1`, by),
      client.post(url, JSON_BODY, by),
      client.post(url, { ...JSON_BODY, text: "{}" }, by),
    ]);
    expect(client.exchanges()).toHaveLength(7);
  });

  it("has the same order and ids whatever came first", async () => {
    const urls = ["/well?b", "/well?a", "/echo", "/well?c"].map((path) => server.origin + path);
    const seen: string[][] = [];
    for (const order of [urls, [...urls].reverse()]) {
      const client = clientFor([server.origin]);
      const results = await Promise.all(order.map((url) => client.get(url, by)));
      expect(results.every((result) => result.exchange.id === "")).toBe(true);
      seen.push(client.exchanges().map((exchange) => `${exchange.id} ${exchange.url}`));
      // The objects that results hold carry the ids now.
      expect(results.map((result) => result.exchange.id).sort()).toEqual(["x1", "x2", "x3", "x4"]);
    }
    expect(seen[0]).toEqual(seen[1]);
  });
});

describe("ending", () => {
  it("is offline without asking or resolving anything", async () => {
    const before = server.hits();
    const client = clientFor([server.origin], {
      offline: true,
      resolve: () => Promise.reject(new Error("nothing may be resolved")),
    });
    expect(reason(await client.get(server.base("well"), by))).toBe("offline");
    expect(reason(await client.post(server.base("well"), JSON_BODY, by))).toBe("offline");
    expect(server.hits()).toBe(before);
    expect(client.exchanges()).toHaveLength(2);
  });

  it.each([
    ["a number", (): number => 150, "deadline"],
    ["a timeout signal", (): AbortSignal => AbortSignal.timeout(150), "deadline"],
    ["an aborted signal", (): AbortSignal => AbortSignal.abort(), "interrupted"],
  ] as const)("keeps to a deadline given as %s", async (_what, deadline, expected) => {
    const client = clientFor([server.origin], { deadline: deadline(), concurrency: 2 });
    const start = performance.now();
    // Two are in flight, the others wait for a slot or for their turn.
    const paths = Array.from({ length: 20 }, (_, i) => `${server.base("silence")}?${i}`);
    const results = await Promise.all(paths.map((url) => client.get(url, by)));
    expect(new Set(results.map(reason))).toEqual(new Set([expected]));
    expect(performance.now() - start).toBeLessThan(2000);
  });

  it("interrupts what is in flight when it is closed, and stays closed", async () => {
    const client = clientFor([server.origin]);
    const pending = client.get(server.base("silence"), by);
    setTimeout(() => void client.close(), 50);
    expect(reason(await pending)).toBe("interrupted");
    expect(reason(await client.get(server.base("well"), by))).toBe("interrupted");
    await client.close();
  });
});
