import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { startProxy, type TestProxy } from "../../fixtures/hostile/proxy.ts";
import {
  type HostileServer,
  type HostileTls,
  startHostileServer,
} from "../../fixtures/hostile/server.ts";
import { clientFor, closeClients } from "./support.ts";

const by = { by: "test" };
const HTTP = pathToFileURL(fileURLToPath(new URL("../../src/http/client.ts", import.meta.url)));
const CA = fileURLToPath(new URL("../../fixtures/hostile/tls/ca.pem", import.meta.url));

const running: (HostileServer | TestProxy)[] = [];
afterEach(async () => {
  await closeClients();
  await Promise.all(running.splice(0).map((one) => one.close()));
});

async function hostile(tls?: HostileTls): Promise<HostileServer> {
  const server = await startHostileServer(tls === undefined ? {} : { tls });
  running.push(server);
  return server;
}

async function proxy(target?: HostileServer): Promise<TestProxy> {
  const started = await startProxy(target);
  running.push(started);
  return started;
}

describe("TLS", () => {
  it.each([
    ["self-signed", /self.signed/i],
    ["other-name", /altname|alternative|UNABLE_TO_VERIFY/i],
    ["expired", /expired|UNABLE_TO_VERIFY/i],
    ["good", /UNABLE_TO_VERIFY/],
    ["old", /version|protocol/i],
  ] as const)("refuses %s when its issuer is not trusted", async (tls, message) => {
    const server = await hostile(tls);
    const client = clientFor([server.origin]);
    const result = await client.get(server.base("well"), by);
    expect(result).toMatchObject({ ok: false, reason: "tls" });
    expect(result.ok ? "" : result.message).toMatch(message);
    expect(server.hits()).toBe(0);
  });

  it("cannot be switched off by the environment", async () => {
    const before = process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      const server = await hostile("self-signed");
      const result = await clientFor([server.origin]).get(server.base("well"), by);
      expect(result).toMatchObject({ ok: false, reason: "tls" });
    } finally {
      if (before === undefined) delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
      else process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = before;
    }
  });

  it("fails on both sides when http and https are swapped", async () => {
    const plain = await hostile();
    const https = `https://127.0.0.1:${plain.port}`;
    expect(await clientFor([https]).get(`${https}/well`, by)).toMatchObject({ reason: "tls" });
    const secure = await hostile("good");
    const http = `http://127.0.0.1:${secure.port}`;
    expect(await clientFor([http]).get(`${http}/well`, by)).toMatchObject({ reason: "connect" });
  });
});

/** Runs in a process of its own: Node reads NODE_EXTRA_CA_CERTS when it starts. */
function inChild(
  env: Record<string, string>,
  urls: string[],
  options: object,
): Promise<{ results: string[]; loaded: boolean }> {
  const directory = mkdtempSync(join(tmpdir(), "assay-"));
  const script = join(directory, "child.mjs");
  writeFileSync(
    script,
    `import { createHttpClient } from ${JSON.stringify(HTTP.href)};
    import { createRequire } from "node:module";
    const client = createHttpClient({ readOnlyPosts: [], userAgent: "assay/test", ...${JSON.stringify(options)} });
    const results = [];
    for (const url of ${JSON.stringify(urls)}) {
      const result = await client.get(url, { by: "test" });
      results.push(result.ok ? String(result.status) : result.reason + ": " + result.message);
    }
    const require = createRequire(${JSON.stringify(HTTP.href)});
    const loaded = Object.keys(require.cache).some((path) => path.includes("/undici/"));
    await client.close();
    console.log(JSON.stringify({ results, loaded }));`,
  );
  // Without a proxy of the machine's own.
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/proxy|^NODE_|^VITEST/i.test(name)),
  );
  return new Promise((resolve, reject) => {
    const root = fileURLToPath(new URL("../..", import.meta.url));
    execFile(
      process.execPath,
      ["--import", "tsx", script],
      { cwd: root, env: { ...clean, ...env }, timeout: 15_000 },
      (error, stdout) => {
        rmSync(directory, { recursive: true, force: true });
        if (error) reject(error);
        else resolve(JSON.parse(stdout) as Awaited<ReturnType<typeof inChild>>);
      },
    );
  });
}

