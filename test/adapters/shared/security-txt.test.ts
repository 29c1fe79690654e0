import { afterEach, describe, expect, it } from "vitest";
import { securityTxt } from "../../../src/adapters/shared/security-txt.ts";
import { probeContext } from "../../support/probe-context.ts";
import { type StubRoute, type StubServer, startStubServer } from "../../support/stub-server.ts";

let server: StubServer | undefined;
afterEach(() => server?.stop());

const PATH = "GET /.well-known/security.txt";
const page = { text: "<!doctype html>Contact: x", headers: { "content-type": "text/html" } };

async function run(routes: Record<string, StubRoute>) {
  server = await startStubServer(routes);
  return securityTxt.run(probeContext(`${server.url}/npm`));
}

describe("securityTxt", () => {
  it("reads the file at the host's root, whatever the API's path", async () => {
    const text =
      "-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA512\r\n\r\n# hello\r\n" +
      "contact: mailto:a@registry.example\r\nContact: https://registry.example/report\r\n" +
      "Policy: https://registry.example/policy\r\nExpires: 2027-01-01T00:00:00z\r\n";
    expect(await run({ [PATH]: { text } })).toEqual({
      state: "found",
      value: {
        contacts: ["mailto:a@registry.example", "https://registry.example/report"],
        policies: ["https://registry.example/policy"],
        expires: "2027-01-01T00:00:00z",
        expired: false,
      },
    });
  });

  it.each([
    ["2026-10-31T23:59:59Z", true],
    ["2026-11-01T00:00:00Z", true],
    ["2026-11-01T00:00:01Z", false],
  ])("expires %s, judged by the run's time: %s", async (expires, expired) => {
    const text = `Contact: mailto:a@registry.example\nExpires: ${expires}\n`;
    expect(await run({ [PATH]: { text } })).toMatchObject({ value: { expires, expired } });
  });

  it.each(["Expires: someday", ""])("says when there is no expiry date (%s)", async (line) => {
    expect(await run({ [PATH]: { text: `Contact: a@b\n${line}` } })).toMatchObject({
      value: { expired: false },
      note: expect.stringContaining("expiry"),
    });
  });

  it.each<[string, Record<string, StubRoute>, string]>([
    ["nothing", {}, "absent"],
    ["a 400 like for any such path", { "GET /.well-known/*": { status: 400 } }, "absent"],
    ["a page for every path", { "GET /*": page }, "absent"],
    ["plain text for every path", { "GET /*": { text: "Welcome" } }, "absent"],
    ["a page of its own", { [PATH]: page }, "failed"],
    ["text without a contact", { [PATH]: { text: "Policy: https://registry.example" } }, "failed"],
    ["a 500", { [PATH]: { status: 500 } }, "failed"],
    ["a 403", { [PATH]: { status: 403 } }, "failed"],
  ])("%s: %s", async (_name, routes, state) => {
    expect(await run(routes)).toMatchObject({ state });
  });

  it("caps what a huge file can say", async () => {
    const text = "Contact: mailto:a@registry.example\n".repeat(50_000);
    const result = await run({ [PATH]: { text } });
    expect(result.state === "found" && result.value.contacts.length).toBe(10);
  });

  it("asks the web host as well, and stays undecided when its terms forbid it", async () => {
    server = await startStubServer({});
    const web = await startStubServer({ [PATH]: { text: "Contact: a@b\nPolicy: https://p" } });
    const registry = { urls: { web: `${web.url}/about` } };
    expect(await securityTxt.run(probeContext(server.url, { registry }))).toMatchObject({
      state: "found",
    });
    const failures = { [web.url]: "refused" as const };
    expect(await securityTxt.run(probeContext(server.url, { registry, failures }))).toMatchObject({
      state: "failed",
      code: "not-observable",
    });
    await web.stop();
  });
});
