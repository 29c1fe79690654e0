import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  publishPackage,
  type RunningVerdaccio,
  registerUser,
  startVerdaccio,
} from "../../fixtures/verdaccio/server.mjs";
import type { EvidenceFile } from "../../src/core/evidence.ts";
import type { Report, ReportCapability } from "../../src/core/report.ts";
import { assay, temporaryFolder } from "../support/cli.ts";

/** The whole command against Verdaccio, a real registry without most of what the Principles ask for. */

let registry: RunningVerdaccio;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  registry = await startVerdaccio();
  const token = await registerUser(registry.url);
  for (const name of ["lodash", "semver"]) {
    await publishPackage(registry.url, { name, version: "1.0.0", token });
  }
});
afterAll(() => registry?.stop());

function find(report: Report, id: string): ReportCapability {
  const all = report.tracks.flatMap(({ capabilities }) => capabilities);
  const found = all.find((one) => one.id === id);
  if (!found) throw new Error(`no ${id} in the report`);
  return found;
}

async function auditJson(...args: string[]): Promise<{ code: number; report: Report }> {
  const { code, stdout } = await assay(["audit", ...args, "--no-clients", "--format", "json"]);
  return { code, report: JSON.parse(stdout) as Report };
}

describe("assay audit URL", () => {
  it("finds the protocol, says what it assumed, and proves what it sees", async () => {
    const { code, report } = await auditJson(registry.url);
    expect(code).toBe(0);
    expect(report.settings.adapter).toBe("npm");
    expect(report.assumptions.join(" ")).toContain("usual taxonomy");
    expect(report.tracks.map(({ applicable }) => applicable)).toEqual([true, true, true, true]);
  });

  it.each([
    ["general/transparency-log", "unmet", null],
    ["cli/vulnerability-warnings", "unmet", null],
    ["authorization/build-provenance", "unknown", "not-observable"],
    ["authorization/trusted-publishing", "unknown", "not-observable"],
    ["general/vulnerability-disclosure-policy", "unknown", "not-observable"],
    ["authentication/totp-mfa", "unknown", "not-observable"],
  ])("%s is %s", async (id, outcome, code) => {
    const { report } = await auditJson(registry.url, "--capability", id);
    expect(find(report, id)).toMatchObject({ outcome, code });
  });

  it("keeps every exchange with a digest, and shows them with --verbose", async () => {
    const { stdout } = await assay(["audit", registry.url, "--no-clients", "--verbose"]);
    expect(stdout).toContain("/-/npm/v1/keys");
    const { report } = await auditJson(registry.url);
    expect(report.exchanges.length).toBeGreaterThan(5);
    for (const { status, digest, requestedBy } of report.exchanges) {
      expect(status).toBeGreaterThanOrEqual(200);
      expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(requestedBy.length).toBeGreaterThan(0);
    }
  });

  it("says what it does not know of a server that is not there", async () => {
    const brief = ["--no-clients", "--timeout", "2", "--deadline", "5"];
    const { code, stderr } = await assay(["audit", "http://127.0.0.1:1", ...brief]);
    expect(code).toBe(3);
    expect(stderr).toContain("could be reached");
  });
});

