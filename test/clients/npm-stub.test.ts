import { createHash } from "node:crypto";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { npmProtocol } from "../../src/clients/stub/npm/protocol.ts";
import { type Stub, startStub } from "../../src/clients/stub/server.ts";
import { type StubAnswer, worldOf } from "../../src/clients/stub/world.ts";
import type { World } from "../../src/core/client-facts.ts";

const BULK = "/-/npm/v1/security/advisories/bulk";
const BASE = "http://127.0.0.1:4873";

function ask(
  path: string,
  world: Partial<World> = {},
  more: { method?: string; accept?: string; body?: unknown } = {},
): StubAnswer | null {
  return npmProtocol.answer(
    {
      method: more.method ?? "GET",
      path,
      query: "",
      headers: more.accept === undefined ? {} : { accept: more.accept },
      body: Buffer.from(more.body === undefined ? "" : JSON.stringify(more.body)),
    },
    worldOf(world),
    BASE,
  );
}

interface Answer {
  "dist-tags"?: Record<string, string>;
  versions?: Record<string, { dist: { integrity: string; tarball: string } }>;
  time?: Record<string, string>;
  victim?: Record<string, unknown>[];
}

function json(answer: StubAnswer | null): Answer {
  return JSON.parse(String(answer?.body)) as Answer;
}

