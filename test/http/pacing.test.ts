import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startHostileServer } from "../../fixtures/hostile/server.ts";
import { createPacer, createSlots } from "../../src/http/pacing.ts";
import { planRetry, retryAfterMs } from "../../src/http/retry.ts";
import { clientFor, closeClients } from "./support.ts";

const never = new AbortController().signal;
afterEach(closeClients);

describe("the pacer", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("lets a burst go, then keeps to the rate, per host", async () => {
    const pacer = createPacer({ burst: 3, perSecond: 50 });
    const start = performance.now();
    const turns = (host: string, count: number): Promise<number[]> =>
      Promise.all(
        Array.from({ length: count }, async () => {
          await pacer.turn(host, never);
          return performance.now() - start;
        }),
      );
    const all = Promise.all([turns("a", 6), turns("b", 3)]);
    await vi.runAllTimersAsync();
    expect(await all).toEqual([
      [0, 0, 0, 20, 40, 60],
      [0, 0, 0],
    ]);
  });

  it("holds a host, and keeps to the rate afterwards", async () => {
    const pacer = createPacer({ burst: 1, perSecond: 50 });
    const start = performance.now();
    pacer.hold("a", 100);
    const all = Promise.all(
      [1, 2, 3].map(async () => {
        await pacer.turn("a", never);
        return performance.now() - start;
      }),
    );
    await vi.runAllTimersAsync();
    expect((await all).sort((a, b) => a - b)).toEqual([100, 120, 140]);
  });

  it("stops waiting when told", async () => {
    const pacer = createPacer({ burst: 1, perSecond: 1 });
    pacer.hold("a", 60_000);
    const reason = new Error("over");
    await expect(pacer.turn("a", AbortSignal.abort(reason))).rejects.toBe(reason);
    const controller = new AbortController();
    const turn = pacer.turn("a", controller.signal);
    controller.abort(reason);
    await expect(turn).rejects.toBe(reason);
  });
});

describe("slots", () => {
  it("are given in order, back and again, also past those who left", async () => {
    const slots = createSlots(1);
    const release = await slots.take(never);
    const controller = new AbortController();
    const order: string[] = [];
    const left = slots.take(controller.signal).catch(() => order.push("left"));
    const next = slots.take(never).then((give) => {
      order.push("next");
      give();
    });
    const last = slots.take(never).then(() => order.push("last"));
    controller.abort(new Error("over"));
    await left;
    release();
    await Promise.all([next, last]);
    expect(order).toEqual(["left", "next", "last"]);
  });
});

describe("the client's pace", () => {
  it("is kept on the wire, and does not count as time of an exchange", async () => {
    const server = await startHostileServer();
    const client = clientFor([server.origin], {
      pace: { burst: 2, perSecond: 4 },
      timeoutMs: 1000,
    });
    const urls = Array.from({ length: 7 }, (_, i) => `${server.base("well")}?${i}`);
    const start = performance.now();
    const results = await Promise.all(urls.map((url) => client.get(url, { by: "test" })));
    expect(results.every((result) => result.ok)).toBe(true);
    // Two at once, then five that are 250 ms apart: the last waits longer than an exchange may take.
    expect((server.times.at(-1) ?? 0) - start).toBeGreaterThanOrEqual(1245);
    expect(Math.max(...results.map((result) => result.exchange.ms))).toBeLessThan(1000);
    await server.close();
  });

  it("never has more in flight than it may", async () => {
    const server = await startHostileServer();
    const client = clientFor([server.origin], { concurrency: 2, timeoutMs: 1500 });
    const urls = Array.from({ length: 4 }, (_, i) => `${server.base("silence")}?${i}`);
    const pending = urls.map((url) => client.get(url, { by: "test" }));
    await vi.waitFor(() => expect(server.hits()).toBeGreaterThanOrEqual(2), 1000);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.hits()).toBe(2);
    await Promise.all(pending);
    expect(server.hits()).toBe(4);
    await server.close();
  });

  it.each([
    ["429-once", 2, 900],
    ["429-date", 2, 0],
    ["429-always", 3, 0],
    ["429-unnamed", 2, 0],
    ["429-forever", 1, 0],
    ["503-always", 3, 0],
    ["reset-once", 2, 0],
    ["reset", 2, 0],
    ["500 is not repeated", 1, 0],
  ] as const)("repeats a GET: %s", async (name, hits, atLeast) => {
    const server = await startHostileServer();
    const client = clientFor([server.origin], { retryAfterCapMs: 1500 });
    const url = name.startsWith("500") ? `${server.origin}/none` : `${server.origin}/${name}`;
    await client.get(url, { by: "test" });
    expect(server.hits()).toBe(hits);
    const [first = 0, second = first] = server.times;
    expect(second - first).toBeGreaterThanOrEqual(atLeast);
    await server.close();
  });

  it("does not begin a wait that would end after the deadline", async () => {
    const server = await startHostileServer();
    const client = clientFor([server.origin], { deadline: 800 });
    const result = await client.get(server.base("429-once"), { by: "test" });
    // Had it waited, the deadline would be the reason.
    expect(result).toMatchObject({ ok: false, reason: "rate-limited", exchange: { status: 429 } });
    expect(server.hits()).toBe(1);
    await server.close();
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-06T08:49:30Z");
  it.each([
    ["7", 7000],
    ["0", 0],
    ["99999999", 99_999_999_000],
    ["Fri, 06 Nov 2026 08:49:37 GMT", 7000],
    ["Fri, 06 Nov 2020 08:49:37 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["-1", undefined],
    ["1.5", undefined],
    ["soon", undefined],
    ["Fri, 99 Nov 2026 08:49:37 GMT", undefined],
    ["2026-11-06", undefined],
    ["9".repeat(400), undefined],
  ])("%s", (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });

  const question = {
    method: "GET",
    status: 429,
    retryAfter: "1",
    retries: 0,
    now,
    capMs: 10_000,
    leftMs: Number.POSITIVE_INFINITY,
  };
  it.each([
    [{}, 1000],
    [{ method: "HEAD" }, 1000],
    [{ method: "POST" }, false],
    [{ status: 503 }, 1000],
    [{ status: 500 }, false],
    [{ status: 200 }, false],
    [{ retries: 1 }, 1000],
    [{ retries: 2 }, false],
    [{ retryAfter: undefined }, 1000],
    [{ retryAfter: undefined, status: 503 }, 500],
    [{ retryAfter: undefined, retries: 1 }, false],
    [{ retryAfter: "11" }, false],
    [{ leftMs: 999 }, false],
  ])("%o", (changes, expected) => {
    const plan = planRetry({ ...question, ...changes });
    expect(plan.retry ? plan.wait : false).toBe(expected);
  });
});
