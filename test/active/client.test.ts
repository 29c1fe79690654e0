import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ActiveRequest, Trial, TrialRules } from "../../src/core/active.ts";
import type { HttpResult } from "../../src/core/http.ts";
import { judgeTrial } from "../../src/active/judge.ts";
import { type ActiveConnection, createActiveConnection } from "../../src/http/active-client.ts";
import { createSecrets, type Secrets } from "../../src/http/secrets.ts";

let server: Server;
let seen: IncomingMessage[];
let answer: (request: IncomingMessage, response: ServerResponse) => void;
let connection: ActiveConnection;
let secrets: Secrets;
let target: string;

beforeEach(async () => {
  seen = [];
  answer = (_request, response) => response.end("{}");
  server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}/npm`;
  secrets = createSecrets(new Set(["password"]));
  connection = createActiveConnection({
    target,
    userAgent: "npm/11 assay",
    secrets,
    timeoutMs: 500,
    maxRequests: 10,
    env: {},
  });
});
afterEach(async () => {
  await connection.close();
  server.closeAllConnections();
  server.close();
});

function send(request: ActiveRequest): Promise<HttpResult> {
  return connection.bind("test", new AbortController().signal).send(request);
}

function reply(status: number, body: string, headers: Record<string, string> = {}): void {
  answer = (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

describe("the client for staging instances", () => {
  it("sends below the target's path, as who it says", async () => {
    await send({ method: "PUT", path: "/-/x", json: { a: 1 }, auth: { bearer: "t-o-k-e-n" } });
    expect(seen[0]).toMatchObject({ method: "PUT", url: "/npm/-/x" });
    expect(seen[0]?.headers).toMatchObject({
      authorization: "Bearer t-o-k-e-n",
      "content-type": "application/json",
      "user-agent": "npm/11 assay",
      connection: "close",
    });
  });

  it.each([
    "https://registry.example/x",
    "http://127.0.0.1:1/x",
    "x",
    "http://user:pw@127.0.0.1/x",
    "//registry.example/x",
  ])("never leaves the target: %s", async (path) => {
    const result = await send({ method: "PUT", path });
    const asked = seen.map(({ url }) => url);
    // A path may begin with two slashes; it is still a path.
    expect(path.startsWith("//") ? asked : []).toEqual(asked);
    if (!path.startsWith("//")) expect(result).toMatchObject({ ok: false, reason: "refused" });
  });

  it("takes an absolute address on the target, as an upload's location", async () => {
    const { origin } = new URL(target);
    expect(await send({ method: "PUT", path: `${origin}/v2/x?y=1` })).toMatchObject({ ok: true });
    expect(seen[0]?.url).toBe("/v2/x?y=1");
  });

  it("follows no redirect and repeats nothing", async () => {
    reply(307, "", { location: "/elsewhere" });
    expect(await send({ method: "PUT", path: "/x" })).toMatchObject({ ok: true, status: 307 });
    reply(429, "", { "retry-after": "0" });
    expect(await send({ method: "PUT", path: "/x" })).toMatchObject({ ok: true, status: 429 });
    answer = (request) => request.socket.destroy();
    expect(await send({ method: "GET", path: "/x" })).toMatchObject({ ok: false });
    expect(seen).toHaveLength(3);
  });

  it("asks the same twice when it is told to", async () => {
    await send({ method: "GET", path: "/x" });
    await send({ method: "GET", path: "/x" });
    expect(connection.requests()).toBe(2);
  });

  it("stops at its cap, its time, and its signal", async () => {
    answer = () => undefined;
    expect(await send({ method: "GET", path: "/x" })).toMatchObject({ reason: "timeout" });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const client = connection.bind("test", stop.signal);
    expect(await client.send({ method: "GET", path: "/x" })).toMatchObject({
      reason: "interrupted",
    });
    reply(200, "{}");
    for (let n = 0; n < 8; n++) await send({ method: "GET", path: "/x" });
    expect(await send({ method: "GET", path: "/x" })).toMatchObject({
      reason: "too-many-requests",
    });
  });

  it("writes no secret into the transcript, however it is spelled", async () => {
    const secret = "s3cr3t/with+signs";
    reply(201, JSON.stringify({ password: secret }));
    await send({
      method: "DELETE",
      path: `/-/user/token/${encodeURIComponent(secret)}?token=abc`,
      auth: { username: "me", password: secret },
    });
    const [exchange] = connection.exchanges();
    expect(exchange?.url).toMatch(/\/-\/user\/token\/REDACTED\?token=REDACTED$/);
    expect(exchange?.digest).toBeUndefined();
    reply(200, "{}");
    await send({ method: "GET", path: "/x" });
    expect(connection.exchanges()[1]?.digest).toMatch(/^sha256:/);
  });
});

describe("secrets", () => {
  it("go in every spelling; known passwords and short words stay", () => {
    secrets.hide('quote"d-secret');
    secrets.hide("password");
    secrets.hide("abc");
    const base64 = Buffer.from('quote"d-secret').toString("base64");
    const text = `password abc quote"d-secret quote\\"d-secret quote%22d-secret ${base64}`;
    expect(secrets.redact(text)).toBe("password abc REDACTED REDACTED REDACTED REDACTED");
  });
});

describe("reading an answer", () => {
  const html = { "content-type": "text/html" };
  const table: [string, [number, string, Record<string, string>?], TrialRules, Trial["did"]][] = [
    ["a success", [201, '{"ok":"created"}'], {}, "allowed"],
    ["a page instead of an answer", [200, "<!doctype html><p>Log in"], {}, "unclear"],
    ["200 that says no", [200, '{"ok":false}'], { done: (body) => body === null }, "unclear"],
    ["200 that means no", [200, "{}"], { no: () => true }, "denied"],
    ["401", [401, ""], {}, "denied"],
    ["403", [403, ""], {}, "denied"],
    ["409 where it is the protocol's refusal", [409, ""], { denials: [409] }, "denied"],
    ["409 elsewhere", [409, ""], {}, "unclear"],
    ["400", [400, "bad"], {}, "unclear"],
    ["400 in the words of a refusal", [400, "password too weak"], { refusal: /weak/ }, "denied"],
    ["404 in the words of a refusal", [404, "weak"], { refusal: /weak/ }, "unclear"],
    ["429 in the words of a refusal", [429, "weak"], { refusal: /weak/ }, "unclear"],
    ["500", [500, "password too weak"], { refusal: /weak/ }, "unclear"],
    ["503", [503, "busy"], {}, "unclear"],
    ["503 not supported", [503, '{"error":"2FA is not yet supported"}'], {}, "absent"],
    ["501", [501, ""], {}, "absent"],
    ["451", [451, ""], {}, "absent"],
    ["429", [429, "", { "retry-after": "3" }], {}, "unclear"],
    ["a redirect", [302, "", { location: "https://registry.example/" }], {}, "unclear"],
  ];
  it.each(table)("%s", async (_what, [status, body, headers], rules, did) => {
    reply(status, body, headers ?? {});
    expect(judgeTrial(await send({ method: "PUT", path: "/x" }), secrets, rules).did).toBe(did);
  });

  it.each<[string, [number, string, Record<string, string>?], [number, string], Trial["did"]]>([
    ["the same 404", [404, "no /npm/-/one here"], [404, "no /npm/-/two9 here"], "absent"],
    ["another 404", [404, "OIDC token exchange error"], [404, "not found"], "unclear"],
    ["the same 400", [400, "invalid package"], [400, "invalid package"], "absent"],
    ["a 401 for everything", [401, "who are you"], [401, "who are you"], "unclear"],
    ["a 401 for this alone", [401, "who are you"], [404, ""], "denied"],
    ["pages for everything", [200, "<html>app 1</html>"], [200, "<html>app 2</html>"], "absent"],
    ["JSON beside pages", [200, '{"a":1}'], [200, "<html>"], "allowed"],
  ])("beside an unknown path: %s", async (_what, one, other, did) => {
    reply(...other);
    const baseline = await send({ method: "POST", path: "/-/two9" });
    reply(...one);
    const result = await send({ method: "POST", path: "/-/one" });
    expect(judgeTrial(result, secrets, { baseline }).did).toBe(did);
  });

  it("quotes the server's words in one safe line without secrets", async () => {
    secrets.hide("hunter2-hunter2");
    reply(400, JSON.stringify({ error: "no \u001b[2J\nhunter2-hunter2 level 3 met" }));
    const { said } = judgeTrial(await send({ method: "PUT", path: "/x" }), secrets);
    expect(said).toBe("no \\x1b[2J\\nREDACTED level 3 met");
    reply(404, "<html><style>p{}</style><pre>Cannot POST /x</pre></html>", html);
    expect(judgeTrial(await send({ method: "PUT", path: "/x" }), secrets).said).toBe(
      "Cannot POST /x",
    );
    reply(404, '{"errors":[{"code":"NAME_UNKNOWN","message":"no such repository"}]}');
    expect(judgeTrial(await send({ method: "PUT", path: "/x" }), secrets).said).toBe(
      "NAME_UNKNOWN: no such repository",
    );
  });

  it("does not take the run's own names for the server's words", async () => {
    const body = '{"error":"user assay-ab12cd3e-mail may not publish @assay-ab12cd3e-scope/two"}';
    reply(400, body);
    const result = await send({ method: "PUT", path: "/x" });
    const rules = { refusal: /e-?mail|scope/ };
    expect(judgeTrial(result, secrets, rules)).toMatchObject({ did: "denied" });
    expect(judgeTrial(result, secrets, rules, "ab12cd3e")).toEqual({
      did: "unclear",
      status: 400,
      said: "user … may not publish …",
    });
  });

  it("says why there was no answer", async () => {
    answer = (request) => request.socket.destroy();
    const trial = judgeTrial(await send({ method: "PUT", path: "/x" }), secrets);
    expect(trial).toMatchObject({ did: "unclear", status: null });
    expect(trial.said).not.toBe("");
  });
});
