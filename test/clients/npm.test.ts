import { createHash } from "node:crypto";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Client, openBench } from "../../src/clients/bench.ts";
import { testPinning } from "../../src/clients/behaviours/pinning.ts";
import { detectClient } from "../../src/clients/detect.ts";
import { npm } from "../../src/clients/drivers/npm/driver.ts";
import { CLIENT_FACTS, type ClientFact, runClients } from "../../src/clients/run.ts";
import type { ClientRun } from "../../src/core/client-facts.ts";
import { onPath, outcomes } from "./support.ts";

// Real commands on a machine that may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

function runs(facts: readonly ClientFact[]): ClientRun[] {
  return facts.flatMap(({ result }) => (result.state === "found" ? [result.value] : []));
}

function strays(facts: readonly ClientFact[]): unknown[] {
  return runs(facts).flatMap(({ steps }) =>
    steps.flatMap(({ requests }) => requests.filter(({ kind }) => kind === "stray")),
  );
}

const EXPECTED = {
  "dependency-pinning": "met",
  "vulnerability-warnings": "met",
  "sbom-generation": "met",
  "automatic-remediation": "met",
  "reachability-analysis": "unmet",
};

/** Seconds that the processors worked since they were started: for everybody, and for this process and its children. */
function work(): { all: number; own: number | null } {
  const all =
    cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys, 0) / 1000;
  try {
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: utime, stime, cutime, cstime, in ticks of 10 ms.
    const fields = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return { all, own: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100 };
  } catch {
    return { all, own: null };
  }
}

describe("npm itself", () => {
  let facts: ClientFact[];
  let took: number;
  /** Cores that were busy with this run, and with anything else, on average. */
  let busy: { own: number; others: number };
  const seen: string[] = [];
  beforeAll(async () => {
    const start = performance.now();
    const before = work();
    facts = await runClients(["npm"], {
      onProgress: ({ client, part, step }) => seen.push([client, part, step].join(" ").trim()),
    });
    took = (performance.now() - start) / 1000;
    const after = work();
    const own = after.own === null || before.own === null ? null : after.own - before.own;
    const load = (loadavg()[0] ?? 0) < availableParallelism() ? 0 : 1;
    busy = {
      own: (own ?? 0) / took,
      others: own === null ? load : (after.all - before.all - own) / took,
    };
  });

  it("is seen to do what npm does", () => {
    expect(facts.map(({ key }) => key)).toEqual(CLIENT_FACTS);
    expect(outcomes(facts)).toEqual(EXPECTED);
  });

  it("ends in time, and says what it is doing", () => {
    // Meant for two cores. Where others keep them busy, what counts is how long it would have taken without them.
    if (availableParallelism() > 1 && busy.others < 0.2) expect(took).toBeLessThan(15);
    expect((took * busy.own) / 2).toBeLessThan(15);
    expect(seen).toEqual(
      expect.arrayContaining(["npm detect", "npm clientPinning metadata", "npm clientSbom sbom"]),
    );
  });

  it("leaves no request for anybody else, and no files", () => {
    expect(strays(facts)).toEqual([]);
    const text = JSON.stringify(runs(facts).map(({ steps }) => steps));
    expect(text).not.toContain(tmpdir() + "/assay-");
    expect(text).toMatch(/<registry>/);
  });

  it("names version, path and isolation in every fact", () => {
    for (const run of runs(facts)) {
      expect(run.client.id).toBe("npm");
      expect(run.client.version).toMatch(/^\d+\.\d+\.\d+/);
      expect(run.client.path).toMatch(/^\/.*npm$/);
      expect(["namespace", "environment"]).toContain(run.isolation.kind);
      if (run.isolation.kind === "environment") expect(run.isolation.why).toMatch(/./);
    }
  });
});

