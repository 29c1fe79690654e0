import { describe, expect, it } from "vitest";
import { guess, type GuessPlan } from "../../src/active/guess.ts";
import { judgeTrial } from "../../src/active/judge.ts";
import { LEAKED, PUBLIC_PASSWORDS, shaped } from "../../src/active/passwords.ts";
import { derivePassword } from "../../src/active/context.ts";
import { compareTokens } from "../../src/adapters/npm/active/token-shape.ts";
import { totp } from "../../src/adapters/npm/active/totp.ts";
import { NPM_ACTIVE } from "../../src/adapters/npm/active/index.ts";
import type { ActiveContext } from "../../src/core/active.ts";
import type { HttpResult } from "../../src/core/http.ts";
import { createSecrets } from "../../src/http/secrets.ts";

const jwt = (claims: string): string =>
  `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${Buffer.from(claims).toString("base64url")}.c2ln`;

describe("compareTokens", () => {
  it.each<[string, string[], string | null]>([
    ["a prefix with a separator", ["npm_abcDEF123456", "npm_axyDEF654321"], "npm_"],
    ["two parts", ["glpat-x_Qwerty123456", "glpat-x_Asdfgh654321"], "glpat-x_"],
    ["letters without a separator", ["regtok9f3kd8s7d6", "regtok2j4kd8s7d6"], "regtok"],
    ["a JWT's head", [jwt('{"name":"one"}'), jwt('{"name":"two"}')], null],
    ["a marker before a JWT", [`reg_${jwt("{1")}`, `reg_${jwt("{2")}`], "reg_"],
    ["nothing", ["Zk3jfd93kd==", "Qm4jfd93kd=="], null],
    ["one letter by chance", ["Zk3jfd93kd==", "Zm4jfd93kd=="], null],
    ["time in front (ULID)", ["01JDABCDEF0000000001", "01JDABCDEF9999999999"], null],
    ["the account's name in clear", ["assay-k3f9-owner:x1", "assay-k3f9-second:x2"], null],
    [
      "the account's name in base64",
      ["assay-k3f9-owner:x1", "assay-k3f9-second:x2"].map((it) =>
        Buffer.from(it).toString("base64"),
      ),
      null,
    ],
  ])("%s", (_what, tokens, marker) => {
    expect(compareTokens({ session: tokens, api: [] })?.marker ?? null).toBe(marker);
  });

  it("lets API tokens decide, and says where sessions differ", () => {
    const api = ["npm_abcDEF123456", "npm_axyDEF654321"];
    const session = ["Zk3jfd93kd==", "Qm4jfd93kd=="];
    expect(compareTokens({ session, api })).toMatchObject({ marker: "npm_", marked: ["api"] });
  });

  it("needs two of a kind", () => {
    expect(compareTokens({ session: ["npm_a"], api: ["npm_b"] })).toBeNull();
  });
});

describe("totp", () => {
  // RFC 6238, appendix B, SHA-1, last six of eight digits; the secret is "12345678901234567890".
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [20_000_000_000, "353130"],
  ])("at %i s: %s", (seconds, code) => {
    const now = new Date(seconds * 1000);
    expect(totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", now, 0)).toBe(code);
  });
});

describe("passwords", () => {
  it.each(LEAKED.map((it) => it))("controls have the shape of the leaked ones: %o", (row) => {
    const control = shaped(derivePassword("key", "run", "label"), row.shape);
    const classes = (text: string): boolean[] =>
      [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].map((kind) => kind.test(text));
    for (const leaked of row.passwords) {
      expect(leaked.length).toBeGreaterThanOrEqual(8);
      expect(classes(control)).toEqual(classes(leaked));
      expect(Math.abs(control.length - leaked.length)).toBeLessThanOrEqual(1);
    }
    expect(PUBLIC_PASSWORDS.has(control)).toBe(false);
  });

  it("are derived anew from run, label and secret", () => {
    const one = derivePassword("key", "run", "a");
    expect(one).toBe(derivePassword("key", "run", "a"));
    expect(
      new Set([
        one,
        ...["b"].map((it) => derivePassword("key", "run", it)),
        derivePassword("key", "ran", "a"),
        derivePassword("kay", "run", "a"),
      ]).size,
    ).toBe(4);
    expect(one).toMatch(/^Aa7-[\w-]{20}$/);
  });
});

describe("guess", () => {
  const secrets = createSecrets();
  const context = {
    judge: (result: HttpResult) => judgeTrial(result, secrets),
    words: (result: HttpResult) => (result.ok ? result.text() : ""),
  } as unknown as ActiveContext;
  const reply = (status: number, text = "", headers = {}, ms = 10): HttpResult => ({
    ok: true,
    status,
    headers,
    body: Buffer.from(text),
    text: () => text,
    json: () => null,
    exchange: { id: "", method: "PUT", url: "http://x/", ms, bytes: 0, requestedBy: [] },
  });
  const plan = (part: Partial<GuessPlan>): GuessPlan => ({
    where: "here",
    attempts: 20,
    right: async () => reply(200, "in"),
    wrong: async () => reply(401),
    accepted: (answer) => answer.text() === "in",
    ...part,
  });

  it("without a limit, all are worked on and the right one still gets in", async () => {
    expect(await guess(context, plan({}))).toMatchObject({
      tries: 20,
      processed: 20,
      limitedAt: null,
      after: { did: "allowed" },
    });
  });

  it.each<[string, HttpResult]>([
    ["429", reply(429, "", { "retry-after": "10" })],
    ["423", reply(423)],
    ["a 403 that speaks of a lock", reply(403, "account temporarily locked")],
  ])("stops at %s", async (_what, limit) => {
    const wrong = async (n: number): Promise<HttpResult> => (n < 5 ? reply(401) : limit);
    expect(await guess(context, plan({ wrong }))).toMatchObject({
      tries: 5,
      processed: 4,
      limitedAt: 5,
    });
  });

  it("sends no wrong one where the right one does not work", async () => {
    const wrong = (): Promise<HttpResult> => Promise.reject(new Error("sent"));
    const right = async (): Promise<HttpResult> => reply(401);
    expect(await guess(context, plan({ wrong, right }))).toMatchObject({ tries: 0 });
  });

  it("does not count what was turned away for its form, or broke", async () => {
    const wrong = async (n: number): Promise<HttpResult> => reply(n % 2 === 0 ? 422 : 500);
    expect(await guess(context, plan({ wrong }))).toMatchObject({ tries: 20, processed: 0 });
  });

  it("counts 200 for a wrong one as worked on, where the body says so", async () => {
    const wrong = async (): Promise<HttpResult> => reply(200, "{}");
    expect(await guess(context, plan({ wrong }))).toMatchObject({ processed: 20 });
  });

  it("measures a growing delay", async () => {
    const wrong = async (n: number): Promise<HttpResult> => reply(401, "", {}, n * 100);
    const { firstMs, lastMs } = await guess(context, plan({ wrong }));
    expect(lastMs).toBeGreaterThan(firstMs * 4);
  });
});

describe("the npm probes", () => {
  it("fill each fact once, and say what they do", () => {
    const fills = NPM_ACTIVE.probes.flatMap((probe) => probe.fills);
    expect(new Set(fills).size).toBe(fills.length);
    for (const { id, title, steps, cleanup, source } of NPM_ACTIVE.probes) {
      expect(id).toMatch(/^npm\/[a-z-]+$/);
      expect([title, cleanup, source].every((text) => text !== "")).toBe(true);
      expect(steps.length).toBeGreaterThan(0);
    }
  });
});
