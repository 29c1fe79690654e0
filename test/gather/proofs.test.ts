import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type {
  Exchange,
  Failure,
  HttpClient,
  HttpResult,
  RequestOptions,
} from "../../src/core/http.ts";
import { checkProofs } from "../../src/gather/proofs.ts";

const URL_ = "https://docs.registry.example/policy";
const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/documents/${name}`, import.meta.url));

interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
  finalUrl?: string;
  failure?: Failure;
  message?: string;
  id?: string;
}

/** A client that gives the same answer to all who ask the same, as the guarded one does. */
function clientOf(reply: Reply | ((url: string) => Reply)): HttpClient & { sent: string[] } {
  const sent: string[] = [];
  const answers = new Map<string, HttpResult>();
  async function get(url: string, { by }: RequestOptions): Promise<HttpResult> {
    const known = answers.get(url);
    if (known) {
      known.exchange.requestedBy.push(by);
      return known;
    }
    sent.push(url);
    const result = resultOf(url, by, typeof reply === "function" ? reply(url) : reply);
    answers.set(url, result);
    return result;
  }
  const never = (): never => {
    throw new Error("only GET is expected");
  };
  return { get, head: never, post: never, sent };
}

function resultOf(url: string, by: string, reply: Reply): HttpResult {
  const exchange: Exchange = {
    id: reply.id ?? "x1",
    method: "GET",
    url,
    ms: 1,
    bytes: 0,
    requestedBy: [by],
    ...(reply.finalUrl ? { finalUrl: reply.finalUrl } : {}),
  };
  if (reply.failure) {
    return { ok: false, reason: reply.failure, message: reply.message ?? "it failed", exchange };
  }
  const body =
    typeof reply.body === "string"
      ? new TextEncoder().encode(reply.body)
      : (reply.body ?? new Uint8Array());
  return {
    ok: true,
    status: reply.status ?? 200,
    headers: { "content-type": "text/html; charset=utf-8", ...reply.headers },
    body,
    text: () => new TextDecoder().decode(body),
    json: () => null,
    exchange,
  };
}

async function proofOf(reply: Reply, says = "any TOTP application", url = URL_) {
  const [proof] = await checkProofs([{ url, says, by: "claim:a/b" }], clientOf(reply));
  return proof;
}

describe("a page that says so", () => {
  it("is verified, with the exchange it rests on", async () => {
    expect(await proofOf({ body: fixture("page.html") })).toEqual({
      url: URL_,
      says: "any TOTP application",
      state: "verified",
      detail: "the page still says so",
      exchange: "x1",
    });
  });
  it("is verified after a redirect on its host, and the record says where", async () => {
    const reply = { body: fixture("page.html"), finalUrl: "https://docs.registry.example/new" };
    expect(await proofOf(reply)).toMatchObject({ state: "verified", detail: /now at \/new$/ });
  });
  it("names no exchange while the client has not numbered them", async () => {
    expect(await proofOf({ body: fixture("page.html"), id: "" })).not.toHaveProperty("exchange");
  });
});

describe("a stale proof", () => {
  it.each([
    ["404", { status: 404, body: fixture("page-short.html") }, "the page is gone (HTTP 404)"],
    ["410", { status: 410 }, "the page is gone (HTTP 410)"],
    ["another text", { body: fixture("page.html") }, "the page no longer contains the phrase"],
    [
      "a short text",
      { body: fixture("page-short.html") },
      "the page no longer contains the phrase",
    ],
    [
      "a redirect to the home page",
      { body: fixture("page-short.html"), finalUrl: "https://docs.registry.example/" },
      "the page no longer contains the phrase, now at /",
    ],
    [
      "a source file without it",
      { body: "nothing here", headers: { "content-type": "text/plain" } },
      "the page no longer contains the phrase",
    ],
  ])("%s", async (_, reply, detail) => {
    expect(await proofOf(reply, "words nobody wrote")).toMatchObject({ state: "stale", detail });
  });
});

describe("what could not be read is unchecked", () => {
  it.each([400, 401, 403, 405, 406, 429, 451, 500, 502, 503, 504, 202, 204, 304])(
    "HTTP %i",
    async (status) => {
      const proof = await proofOf({ status, body: fixture("page.html") });
      expect(proof).toMatchObject({ state: "unchecked" });
      expect(proof?.detail).toContain(String(status));
    },
  );

  it.each<[Failure, string]>([
    ["dns", "the name does not resolve"],
    ["connect", "connection refused"],
    ["tls", "certificate expired"],
    ["timeout", "no answer within 10 s"],
    ["deadline", "the audit's time is up"],
    ["too-large", "more than 5 MiB"],
    ["too-many-requests", "more than 200 requests"],
    ["protocol", "not HTTP"],
    ["rate-limited", "HTTP 429, and waiting did not help"],
    ["refused", "a private address"],
    ["interrupted", "interrupted"],
  ])("%s", async (failure, message) => {
    expect(await proofOf({ failure, message })).toMatchObject({
      state: "unchecked",
      detail: message,
    });
  });

  it("offline", async () => {
    const detail = "not fetched: --offline";
    expect(await proofOf({ failure: "offline" })).toMatchObject({ state: "unchecked", detail });
  });
  it("a redirect off its host", async () => {
    const message = "redirected to another origin: https://elsewhere.example";
    expect(await proofOf({ failure: "redirect", message })).toMatchObject({
      state: "unchecked",
      detail: `the page moved: ${message}`,
    });
    const headers = { location: "https://elsewhere.example/policy?token=1" };
    expect(await proofOf({ status: 301, headers })).toMatchObject({
      state: "unchecked",
      detail: "the page moved to elsewhere.example; check it there and change the link",
    });
    const followed = { body: fixture("page.html"), finalUrl: "https://elsewhere.example/policy" };
    expect(await proofOf(followed)).toMatchObject({ state: "unchecked" });
    expect(await proofOf({ status: 404, ...followed })).toMatchObject({ state: "unchecked" });
  });
  it.each([
    ["no body", { body: "" }],
    ["nothing but markup", { body: "<html><body><br></body></html>" }],
    ["a PDF", { body: "%PDF-1.7", headers: { "content-type": "application/pdf" } }],
    ["a page of scripts", { body: fixture("shell.html") }],
    ["a login", { body: fixture("login.html") }],
    [
      "a login",
      {
        body: fixture("page-short.html"),
        finalUrl: "https://docs.registry.example/login?next=/policy",
      },
    ],
    ["a client-side redirect", { body: '<meta http-equiv="refresh" content="0;url=/x">Moved' }],
    ["not a web address", {}, "ftp://docs.registry.example/policy"],
    ["not an address", {}, "docs/policy"],
  ])("%s", async (_, reply, url = URL_) => {
    expect(await proofOf(reply, "words nobody wrote", url)).toMatchObject({ state: "unchecked" });
  });
});

describe("a bot wall", () => {
  const WALLS = readNames("wall-");
  it.each(
    WALLS.flatMap((name) => [200, 403, 404, 410, 503].map((status) => [name, status] as const)),
  )("%s with HTTP %i is unchecked, never stale and never verified", async (name, status) => {
    for (const says of [
      "words nobody wrote",
      "Access Denied",
      "Loading",
      "Powered and protected by",
    ]) {
      const proof = await proofOf({ status, body: fixture(name) }, says);
      expect(proof).toMatchObject({ state: "unchecked" });
      expect(proof?.detail).toMatch(/^a challenge for browsers stands before the page/);
    }
  });

  it.each([
    ["cf-mitigated", "challenge", "Cloudflare"],
    ["x-amzn-waf-action", "captcha", "AWS WAF"],
    ["x-vercel-mitigated", "challenge", "Vercel"],
  ])("is known by its header %s", async (name, value, who) => {
    for (const status of [200, 202, 404]) {
      const reply = { status, headers: { [name]: value }, body: fixture("page.html") };
      const detail = `a challenge for browsers stands before the page (${who})`;
      expect(await proofOf(reply)).toMatchObject({ state: "unchecked", detail });
    }
  });

  it.each(["page.html", "page-about-walls.html", "page-short.html"])(
    "is not seen in %s",
    async (name) => {
      expect(await proofOf({ status: 404, body: fixture(name) })).toMatchObject({ state: "stale" });
    },
  );
  it("is not seen in an article about walls, nor does a hint at scripts save its lost phrase", async () => {
    const body = fixture("page-about-walls.html");
    expect(await proofOf({ body }, "looks healthy to its operators")).toMatchObject({
      state: "verified",
    });
    expect(await proofOf({ body }, "words nobody wrote")).toMatchObject({ state: "stale" });
  });
});

describe("a set of links", () => {
  const links = [
    { url: "https://b.example/two", says: "second factor", by: "claim:b/two" },
    { url: "https://www.npmjs.com/policies", says: "anything", by: "claim:a/one" },
    { url: "https://b.example/one", says: "Recovery codes", by: "claim:a/one" },
    { url: "https://b.example/two#top", says: "words nobody wrote", by: "claim:a/one" },
    { url: "https://b.example/two", says: "second factor", by: "claim:a/one" },
  ];

  it("gives one record for each URL and phrase, in the same order however they come", async () => {
    const forward = await checkProofs(links, clientOf({ body: fixture("page.html") }));
    const backward = await checkProofs(
      [...links].reverse(),
      clientOf({ body: fixture("page.html") }),
    );
    expect(forward).toEqual(backward);
    expect(forward.map(({ url, says, state }) => [url, says, state])).toEqual([
      ["https://b.example/one", "Recovery codes", "verified"],
      ["https://b.example/two", "second factor", "verified"],
      ["https://b.example/two#top", "words nobody wrote", "stale"],
      ["https://www.npmjs.com/policies", "anything", "not-fetched"],
    ]);
  });
  it("fetches each page once, and forbidden ones never", async () => {
    const client = clientOf({ body: fixture("page.html") });
    const proofs = await checkProofs(links, client);
    expect(client.sent.sort()).toEqual(["https://b.example/one", "https://b.example/two"]);
    expect(proofs.at(-1)).toEqual({
      url: "https://www.npmjs.com/policies",
      says: "anything",
      state: "not-fetched",
      detail:
        "npm's terms forbid automated access to its website (https://docs.npmjs.com/policies/open-source-terms)",
    });
  });
  it("may be empty", async () => {
    expect(await checkProofs([], clientOf({}))).toEqual([]);
  });
  it("never lets a server's words into a detail unescaped", async () => {
    const proof = await proofOf({ failure: "protocol", message: "\u001b[2Jgone\n\u202e" });
    expect(proof?.detail).toBe("\\x1b[2Jgone\\n\\u202e");
  });
});

function readNames(prefix: string): string[] {
  const list = new TextDecoder().decode(fixture("README.md"));
  return [...new Set(list.match(/`[\w.-]+\.html`/g))]
    .map((name) => name.slice(1, -1))
    .filter((name) => name.startsWith(prefix));
}
