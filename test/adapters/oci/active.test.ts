import { describe, expect, it } from "vitest";
import { chooseProbes, probeRequests } from "../../../src/active/plan.ts";
import { wrongPassword } from "../../../src/adapters/oci/active/guessing.ts";
import { OCI_ACTIVE } from "../../../src/adapters/oci/active/index.ts";
import type { ActiveRun } from "../../../src/core/active.ts";
import type { FactKey } from "../../../src/core/facts.ts";
import { runProbes, valueOf, verdictsOf } from "../../active/verdicts.ts";
import { startStubRegistry, type Switches, USER } from "./registry.ts";

const ATTEMPTS = 12;

async function probe(
  switches: Partial<Switches>,
  facts?: readonly FactKey[],
): Promise<{ run: ActiveRun; tags: string[]; requests: string[] }> {
  const registry = await startStubRegistry(switches);
  try {
    const run = await runProbes({
      protocol: OCI_ACTIVE,
      target: registry.url,
      credentials: USER,
      maxAttempts: ATTEMPTS,
      ...(facts && { facts }),
    });
    const requests = registry.requests.map(({ method, path }) => `${method} ${path}`);
    return { run, tags: registry.tags(), requests };
  } finally {
    await registry.stop();
  }
}

const refusal = (status: number, message: string) => ({
  status,
  json: { errors: [{ code: "DENIED", message }] },
});

type Row = [verdict: string, fact: FactKey, switches: Partial<Switches>, outcome: string];
const REPLACED = "general/unpublish-policy no-replacement";
const REUSED = "general/unpublish-policy no-reuse-after-deletion";
const NAMES = "general/typosquatting-prevention";
const GUESSES = "authentication/brute-force-prevention password-attempts";
const ATTACHED = "authorization/build-provenance";
const ROLES = "authorization/role-based-access-control";
const unsupported = { status: 405, json: { errors: [{ code: "UNSUPPORTED" }] } };

const ROWS: Row[] = [
  [ROLES, "ownershipRules", {}, "unmet"],
  [ROLES, "ownershipRules", { door: "basic" }, "unknown"],
  [ROLES, "ownershipRules", { door: "bearer" }, "unknown"],
  [ROLES, "ownershipRules", { fault: 500 }, "unknown"],
  [REPLACED, "immutability", {}, "unmet"],
  [REPLACED, "immutability", { undeletable: unsupported }, "unmet"],
  [
    REPLACED,
    "immutability",
    { immutable: refusal(409, "conflict"), undeletable: unsupported },
    "met",
  ],
  [
    REPLACED,
    "immutability",
    { immutable: refusal(412, "tag is set"), undeletable: refusal(403, "no") },
    "met",
  ],
  [
    REPLACED,
    "immutability",
    { immutable: refusal(400, "the tag is immutable"), undeletable: refusal(400, "UNSUPPORTED") },
    "met",
  ],
  // A 400 that does not say why is no refusal; nor is a tag fixed that can be deleted and pushed anew.
  [
    REPLACED,
    "immutability",
    { immutable: refusal(400, "bad"), undeletable: unsupported },
    "unknown",
  ],
  [REPLACED, "immutability", { immutable: refusal(409, "conflict") }, "unmet"],
  [REPLACED, "immutability", { fault: 500 }, "unknown"],
  [REUSED, "immutability", {}, "unmet"],
  [REUSED, "immutability", { undeletable: unsupported }, "met"],
  [REUSED, "immutability", { door: "basic" }, "unknown"],
  [REUSED, "immutability", { undeletable: { status: 500, json: {} } }, "unknown"],
  [NAMES, "lookAlikes", {}, "unmet"],
  [NAMES, "lookAlikes", { similar: /lodahs|1odash/ }, "met"],
  [NAMES, "lookAlikes", { door: "basic" }, "unknown"],
  [NAMES, "lookAlikes", { fault: 400 }, "unknown"],
  [ATTACHED, "provenanceUpload", { referrers: "listed" }, "met"],
  [ATTACHED, "provenanceUpload", { referrers: "absent" }, "unmet"],
  [ATTACHED, "provenanceUpload", { referrers: "empty" }, "unmet"],
  [ATTACHED, "provenanceUpload", { referrers: "broken" }, "unknown"],
  [ATTACHED, "provenanceUpload", { referrers: "listed", fault: 400 }, "unknown"],
  [GUESSES, "loginGuessing", { door: "basic" }, "unmet"],
  [GUESSES, "loginGuessing", { door: "bearer" }, "unmet"],
  [GUESSES, "loginGuessing", { door: "basic", limit: 5 }, "met"],
  [GUESSES, "loginGuessing", { door: "basic", limit: 0 }, "unknown"],
  [GUESSES, "loginGuessing", {}, "unknown"],
];