describe("a process of its own", () => {
  it("trusts further issuers, checks names, goes through the proxy, and exits", async () => {
    const good = await hostile("good");
    const other = await hostile("other-name");
    const expired = await hostile("expired");
    const tunnel = await proxy(good);
    const env = {
      NODE_EXTRA_CA_CERTS: CA,
      HTTPS_PROXY: tunnel.url,
      NO_PROXY: "127.0.0.1",
    };
    const { results, loaded } = await inChild(
      env,
      [
        good.base("well"),
        other.base("well"),
        expired.base("well"),
        "https://registry.example/well",
        "https://other.example/well",
      ],
      {
        allowedHosts: ["registry.example", "other.example"],
        privateOrigins: [good.origin, other.origin, expired.origin],
      },
    );
    expect(results).toEqual([
      "200",
      expect.stringMatching(/^tls: .*ALTNAME|^tls: .*altnames/i),
      expect.stringMatching(/^tls: .*expired/i),
      "200",
      expect.stringMatching(/^tls: /),
    ]);
    expect(tunnel.asked).toContain("registry.example:443");
    expect(loaded).toBe(true);
  });

  it("does not load undici when it is offline", async () => {
    const options = { allowedHosts: ["registry.example"], privateOrigins: [], offline: true };
    const { results, loaded } = await inChild({}, ["https://registry.example/"], options);
    expect(results).toEqual([expect.stringMatching(/^offline: /)]);
    expect(loaded).toBe(false);
  });
});

describe("a proxy", () => {
  it("is asked for the host, and cannot speak for it", async () => {
    const impostor = await hostile("self-signed");
    const tunnel = await proxy(impostor);
    const client = clientFor([], {
      allowedHosts: ["registry.example"],
      env: { https_proxy: tunnel.url },
    });
    const result = await client.get("https://registry.example/well", by);
    expect(result).toMatchObject({ ok: false, reason: "tls" });
    expect(tunnel.asked).toContain("registry.example:443");
    expect(impostor.hits()).toBe(0);
  });

  it("is never asked for an address that is not public", async () => {
    const tunnel = await proxy();
    const client = clientFor([], {
      allowedHosts: ["10.0.0.1", "localhost", "169.254.169.254"],
      env: { HTTPS_PROXY: tunnel.url },
    });
    for (const host of ["10.0.0.1", "localhost", "169.254.169.254"]) {
      expect(await client.get(`https://${host}/`, by)).toMatchObject({ reason: "refused" });
    }
    expect(tunnel.asked).toEqual([]);
  });

  it("is passed by for hosts in NO_PROXY, whose addresses are checked then", async () => {
    const tunnel = await proxy();
    const client = clientFor([], {
      allowedHosts: ["registry.example"],
      env: { HTTPS_PROXY: tunnel.url, NO_PROXY: ".example" },
      resolve: async () => [{ address: "127.0.0.1", family: 4 }],
    });
    const result = await client.get("https://registry.example/", by);
    expect(result).toMatchObject({ ok: false, reason: "refused" });
    expect(tunnel.asked).toEqual([]);
  });

  it.each([
    ["that refuses", async () => (await proxy()).url],
    ["that is not there", async () => "http://127.0.0.1:1"],
    ["that is no URL", async () => "::nonsense::"],
  ])("%s is a failure to connect", async (_what, url) => {
    const client = clientFor([], {
      allowedHosts: ["registry.example"],
      env: { HTTPS_PROXY: await url() },
    });
    const result = await client.get("https://registry.example/", by);
    expect(result).toMatchObject({ ok: false, reason: "connect" });
  });
});
