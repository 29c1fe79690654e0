import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { keep } from "../../src/http/keep.ts";

const MIB = 1024 * 1024;

describe("keep", () => {
  it.each([
    ["nothing", Buffer.alloc(0)],
    ["a small body", Buffer.from('{"name":"x"}')],
    ["a large text", Buffer.from('{"name":"x"},'.repeat(100_000))],
    ["a large body that does not shrink", randomBytes(MIB)],
  ])("gives back %s, each time it is asked", (_, body) => {
    const { read } = keep(body);
    expect(Buffer.compare(read(), body)).toBe(0);
    expect(Buffer.compare(read(), body)).toBe(0);
  });

  it("makes a large text anew for whoever asks, and holds a small one", () => {
    const large = keep(Buffer.alloc(MIB, "text "));
    expect(large.read()).not.toBe(large.read());
    const small = keep(Buffer.from("text"));
    expect(small.read()).toBe(small.read());
  });

  it("tells what it holds in memory", () => {
    expect(keep(Buffer.alloc(MIB, "text ")).bytes).toBeLessThan(MIB / 10);
    expect(keep(randomBytes(MIB)).bytes).toBe(MIB);
    expect(keep(Buffer.from("text")).bytes).toBe(4);
  });
});