describe.concurrent("what a registry enforces decides the verdict", () => {
  it.each(ROWS.map((row) => [`${row[0]}: ${JSON.stringify(row[2])} => ${row[3]}`, row] as const))(
    "%s",
    async (_, [verdict, fact, switches, outcome]) => {
      const { run } = await probe(switches, [fact]);
      const verdicts = verdictsOf(run);
      const key = Object.keys(verdicts).find(
        (name) =>
          name === verdict || verdict.startsWith(`${name} `) || name.startsWith(`${verdict} `),
      );
      expect(verdicts[key ?? verdict], JSON.stringify(run.facts)).toBe(outcome);
    },
  );
});

describe.concurrent("a run", () => {
  it.each(["none", "basic", "bearer"] as const)("leaves nothing behind (%s)", async (door) => {
    const { run, tags } = await probe({ door, referrers: "listed" });
    expect(run.stopped).toBeNull();
    expect(run.left).toEqual([]);
    expect(tags).toEqual([]);
  });

  it("lists what may not be deleted, with the command that would", async () => {
    const { run, tags } = await probe({ undeletable: unsupported });
    const repositories = new Set(tags.map((tag) => tag.split(" ")[0]));
    expect(new Set(run.left.map(({ name }) => name))).toEqual(repositories);
    for (const { name, why, command } of run.left) {
      expect(why).toBe("manifests stay: DELETE answered 405 UNSUPPORTED");
      expect(command).toContain(`/repositories/${name} `);
    }
  });

  it("sends no more than each probe announces", async () => {
    for (const door of ["none", "basic", "bearer"] as const)
      for (const { id, fills } of chooseProbes(OCI_ACTIVE)) {
        const { run } = await probe({ door, referrers: "listed" }, fills);
        const own = run.exchanges.filter(({ requestedBy }) => requestedBy.includes(id));
        const planned = OCI_ACTIVE.probes.find((each) => each.id === id);
        expect(planned && own.length <= probeRequests(planned, ATTEMPTS), `${id} ${door}`).toBe(
          true,
        );
      }
  });

  it("writes down neither the password nor a token", async () => {
    const { run } = await probe({ door: "bearer" });
    expect(JSON.stringify(run)).not.toContain(USER.password);
    expect(JSON.stringify(run)).not.toMatch(/Bearer|"full"/);
  });

  it("asks nobody but the target, whatever address an upload or a token server has", async () => {
    const { run } = await probe({ door: "bearer" });
    expect(new Set(run.exchanges.map(({ url }) => new URL(url).origin)).size).toBe(1);
  });

  it("guesses at the profile's own account last", () => {
    expect(chooseProbes(OCI_ACTIVE).at(-1)?.id).toBe("oci/guessing");
  });

  it("sees that an open registry asks for no password", async () => {
    const { run, requests } = await probe({}, ["loginGuessing"]);
    expect(valueOf(run, "loginGuessing")?.skipped).toEqual([
      "Basic authentication (GET /v2/): open to anybody",
    ]);
    expect(requests.length).toBeLessThan(5);
  });
});

describe("a wrong password", () => {
  it.each(["Right-Horse-9", "12345678", "aaaa", "----", "pässwörd"])("%s", (right) => {
    const wrong = wrongPassword(right, "Aa7-abcdefghijklmnopqrst");
    expect(wrong).not.toBe(right);
    expect(wrong).toHaveLength(right.length);
  });
});
