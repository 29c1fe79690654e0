import { describe, expect, it } from "vitest";
import { RESIDENT, startReferenceRegistry } from "../../fixtures/reference-registry/server.ts";
import { EVERYTHING, NOTHING, type Switches } from "../../fixtures/reference-registry/switches.ts";
import { ATTEMPTS, probeReference as probe } from "./reference.ts";
import { NPM_ACTIVE } from "../../src/adapters/npm/active/index.ts";
import { runProbes, valueOf, verdictsOf } from "./verdicts.ts";

/** What no verdict rests on, but the report shows. */
describe.concurrent("facts behind the notes", () => {
  it.each([
    [{}, "dropped"],
    [{ keepsEmail: true }, "kept"],
    [{ faults: { profile: 500 } }, "unseen"],
  ] as [Partial<Switches>, string][])("the address is %j: %s", async (switches, kept) => {
    const run = await probe(switches, ["unverifiedPublish"]);
    expect(valueOf(run, "unverifiedPublish")?.emailKept).toBe(kept);
  });

  it.each([
    [{}, "allowed"],
    [{ revokes: { logout: true, token: true, passwordChange: true } }, "denied"],
    [{ faults: { whoami: 500 } }, "unclear"],
  ] as [Partial<Switches>, string][])("after revocation, with %j: %s", async (switches, after) => {
    const value = valueOf(await probe(switches, ["revocation"]), "revocation");
    const turns = [value?.logout, value?.token, value?.passwordChange];
    expect(turns.map((turn) => turn?.after.did)).toEqual([after, after, after]);
  });

  it.each([
    ["enforced", "allowed", "denied"],
    ["ignored", "allowed", "allowed"],
    ["refused", "denied", null],
  ] as const)("limits of tokens that are %s", async (handling, accepted, effect) => {
    const limits = { readOnly: handling, addresses: handling, expiry: handling };
    const run = await probe(limits, ["tokenRestrictions"]);
    const seen = valueOf(run, "tokenRestrictions")?.restrictions.filter(
      ({ kind }) => kind !== "package",
    );
    expect(seen?.map((one) => [one.accepted.did, one.effect?.did ?? null])).toEqual(
      Array.from({ length: 3 }, () => [accepted, effect]),
    );
  });

  it("a nonsense option of a token is taken or refused", async () => {
    const facts = ["tokenRestrictions"] as const;
    const [taken, refused] = await Promise.all([
      probe({}, facts),
      probe({ unknownTokenOptions: "refused" }, facts),
    ]);
    expect(valueOf(taken, "tokenRestrictions")?.nonsense.did).toBe("allowed");
    expect(valueOf(refused, "tokenRestrictions")?.nonsense.did).toBe("unclear");
  });

  it.each([
    [true, true],
    [false, false],
  ])("a password that is echoed (%s) is seen, and written down nowhere", async (echoes, seen) => {
    const run = await probe({ echoesPassword: echoes }, ["passwordRules"]);
    expect(valueOf(run, "passwordRules")?.echoesPassword).toBe(seen);
    expect(JSON.stringify(run)).not.toContain(RESIDENT.password);
  });
});

describe.concurrent("whole runs", () => {
  it("a registry that enforces nothing meets nothing", async () => {
    const run = await probe({});
    expect(run.stopped).toBeNull();
    const outcomes = new Set(Object.values(verdictsOf(run)));
    expect(outcomes).toContain("unmet");
    expect(outcomes).not.toContain("met");
  });

  it("a registry that enforces everything lacks nothing, and is left as it was", async () => {
    const registry = await startReferenceRegistry(EVERYTHING);
    const run = await runProbes({
      protocol: NPM_ACTIVE,
      target: registry.url,
      credentials: RESIDENT,
      maxAttempts: ATTEMPTS,
    });
    const left = { packages: registry.packages(), tokens: registry.liveTokens() };
    const accounts = registry.accounts().filter((name) => name !== RESIDENT.username);
    await registry.stop();
    expect(run.stopped).toBeNull();
    const verdicts = verdictsOf(run);
    expect(Object.entries(verdicts).filter(([, outcome]) => outcome !== "met")).toEqual([
      // The probes have nobody to confirm an address for them, and would see nothing else if it were asked for.
      ["authentication/email-verification verified-before-publish", "unmet"],
      ["authentication/mfa-required-all required", "unmet"],
      ["authentication/mfa-required-critical required", "unknown"],
      ["authentication/phishing-resistant-mfa-required-critical required", "unknown"],
    ]);
    expect(left).toEqual({ packages: [], tokens: 0 });
    // Only what is listed is still there: the protocol can delete neither an account nor a scope.
    const listed = run.left.filter(({ kind }) => kind !== "scope");
    expect(listed.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual(
      accounts.map((name) => `account ${name}`).sort(),
    );
    expect(run.left.filter(({ command }) => command === "")).toEqual([]);
  });

  it("a door that answers 500 or 400 to everything never becomes met or unmet by itself", async () => {
    const doors = [
      "register",
      "login",
      "whoami",
      "profile",
      "tokens",
      "publish",
      "remove",
    ] as const;
    for (const status of [500, 400]) {
      const faults = Object.fromEntries(doors.map((door) => [door, status]));
      const more = { tarball: status, "web-login": status, exchange: status, attestations: status };
      const run = await probe({ ...NOTHING, faults: { ...faults, ...more } });
      expect(
        Object.values(verdictsOf(run)).filter((outcome) => !/^unknown\b/.test(outcome)),
      ).toEqual([]);
    }
  });
});
