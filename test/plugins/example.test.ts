import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Report, ReportCapability } from "../../src/core/report.ts";
import { assay, temporaryFolder } from "../support/cli.ts";
import { type StubRoutes, type StubServer, startStubServer } from "../support/stub-server.ts";

/** The plugin in examples/ against a server of its made-up protocol, through the command. */

const EXAMPLE = new URL("../../examples/plugin/", import.meta.url);
const PLUGIN = fileURLToPath(new URL("index.mjs", EXAMPLE));

let folder: string;
let server: StubServer | undefined;

beforeAll(async () => {
  folder = await temporaryFolder();
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function profileFor(url: string): Promise<string> {
  const example = await readFile(new URL("profile.yaml", EXAMPLE), "utf8");
  const file = join(folder, "shelf.yaml");
  await writeFile(file, example.replace("http://127.0.0.1:8080", url));
  return file;
}

async function auditShelf(routes: StubRoutes): Promise<Report> {
  server = await startStubServer(routes);
  const profile = await profileFor(server.url);
  const { code, stdout, stderr } = await assay([
    "audit",
    profile,
    "--plugin",
    PLUGIN,
    "--no-clients",
    "--format=json",
  ]);
  expect(stderr).toBe("");
  expect(code).toBe(0);
  return JSON.parse(stdout) as Report;
}

function find(report: Report, id: string): ReportCapability | undefined {
  return report.tracks.flatMap(({ capabilities }) => capabilities).find((one) => one.id === id);
}

const offers = (factors: unknown): StubRoutes => ({
  "GET /shelf.json": { json: { shelf: 1, signIn: { factors } } },
  "GET /log.json": { json: { entries: 12 } },
});

describe("examples/plugin", () => {
  it.each([
    ["met", offers(["totp"]), { outcome: "met", message: "The server offers totp." }],
    ["unmet", offers(["sms"]), { outcome: "unmet", message: "The server offers only sms." }],
    ["unknown, of another shape", offers("totp"), { outcome: "unknown", code: "not-observable" }],
    [
      "unknown, with the server's error",
      { "GET /shelf.json": { status: 500 }, "GET /log.json": { json: { entries: 1 } } },
      { outcome: "unknown", code: "not-observable" },
    ],
  ])("its own check is seen %s", async (_, routes, expected) => {
    expect(find(await auditShelf(routes), "authentication/totp-mfa")).toMatchObject(expected);
  });

  it("feeds a check that assay brings", async () => {
    const report = await auditShelf(offers([]));
    expect(find(report, "general/transparency-log")).toMatchObject({
      outcome: "met",
      strength: "observed",
    });
    expect(report.settings.adapter).toBe("example:shelf");
    expect(report.exchanges.map(({ requestedBy }) => requestedBy)).toContainEqual([
      "example:shelf/eventLog",
    ]);
  });

  it("is recognised by its server's answers, for a bare address too", async () => {
    server = await startStubServer(offers(["webauthn"]));
    const { code, stdout } = await assay([
      "audit",
      server.url,
      "--plugin",
      PLUGIN,
      "--no-clients",
      "--format=json",
    ]);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Report).settings.adapter).toBe("example:shelf");
  });

  it("stands in the lists", async () => {
    const adapters = await assay(["list", "adapters", "--plugin", PLUGIN, "--format", "csv"]);
    expect(adapters.stdout.split("\n")[0]).toContain("example:shelf");
    const checks = await assay(["list", "checks", "--plugin", PLUGIN, "--format", "json"]);
    expect(JSON.parse(checks.stdout)).toContainEqual({
      capability: "authentication/totp-mfa",
      reads: "shelfSignIn",
      "gathered by": "example:shelf",
    });
  });

  it("is named in the error when its profile is used without it", async () => {
    const { code, stderr } = await assay([
      "validate",
      fileURLToPath(new URL("profile.yaml", EXAMPLE)),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain("example:shelf");
  });
});
