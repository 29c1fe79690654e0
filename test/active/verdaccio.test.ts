import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  AUDIT_OFFLINE,
  CLOSED,
  HARDENED,
  JWT,
  VERDACCIO_5,
} from "../../fixtures/verdaccio/configs.mjs";
import {
  registerUser,
  type RunningVerdaccio,
  startVerdaccio,
  type VerdaccioOptions,
} from "../../fixtures/verdaccio/server.mjs";
import { derivePassword } from "../../src/active/context.ts";
import { probeRequests } from "../../src/active/plan.ts";
import { NPM_ACTIVE } from "../../src/adapters/npm/active/index.ts";
import type { ActiveRun } from "../../src/core/active.ts";
import type { FactKey } from "../../src/core/facts.ts";
import { CREDENTIALS, journalFolder, outcomes, runNpm, valueOf } from "./support.ts";

interface Audited {
  server: RunningVerdaccio;
  run: ActiveRun;
  before: string[];
  after: string[];
}

const folder = journalFolder();
const done: Record<string, Audited> = {};

async function audit(name: string, options: VerdaccioOptions, facts?: FactKey[]): Promise<void> {
  const server = await startVerdaccio({ rounds: 4, ...options });
  await registerUser(server.url, { name: CREDENTIALS.username, password: CREDENTIALS.password });
  const before = filesIn(server.storage);
  const run = await runNpm(server.url, { journalFolder: folder, ...(facts && { facts }) });
  done[name] = { server, run, before, after: filesIn(server.storage) };
}

function filesIn(storage: string): string[] {
  return readdirSync(storage, { recursive: true }).map(String).sort();
}

function audited(name: string): Audited {
  const one = done[name];
  if (!one) throw new Error(`${name} was not audited`);
  return one;
}

beforeAll(async () => {
  await Promise.all([
    audit("default", {}),
    audit("hardened", { config: HARDENED }),
    audit("closed", { config: CLOSED }),
    audit("jwt", { config: JWT }),
    audit("audit offline", { config: AUDIT_OFFLINE }, ["identityExchange", "provenanceUpload"]),
    audit("5.33 jwt", { config: JWT, directory: VERDACCIO_5 }, ["tokenRestrictions", "tokenShape"]),
  ]);
}, 120_000);
afterAll(() => Promise.all(Object.values(done).map(({ server }) => server.stop())));

/** What `servers.md` measured by hand. Capabilities that no active probe speaks of are left out. */
const DEFAULT = {
  "authentication/email-verification": "unmet",
  "authentication/account-recovery-policy": "unknown",
  "authentication/totp-mfa": "unmet",
  "authentication/security-change-notifications": "unknown",
  "authentication/brute-force-prevention": "unmet",
  "authentication/abandoned-email-domains": "unknown",
  "authentication/phishing-resistant-mfa": "unmet",
  "authentication/mfa-required-critical": "unmet",
  "authentication/leaked-credential-detection": "unmet",
  "authentication/passwordless": "unmet",
  "authentication/mfa-required-all": "unmet",
  "authentication/phishing-resistant-mfa-required-critical": "unmet",
  "authorization/package-scoped-tokens": "unmet",
  "authorization/token-prefix": "unmet",
  "authorization/role-based-access-control": "unmet",
  "authorization/trusted-publishing": "unmet",
  "authorization/secret-scanning": "unknown",
  "authorization/build-provenance": "unmet",
  "general/typosquatting-prevention": "unmet",
  "general/unpublish-policy": "unmet",
  "general/malware-detection": "unknown",
} as const;