describe("assay audit PROFILE", () => {
  const profile = (): string => `schemaVersion: 1
registry:
  id: local
  name: Local
  ecosystem: npm
  adapter: npm
  urls: { api: "${registry.url}" }
taxonomy: { userAccounts: true, packages: [accepts-built] }
samples: [lodash]
claims:
  general/transparency-log:
    status: met
    checked: 2026-11-01
    evidence:
      - { url: "${registry.url}/lodash", says: lodash }
  general/unpublish-policy:
    status: met
    checked: 2026-11-01
    evidence:
      - { url: "${registry.url}/lodash", says: "latest 1.0.0" }
      - { url: "${registry.url}/nothing-here", says: never written }
`;

  it("documents, finds stale proof, and lets an observation win over a claim", async () => {
    const file = join(folder, "local.yaml");
    await writeFile(file, profile());
    const { code, report } = await auditJson(file);
    expect(code).toBe(0);
    const log = find(report, "general/transparency-log");
    expect(log).toMatchObject({ outcome: "unmet", strength: "observed", claimed: "met" });
    expect(log.contradiction).toMatchObject({ claimed: "met", observed: "unmet" });
    expect(log.evidence.map(({ proof }) => proof)).toContain("verified");
    const unpublish = find(report, "general/unpublish-policy");
    expect(unpublish).toMatchObject({ outcome: "met", strength: "declared" });
    expect(unpublish.message).toContain("stale proof");
  });

  it("judges its own evidence again to the same bytes, with the server gone", async () => {
    const file = join(folder, "replay.yaml");
    await writeFile(file, profile());
    const path = (name: string): string => join(folder, name);
    const live = ["audit", file, "--no-clients", "--min-level", "general=1"];
    const saved = ["--save-evidence", path("e.json"), "-o", path("a.json"), "-o", path("a.md")];
    const first = await assay([...live, ...saved]);
    const again = ["--from-evidence", path("e.json"), "-o", path("b.json"), "-o", path("b.md")];
    const second = await assay([...live, ...again], { env: { HTTPS_PROXY: "http://127.0.0.1:1" } });
    expect(second.code).toBe(first.code);
    for (const ending of ["json", "md"]) {
      const [a, b] = await Promise.all([
        readFile(path(`a.${ending}`), "utf8"),
        readFile(path(`b.${ending}`), "utf8"),
      ]);
      expect(b).toBe(a);
    }
  });

  it("asks the address that the npm client is set to use", async () => {
    const file = join(folder, "configured.yaml");
    await writeFile(file, profile().replace(`"${registry.url}" }`, "{ from: npm-config } }"));
    const saved = join(folder, "configured.json");
    const { code, stdout } = await assay(
      ["audit", file, "--no-clients", "--format", "json", "--save-evidence", saved],
      { env: { npm_config_registry: `${registry.url}/` } },
    );
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report.registry.url).toBe(registry.url);
    expect(report.assumptions.join(" ")).toContain("this machine's npm is set to use");
    const again = await assay(["audit", file, "--from-evidence", saved, "--format", "json"]);
    expect(again.stdout).toBe(stdout);
  });

  it("refuses evidence about another registry", async () => {
    const { code, stderr } = await assay([
      "audit",
      "go",
      "--from-evidence",
      join(folder, "e.json"),
    ]);
    expect([code, stderr.includes("evidence about local")]).toEqual([2, true]);
  });

  it("keeps no secret in evidence", async () => {
    const evidence = await readFile(join(folder, "e.json"), "utf8");
    expect((JSON.parse(evidence) as EvidenceFile).facts.length).toBeGreaterThan(3);
    expect(evidence).not.toMatch(/authorization["']?:|bearer /i);
  });
});

describe("assay init", () => {
  it("detects the protocol, asks what cannot be observed, and validates", async () => {
    const file = join(folder, "made.yaml");
    const made = await assay(["init", registry.url, "-o", file]);
    expect(made).toMatchObject({ code: 0 });
    const text = await readFile(file, "utf8");
    expect(text).toContain("adapter: npm");
    expect(text).toContain("# assumed");
    expect(text).toContain("authentication/totp-mfa:");
    expect(await assay(["validate", file])).toMatchObject({ code: 0, stderr: "" });
    const uncommented = text.replaceAll(/^# (claims:| {2}.*)$/gm, "$1").replaceAll(/^#$/gm, "");
    const filled = uncommented.replaceAll(
      "url: https://\n",
      "url: https://registry.example/page\n",
    );
    await writeFile(join(folder, "filled.yaml"), filled);
    expect(await assay(["validate", join(folder, "filled.yaml")])).toMatchObject({ code: 0 });
  });

  it("never overwrites a file without --force", async () => {
    const file = join(folder, "made.yaml");
    const before = await readFile(file, "utf8");
    const refused = await assay(["init", registry.url, "-o", file]);
    expect(refused.code).toBe(2);
    expect(await readFile(file, "utf8")).toBe(before);
    expect((await assay(["init", registry.url, "-o", file, "--id", "other", "--force"])).code).toBe(
      0,
    );
    expect(await readFile(file, "utf8")).toContain("id: other");
  });

  it("takes flags where there is no terminal, and says which it misses", async () => {
    const file = join(folder, "flags.yaml");
    const missing = await assay(["init", "-o", file]);
    expect([missing.code, missing.stderr.includes("--user-accounts")]).toEqual([2, true]);
    const flags = ["--user-accounts", "no", "--packages", "source-only", "--id", "mirror"];
    expect((await assay(["init", "-o", file, ...flags])).code).toBe(0);
    const text = await readFile(file, "utf8");
    expect(text).not.toContain("authentication/");
  });
});
