import { afterEach, expect, it } from "vitest";
import { codeAt } from "../../fixtures/reference-registry/factors.ts";
import {
  type ReferenceRegistry,
  RESIDENT,
  startReferenceRegistry,
} from "../../fixtures/reference-registry/server.ts";

/** What other tests rest on, of the fixture itself. */

let registry: ReferenceRegistry | undefined;
afterEach(() => registry?.stop());

async function send(method: string, path: string, body?: unknown, token?: string) {
  const response = await fetch(`${registry?.url}${path}`, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Record<string, unknown> };
}

it.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])("codes are those of RFC 6238, appendix B (at %d s)", (seconds, code) => {
  const key = Buffer.from("12345678901234567890");
  expect(codeAt(key, Math.floor(seconds / 30))).toBe(code);
});

it("an address is confirmed by the link in a mail, and then its account may publish", async () => {
  registry = await startReferenceRegistry({ verifiedEmail: true });
  const name = "newcomer";
  const user = { name, password: "Plain-Meadow-78", email: "newcomer@registry.example" };
  const registered = await send("PUT", `/-/user/org.couchdb.user:${name}`, user);
  const token = String(registered.json["token"]);
  const publish = () => send("PUT", "/letterbox", {}, token);
  expect(await publish()).toMatchObject({
    status: 403,
    json: { error: "Confirm your email address before you publish." },
  });
  const { json } = await send("GET", `/mailbox/${name}`);
  const [mail] = json["mails"] as { link: string }[];
  expect(await send("GET", mail?.link ?? "")).toMatchObject({ status: 200 });
  // It gets on to reading the document, which is empty here.
  expect((await publish()).json["error"]).toBe("could not read that");
});

it("switches can be thrown while it runs, and requests are written down", async () => {
  registry = await startReferenceRegistry();
  const { username, password } = RESIDENT;
  const login = () => send("PUT", `/-/user/org.couchdb.user:${username}`, { password });
  expect((await login()).status).toBe(201);
  registry.switches.faults.login = 503;
  expect((await login()).status).toBe(503);
  expect(registry.requests).toHaveLength(2);
});
