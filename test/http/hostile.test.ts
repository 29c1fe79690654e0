import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  HOSTILE_NAMES,
  type HostileName,
  type HostileServer,
  startHostileServer,
} from "../../fixtures/hostile/server.ts";
import type { Failure } from "../../src/core/http.ts";
import { clientFor, closeClients } from "./support.ts";

/** A failure's reason, or the status of an answer with what `json()` makes of it. */
type Expected = Failure | { status: number; json: unknown };

const notJson = (status = 200): Expected => ({ status, json: null });
const ok: Expected = { status: 200, json: { ok: true } };
const empty: Expected = { status: 200, json: {} };

const EXPECTED: Record<HostileName, Expected> = {
  "never-ending": "too-large",
  "never-ending-gzip": "too-large",
  drip: "timeout",
  silence: "timeout",
  "gzip-bomb": "too-large",
  "brotli-bomb": "too-large",
  "deflate-bomb": "too-large",
  "double-gzip-bomb": "too-large",
  "double-gzip": { status: 200, json: { twice: true } },
  "gzip-nothing": "too-large",
  "triple-gzip": "protocol",
  "unknown-encoding": "protocol",
  "raw-deflate": { status: 200, json: { raw: true } },
  "bad-gzip": "protocol",
  "truncated-gzip": "protocol",
  "truncated-brotli": "protocol",
  "empty-gzip": notJson(),
  "invalid-utf8": { status: 200, json: { name: "\ufffd".repeat(7) } },
  utf16: notJson(),
  "bad-json": notJson(),
  "html-for-json": notJson(),
  "json-as-html": { status: 200, json: { json: true } },
  "duplicate-keys": notJson(),
  "proto-keys": {
    status: 200,
    json: JSON.parse(
      '{"__proto__":{"admin":true},"versions":{"__proto__":{"a":1},"constructor":2}}',
    ),
  },
  "deep-json": notJson(),
  "huge-numbers": notJson(),
  "terminal-escapes": { status: 200, json: { error: expect.stringContaining("FAKE LINE") } },
  "length-too-long": "protocol",
  // The three bytes are the body; the rest is the start of the next answer, and breaks that connection only.
  "length-too-short": notJson(),
  "length-and-chunked": "protocol",
  "reset-mid-body": "connect",
  "bad-chunk": "protocol",
  "slow-headers": "timeout",
  "header-flood": "too-large",
  "big-header": "too-large",
  "many-cookies": "too-large",
  "repeated-headers": empty,
  "empty-reply": "connect",
  reset: "connect",
  "reset-once": ok,
  "not-http": "protocol",
  "status-999": "protocol",
  "status-42": "protocol",
  "early-hints": empty,
  "endless-hints": "timeout",
  "switching-protocols": "protocol",
  "redirect-loop": "redirect",
  "redirect-hops": "redirect",
  "redirect-once": empty,
  "redirect-other-origin": "redirect",
  "redirect-scheme-relative": "redirect",
  "redirect-metadata": "redirect",
  "redirect-mapped": "redirect",
  "redirect-odd-spelling": "redirect",
  "redirect-decimal": "redirect",
  "redirect-private": "redirect",
  "redirect-file": "redirect",
  "redirect-data": "redirect",
  "redirect-userinfo": "redirect",
  "redirect-garbage": "redirect",
  "redirect-nowhere": notJson(302),
  "redirect-login": notJson(),
  echo: { status: 200, json: expect.objectContaining({ method: "GET" }) },
  well: ok,
  "429-always": "rate-limited",
  "429-once": ok,
  "429-date": ok,
  "429-forever": "rate-limited",
  "429-unnamed": "rate-limited",
  "503-once": ok,
  "503-always": notJson(503),
  "503-flapping": ok,
  "soft-404": notJson(),
  dies: empty,
};

const CONTROL = /[\p{Cc}\p{Cf}]/u;

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(async () => {
  await closeClients();
  await server.close();
});

describe("a hostile server", () => {
  it("is expected in all its behaviours", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...HOSTILE_NAMES].sort());
  });

  it.concurrent.each(HOSTILE_NAMES.filter((name) => name !== "dies"))("%s", async (name) => {
    // `dies` would take the server from the others; it has a test of its own.
    const expected = EXPECTED[name];
    // Only who waits for the end of time needs a short one; a busy machine may be slow with the others.
    const timeoutMs = expected === "timeout" ? 1000 : 8000;
    const client = clientFor([server.origin], { timeoutMs, retryAfterCapMs: 1500 });
    const start = performance.now();
    const result = await client.get(server.base(name), { by: "test" });
    const took = performance.now() - start;

    const seen = result.ok ? { status: result.status, json: result.json() } : result.reason;
    expect(seen, result.ok ? "" : result.message).toEqual(expected);
    // Waits that a server asked for come on top of the time on the network.
    expect(took).toBeLessThan(timeoutMs + 4000);
    expect(result.exchange.ms).toBeLessThan(timeoutMs + 2500);

    const [exchange] = client.exchanges();
    expect(exchange).toBe(result.exchange);
    expect(exchange).toMatchObject({ id: "x1", method: "GET", requestedBy: ["test"] });
    if (!result.ok) {
      expect(exchange?.failure).toEqual({ reason: result.reason, message: result.message });
      expect(result.message).not.toMatch(CONTROL);
      expect(result.message).not.toContain("hunter2");
    } else {
      expect(exchange?.failure).toBeUndefined();
      expect(exchange?.digest).toMatch(/^sha256:[\da-f]{64}$/);
    }
  });

  it("may die while it is asked", async () => {
    const mortal = await startHostileServer();
    const client = clientFor([mortal.origin]);
    const first = await client.get(mortal.base("dies"), { by: "test" });
    expect(first).toMatchObject({ ok: true, status: 200 });
    await mortal.close();
    const second = await client.get(mortal.base("well"), { by: "test" });
    expect(second).toMatchObject({ ok: false, reason: "connect" });
  });

  it("joins repeated headers, in an object without a prototype", async () => {
    const client = clientFor([server.origin]);
    const result = await client.get(server.base("repeated-headers"), { by: "test" });
    if (!result.ok) throw new Error(result.message);
    expect(result.headers["x-twice"]).toBe("a, b");
    expect(Object.getPrototypeOf(result.headers)).toBeNull();
  });

  it("cannot fill the memory", async () => {
    const bombs: HostileName[] = [
      "never-ending",
      "never-ending-gzip",
      "gzip-bomb",
      "brotli-bomb",
      "deflate-bomb",
      "double-gzip-bomb",
      "gzip-nothing",
    ];
    // Made before measuring: the server is in this process too.
    const warm = clientFor([server.origin]);
    for (const name of bombs) await warm.get(server.base(name), { by: "test" });

    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 5);
    const client = clientFor([server.origin]);
    const results = await Promise.all(
      bombs.map((name) => client.get(server.base(name), { by: "test" })),
    );
    clearInterval(watch);
    expect(results.map((result) => result.ok || result.reason)).toEqual(
      bombs.map(() => "too-large"),
    );
    expect(results.map((result) => result.exchange.ms).every((ms) => ms < 5000)).toBe(true);
    // Seven bodies of at most 5 MiB each, with the buffers of sockets and of zlib.
    expect((peak - before) / 2 ** 20).toBeLessThan(128);
  });
});
