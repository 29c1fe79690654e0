import { describe, expect, it, vi } from "vitest";
import { detectClient } from "../../src/clients/detect.ts";
import { testReachability } from "../../src/clients/behaviours/reachability.ts";
import { openBench } from "../../src/clients/bench.ts";
import { go } from "../../src/clients/drivers/go/driver.ts";
import { clientFor, isShutIn } from "./poison.ts";

vi.setConfig({ testTimeout: 120_000 });
const client = await clientFor(go);
const [govulncheck] = go.companions ?? [];
const place = {
  home: "/t/home",
  cache: "/t/cache",
  tmp: "/t/tmp",
  project: "/t/project",
  registry: "http://127.0.0.1:4873",
  version: "1.24.0",
};

describe("go", () => {
  it.each([
    ["go version go1.19.8 linux/amd64", "1.19.8"],
    ["go version go1.24 linux/arm64", "1.24"],
    ["flag provided but not defined: -version", null],
  ])("reads %j", (said, version) => {
    expect(go.detect.version(said)).toBe(version);
  });

  isShutIn(client, go, {
    files: (trap) => ({
      ".config/go/env": `GOPROXY=${trap}\nGOSUMDB=off\nGOFLAGS=-mod=vendor\n`,
      "go/pkg/mod/cache/download/sumdb/nothing": "",
    }),
    env: (trap, home) => ({
      GOPROXY: trap,
      GOFLAGS: "-mod=vendor",
      GOPATH: `${home}/go`,
      GOMODCACHE: `${home}/go/pkg/mod`,
      GOVULNDB: `${trap}/vulndb`,
    }),
  });
});

describe("govulncheck", () => {
  it.each([
    ["Go: go1.24.1\nScanner: govulncheck@v1.1.4\nDB: https://vuln.example", "1.1.4"],
    [
      "flag provided but not defined: -version\nusage:\n\tgovulncheck [flags] package...",
      "0 (early 2023)",
    ],
    ["Go: go1.19.8\nScanner: govulncheck@v0.0.0\nDB: https://vuln.example", "0.0.0"],
    [
      "Usage:\n\n\tgovulncheck [flags] [patterns]\n\n  -db url\n    \tvulnerability database",
      "0.1 to 1.0",
    ],
    ["bash: govulncheck: command not found", null],
  ])("reads %j", (said, version) => {
    expect(govulncheck?.detect.version(said)).toBe(version);
  });

  it.each([
    [
      { exit: 3, stdout: "Your code is affected by 1 vulnerability from 1 module.", stderr: "" },
      true,
    ],
    [{ exit: 0, stdout: "No vulnerabilities found.\n", stderr: "" }, false],
    [{ exit: 0, stdout: "Your code is affected by 0 vulnerabilities.\n", stderr: "" }, false],
    [{ exit: 1, stdout: "", stderr: "no go.mod file" }, null],
    [{ exit: 0, stdout: "", stderr: "" }, null],
    [{ exit: null, stdout: "No vulnerabilities found.", stderr: "" }, null],
  ])("judges %j", (output, reported) => {
    expect(go.reachability?.reported(output)).toBe(reported);
  });

  it.each([
    ["1.1.4", ["-db", "http://127.0.0.1:4873/vulndb", "./..."]],
    ["0.0.0", ["-db", "http://127.0.0.1:4873/vulndb", "./..."]],
    ["0 (early 2023)", ["./..."]],
  ])("is asked as version %j wants it", (version, args) => {
    const commands = go.reachability?.commands(place, { govulncheck: version });
    expect(commands).toEqual([{ tool: "govulncheck", args }]);
    expect(go.env(place)["GOVULNDB"]).toBe("http://127.0.0.1:4873/vulndb");
  });

  it.skipIf(client === null)("is named where it is missing", async () => {
    const alone = await detectClient(go);
    if ("missing" in alone) return;
    const bench = await openBench({ ...alone, companions: {} });
    try {
      const run = await testReachability(bench);
      expect(run).toMatchObject({ analysis: null, missing: { title: "govulncheck" } });
    } finally {
      await bench.close();
    }
  });
});