describe("isolation", () => {
  const undo: (() => void)[] = [];
  afterEach(() => {
    for (const step of undo.splice(0)) step();
  });

  function setEnv(values: Record<string, string>): void {
    const before = { ...process.env };
    Object.assign(process.env, values);
    undo.push(() => {
      for (const name of Object.keys(values)) {
        if (before[name] === undefined) delete process.env[name];
        else process.env[name] = before[name];
      }
    });
  }

  /** Names, contents and times of change of all files below a folder. */
  function snapshot(folder: string): string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .sort()
      .map((name) => {
        const path = join(folder, name);
        const info = statSync(path);
        const digest = info.isFile()
          ? createHash("sha256").update(readFileSync(path)).digest("hex")
          : "";
        return `${name} ${info.mtimeMs} ${digest}`;
      });
  }

  async function poisonedHome(): Promise<{ home: string; asked: string[] }> {
    const asked: string[] = [];
    const trap = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => trap.listen(0, "127.0.0.1", resolve));
    undo.push(() => trap.close());
    const address = trap.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    const url = `http://127.0.0.1:${port}/`;

    const home = mkdtempSync(join(tmpdir(), "assay-test-home-"));
    undo.push(() => rmSync(home, { recursive: true, force: true }));
    const npmrc = `registry=${url}\naudit=false\nignore-scripts=true\npackage-lock=false\nproxy=${url}\nhttps-proxy=${url}\n`;
    const files: Record<string, string> = {
      ".npmrc": npmrc,
      ".config/npm/npmrc": npmrc,
      "prefix/etc/npmrc": npmrc,
      ".config/pnpm/rc": npmrc,
      ".config/pnpm/config.yaml": `registry: ${url}\n`,
      ".yarnrc": `registry "${url}"\n`,
      ".yarnrc.yml": `npmRegistryServer: "${url}"\nenableNetwork: false\n`,
      ".bunfig.toml": `[install]\nregistry = "${url}"\n`,
      ".config/.bunfig.toml": `[install]\nregistry = "${url}"\n`,
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(home, path)), { recursive: true });
      writeFileSync(join(home, path), text);
    }
    setEnv({
      HOME: home,
      XDG_CONFIG_HOME: join(home, ".config"),
      PREFIX: join(home, "prefix"),
      npm_config_registry: url,
      npm_config_audit: "false",
      NPM_CONFIG_USERCONFIG: join(home, ".npmrc"),
      npm_config_globalconfig: join(home, "prefix/etc/npmrc"),
      npm_config_package_lock: "false",
      NODE_OPTIONS: "--no-warnings",
      HTTP_PROXY: url,
      HTTPS_PROXY: url,
    });
    return { home, asked };
  }

  it("neither obeys nor touches what lies in the user's home and environment", async () => {
    const { home, asked } = await poisonedHome();
    const before = snapshot(home);
    const facts = await runClients(["npm"], { facts: ["clientWarnings", "clientRemediation"] });
    expect(outcomes(facts)).toMatchObject({
      "vulnerability-warnings": "met",
      "automatic-remediation": "met",
    });
    expect(asked).toEqual([]);
    expect(snapshot(home)).toEqual(before);
  });

  it.skipIf(onPath("strace") === null)(
    "opens no file of the user's home (traced; needs strace)",
    async () => {
      const { home } = await poisonedHome();
      const client = (await detectClient(npm)) as Client;
      const trace = join(mkdtempSync(join(tmpdir(), "assay-test-trace-")), "trace");
      undo.push(() => rmSync(dirname(trace), { recursive: true, force: true }));
      const strace = onPath("strace") ?? "";
      const bench = await openBench(client, {
        under: [strace, "-f", "--seccomp-bpf", "-A", "-o", trace, "-e", "trace=file,connect"],
      });
      try {
        expect((await testPinning(bench)).locked?.installed?.version).toBe("1.0.0");
      } finally {
        await bench.close();
      }
      const lines = readFileSync(trace, "utf8").split("\n");
      expect(lines.some((line) => line.includes("connect("))).toBe(true);
      expect(lines.filter((line) => line.includes(home))).toEqual([]);
    },
  );

  it("works without a namespace too, and says so", async () => {
    const facts = await runClients(["npm"], {
      facts: ["clientPinning"],
      isolation: "environment",
    });
    expect(outcomes(facts)).toMatchObject({ "dependency-pinning": "met" });
    expect(runs(facts)[0]?.isolation).toEqual({ kind: "environment", why: "switched off" });
    expect(strays(facts)).toEqual([]);
  });
});

describe("what cannot be run", () => {
  it("says that a client is not installed", async () => {
    const facts = await runClients(["npm"], { path: "/nowhere" });
    expect(facts).toHaveLength(CLIENT_FACTS.length);
    for (const { result } of facts) {
      expect(result).toEqual({
        state: "failed",
        code: "not-observable",
        message: "npm is not installed here.",
      });
    }
    expect(Object.values(outcomes(facts))).toEqual(CLIENT_FACTS.map(() => "unknown"));
  });

  it("is unknown after a deadline, and cleans up", async () => {
    const before = process.env["TMPDIR"];
    const own = mkdtempSync(join(tmpdir(), "assay-test-tmp-"));
    try {
      process.env["TMPDIR"] = own;
      const facts = await runClients(["npm"], { deadlineMs: 700 });
      expect(new Set(Object.values(outcomes(facts)))).toEqual(new Set(["unknown"]));
      expect(JSON.stringify(facts)).toMatch(/deadline/);
      expect(readdirSync(own)).toEqual([]);
    } finally {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
      rmSync(own, { recursive: true, force: true });
    }
  });

  it("ends at once when interrupted", async () => {
    const start = performance.now();
    const facts = await runClients(["npm"], { signal: AbortSignal.timeout(500) });
    expect(performance.now() - start).toBeLessThan(5000);
    expect(JSON.stringify(facts)).toMatch(/interrupted/);
  });

  it("is unknown when a command runs out of time", async () => {
    const facts = await runClients(["npm"], { facts: ["clientPinning"], commandMs: 60 });
    expect(outcomes(facts)).toMatchObject({ "dependency-pinning": "unknown" });
    expect(runs(facts)[0]?.steps[0]?.commands[0]).toMatchObject({ exit: null, stopped: "timeout" });
  });

  it("knows no driver of that name", async () => {
    await expect(runClients(["left-pad"])).rejects.toThrow(/left-pad/);
  });

  it("sets the second client beside the first", async () => {
    const facts = await runClients(["npm", "deno"], { path: "/nowhere", facts: ["clientSbom"] });
    expect(facts.map(({ source, beside }) => [source, beside])).toEqual([
      ["npm", undefined],
      ["deno", true],
    ]);
  });
});