describe("verdicts", () => {
  it("default: nearly everything is unmet", () => {
    expect(outcomes(audited("default").run)).toMatchObject(DEFAULT);
  });

  it("hardened: releases stay, and the log-in is limited but Basic goes round it", () => {
    expect(outcomes(audited("hardened").run)).toMatchObject({
      ...DEFAULT,
      "general/unpublish-policy": "met",
      "authentication/brute-force-prevention": "partial",
    });
  });

  it("closed: what a new account may not do is no proof of a rule, so those are unknown", () => {
    expect(outcomes(audited("closed").run)).toMatchObject({
      "authentication/email-verification": "unknown",
      "authentication/mfa-required-all": "unknown",
      "authorization/role-based-access-control": "unknown",
      "authorization/package-scoped-tokens": "unmet",
      "authorization/build-provenance": "unmet",
      "general/typosquatting-prevention": "unknown",
      "general/unpublish-policy": "unmet",
      "authentication/leaked-credential-detection": "unmet",
    });
  });

  it("JWT: the head of a JWT is no prefix, and a 400 for every API token decides nothing", () => {
    const { run } = audited("jwt");
    expect(valueOf(run, "tokenShape")).toMatchObject({ jwt: true, marker: null });
    expect(valueOf(run, "tokenRestrictions")["unrestricted"]).toMatchObject({
      did: "unclear",
      status: 400,
    });
    expect(outcomes(run)).toMatchObject({
      ...DEFAULT,
      "authorization/package-scoped-tokens": "unknown",
    });
  });

  it("5.33: takes every limit of a token and enforces none", () => {
    const { restrictions } = valueOf(audited("5.33 jwt").run, "tokenRestrictions");
    const effects = (restrictions as unknown as { kind: string; effect: { did: string } }[]).map(
      ({ kind, effect }) => `${kind} ${effect.did}`,
    );
    expect(effects).toEqual([
      "read-only allowed",
      "address allowed",
      "expiry allowed",
      "package allowed",
    ]);
  });

  it("the audit plugin without a network changes none of it", () => {
    expect(outcomes(audited("audit offline").run)).toMatchObject({
      "authorization/trusted-publishing": "unmet",
      "authorization/build-provenance": "unmet",
    });
  });
});

describe("what a run does to a server", () => {
  it.each(["default", "hardened", "closed", "jwt"])(
    "%s: gets to the end, within limits",
    (name) => {
      const { run } = audited(name);
      expect(run.stopped).toBeNull();
      expect(run.requests).toBeLessThan(250);
      expect(run.ms).toBeLessThan(90_000);
    },
  );

  it.each(["default", "hardened", "closed", "jwt"])(
    "%s: leaves in its storage what it lists, and nothing else",
    (name) => {
      const { run, before, after, server } = audited(name);
      const listed = run.left.map((one) => one.name);
      const unlisted = after
        .filter((path) => !before.includes(path))
        // The database of API tokens is made with the first one; it must be empty again.
        .filter((path) => path !== ".token-db.json")
        .filter((path) => !listed.some((it) => path === it || path.startsWith(`${it}/`)));
      expect(unlisted).toEqual([]);
      const users = readFileSync(join(server.folder, "htpasswd"), "utf8")
        .split("\n")
        .map((line) => line.split(":")[0] ?? "")
        .filter((user) => user !== "" && user !== CREDENTIALS.username);
      expect(users.toSorted()).toEqual(
        run.left.flatMap((one) => (one.kind === "account" ? one.name : [])).toSorted(),
      );
      expect(run.left.every((one) => one.command !== "" && one.name.includes(run.runId))).toBe(
        true,
      );
    },
  );

  it("default: takes away all packages and tokens", () => {
    const { run, server } = audited("default");
    expect(run.left.filter(({ kind }) => kind === "package" || kind === "token")).toEqual([]);
    const database = join(server.storage, ".token-db.json");
    if (existsSync(database)) expect(readFileSync(database, "utf8")).not.toContain(run.runId);
  });

  it("sends no more than the plan announces", () => {
    for (const name of ["default", "hardened", "closed", "jwt"]) {
      const { run } = audited(name);
      for (const probe of NPM_ACTIVE.probes) {
        const sent = run.exchanges.filter((one) => one.requestedBy.includes(probe.id)).length;
        // A 429 with a short wait is asked once more.
        expect(sent, `${probe.id} on ${name}`).toBeLessThanOrEqual(probeRequests(probe, 20) + 2);
      }
    }
  });

  it("names everything it creates after the run", () => {
    const { run } = audited("default");
    const journal = readFileSync(run.journal, "utf8").trim().split("\n");
    const names = journal
      .map((line) => JSON.parse(line) as { event: string; resource?: { name: string } })
      .flatMap(({ resource }) => resource?.name ?? []);
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !name.includes(run.runId))).toEqual([]);
  });

  it("writes no secret down, neither in the result nor in the journal", () => {
    for (const { run, server } of Object.values(done)) {
      const written = JSON.stringify(run) + readFileSync(run.journal, "utf8");
      const accounts = run.left.map(({ name }) => name);
      const secrets = [
        CREDENTIALS.password,
        ...accounts.map((name) =>
          derivePassword(CREDENTIALS.password, run.runId, `${name} account`),
        ),
      ];
      for (const secret of secrets) {
        expect(written).not.toContain(secret);
        expect(written).not.toContain(Buffer.from(secret).toString("base64"));
      }
      expect(written).not.toMatch(/eyJ[\w-]{20}/);
      expect(server.url).toContain("127.0.0.1");
    }
  });
});