function integrity(answer: StubAnswer | null): string {
  const bytes = answer?.body as Buffer;
  return `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
}

const both = { versions: ["1.0.0", "1.0.1"] } satisfies Partial<World>;
const tarball = "/victim/-/victim-1.0.0.tgz";
function distOf(answer: StubAnswer | null): { integrity: string; tarball: string } {
  const dist = json(answer).versions?.["1.0.0"]?.dist;
  if (!dist) throw new Error("1.0.0 is not on offer");
  return dist;
}

describe("the npm protocol", () => {
  it("offers the versions of the world, and only those", () => {
    expect(Object.keys(json(ask("/victim")).versions ?? {})).toEqual(["1.0.0"]);
    expect(json(ask("/victim", both))["dist-tags"]).toEqual({ latest: "1.0.1" });
    expect(ask("/victim/-/victim-1.0.1.tgz")).toBeNull();
    expect(ask("/victim/-/victim-1.0.1.tgz", both)).toMatchObject({ status: 200 });
    expect(ask("/other")).toBeNull();
    expect(ask("/victim", {}, { method: "PUT" })).toBeNull();
  });

  it("serves metadata that matches its bytes", () => {
    const { integrity: promised, tarball: url } = distOf(ask("/victim"));
    expect(promised).toBe(integrity(ask(tarball)));
    expect(url).toBe(`${BASE}${tarball}`);
  });

  it("tampers with the bytes alone, or with bytes and metadata", () => {
    const genuine = distOf(ask("/victim")).integrity;
    const bytes = { tamper: "bytes" } as const;
    expect(distOf(ask("/victim", bytes)).integrity).toBe(genuine);
    expect(integrity(ask(tarball, bytes))).not.toBe(genuine);
    expect(ask("/victim", bytes)?.tampered).toBeUndefined();
    expect(ask(tarball, bytes)?.tampered).toBe(true);

    const metadata = { tamper: "metadata" } as const;
    expect(distOf(ask("/victim", metadata)).integrity).toBe(integrity(ask(tarball, metadata)));
    expect(distOf(ask("/victim", metadata)).integrity).not.toBe(genuine);
    expect(ask("/victim", metadata)?.tampered).toBe(true);
  });

  it("is no kinder than the registry", () => {
    const abbreviated = ask("/victim", {}, { accept: "application/vnd.npm.install-v1+json" });
    expect(json(abbreviated)).not.toHaveProperty("time");
    expect(json(ask("/victim")).time).toMatchObject({ "1.0.0": "2020-01-01T00:00:00.000Z" });
    const body = { victim: ["1.0.0"] };
    const advisory = json(ask(BULK, { advisory: "on" }, { method: "POST", body })).victim?.[0];
    expect(advisory).not.toHaveProperty("patched_versions");
    const richer = { advisory: "on", richer: ["patched_versions"] } as const;
    const kinder = ask(BULK, { ...richer, richer: [...richer.richer] }, { method: "POST", body });
    expect(json(kinder).victim?.[0]).toHaveProperty("patched_versions", ">=1.0.1");
    for (const path of ["/-/npm/v1/security/audits", "/-/npm/v1/security/audits/quick"]) {
      expect(ask(path, { advisory: "on" }, { method: "POST" })).toMatchObject({ status: 410 });
    }
  });

  it("names the advisory for affected versions only", () => {
    const of = (body: unknown, advisory: World["advisory"] = "on"): StubAnswer | null =>
      ask(BULK, { advisory }, { method: "POST", body });
    expect(json(of({ victim: ["1.0.0"] }))).toHaveProperty("victim");
    expect(json(of({ victim: ["1.0.1"] }))).toEqual({});
    expect(json(of("nonsense"))).toEqual({});
    expect(json(of({ victim: ["1.0.0"] }, "off"))).toEqual({});
    expect(of({ victim: ["1.0.0"] }, "failing")).toMatchObject({ status: 503, kind: "advisory" });
  });
});

describe("the stub server", () => {
  let stub: Stub;
  let base: string;
  beforeAll(async () => {
    stub = await startStub({
      protocol: npmProtocol,
      listen: "loopback",
      retiredHosts: ["old.registry.example:443"],
    });
    base = `http://127.0.0.1:${stub.port}`;
  });
  afterAll(() => stub.close());

  function proxy(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(stub.port ?? 0, "127.0.0.1", () => socket.write(text));
      let answer = "";
      socket.on("data", (chunk) => {
        answer += String(chunk);
        socket.destroy();
        resolve(answer.split("\r\n")[0] ?? "");
      });
      socket.on("error", reject);
    });
  }

  it("writes down what it was asked, anew for each step", async () => {
    stub.begin(worldOf({ advisory: "on" }), base);
    await (await request(`${base}/victim`)).body.dump();
    const head = await request(`${base}/victim`, { method: "HEAD" });
    expect(head.statusCode).toBe(200);
    await head.body.dump();
    const bulk = await request(`${base}${BULK}`, {
      method: "POST",
      headers: { "content-encoding": "gzip" },
      body: gzipSync('{"victim":["1.0.0"]}'),
    });
    expect(await bulk.body.json()).toHaveProperty("victim");
    expect(stub.seen()).toEqual([
      { method: "GET", target: "/victim", status: 200, kind: "metadata", subject: "victim" },
      { method: "HEAD", target: "/victim", status: 200, kind: "metadata", subject: "victim" },
      { method: "POST", target: BULK, status: 200, kind: "advisory" },
    ]);
    stub.begin(worldOf({}), base);
    expect(stub.seen()).toEqual([]);
  });

  it("refuses, as a proxy, whatever is meant for another host, and writes it down", async () => {
    stub.begin(worldOf({}), base);
    const host = "Host: registry.example\r\n\r\n";
    expect(await proxy(`CONNECT registry.example:443 HTTP/1.1\r\n${host}`)).toMatch(/403/);
    expect(await proxy(`CONNECT old.registry.example:443 HTTP/1.1\r\n${host}`)).toMatch(/410/);
    expect(await proxy(`GET http://registry.example/victim HTTP/1.1\r\n${host}`)).toMatch(/403/);
    expect(stub.seen()).toEqual([
      { method: "CONNECT", target: "registry.example:443", status: 403, kind: "stray" },
      { method: "CONNECT", target: "old.registry.example:443", status: 410, kind: "advisory" },
      { method: "GET", target: "http://registry.example/victim", status: 403, kind: "stray" },
    ]);
  });

  it("survives bodies that are not what they claim", async () => {
    stub.begin(worldOf({ advisory: "on" }), base);
    const answer = await request(`${base}${BULK}`, {
      method: "POST",
      headers: { "content-encoding": "gzip" },
      body: "not gzip",
    });
    expect(answer.statusCode).toBe(200);
    await answer.body.dump();
  });
});
