import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createDeadline } from "../../src/core/deadline.ts";
import { collectGarbage } from "../support/garbage.ts";

/** Whether the listener was called. A function of its own, so that nothing here keeps the signal alive. */
function listen(ms: number, interrupt?: AbortSignal): { reason: unknown } {
  const heard: { reason: unknown } = { reason: null };
  const { signal } = createDeadline(ms, interrupt);
  signal.addEventListener("abort", () => {
    heard.reason = signal.reason;
  });
  return heard;
}

describe("a deadline", () => {
  it("comes, whatever the garbage collector took meanwhile", async () => {
    const alone = listen(100);
    const together = listen(100, new AbortController().signal);
    await sleep(10);
    collectGarbage();
    await sleep(300);
    for (const { reason } of [alone, together])
      expect(reason).toMatchObject({ name: "TimeoutError" });
  });

  it("comes early with the reason of an interruption, also of one that has been", () => {
    const reason = new Error("Ctrl-C");
    const controller = new AbortController();
    const { signal } = createDeadline(60_000, controller.signal);
    controller.abort(reason);
    expect(signal.reason).toBe(reason);
    expect(createDeadline(60_000, AbortSignal.abort(reason)).signal.reason).toBe(reason);
  });

  it("does not come once it was cleared", async () => {
    const controller = new AbortController();
    const { signal, clear } = createDeadline(20, controller.signal);
    clear();
    controller.abort();
    await sleep(60);
    expect(signal.aborted).toBe(false);
  });
});
