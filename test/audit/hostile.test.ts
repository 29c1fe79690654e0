import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  HOSTILE_NAMES,
  type HostileServer,
  startHostileServer,
} from "../../fixtures/hostile/server.ts";
import { audit } from "../../src/index.ts";
import { renderPretty } from "../../src/report/pretty.ts";
import { makeProfile } from "../support/evidence.ts";

/** Whole audits of servers that lie, stall or attack: each ends in time, knows nothing, and says why. */

let server: HostileServer;
beforeAll(async () => {
  server = await startHostileServer();
});
afterAll(() => server.close());

describe.each(["npm", "pypi"])("the %s adapter", (adapter) => {
  it.concurrent.each(HOSTILE_NAMES)("survives %s", async (name) => {
    const profile = makeProfile({
      registry: {
        id: "hostile",
        name: "Hostile",
        ecosystem: "npm",
        adapter,
        urls: { api: server.base(name) },
      },
      samples: ["victim"],
      claims: {
        "general/unpublish-policy": {
          status: "met",
          evidence: [{ url: server.base(name), says: "nothing of the kind" }],
        },
      },
    });
    const started = performance.now();
    const { report } = await audit(
      { profile, name: "hostile", kind: "file", assumptions: [], positions: {} },
      { timeoutMs: 700, deadlineMs: 5_000 },
    );
    expect(performance.now() - started).toBeLessThan(8_000);
    const observed = report.tracks
      .flatMap(({ capabilities }) => capabilities)
      .filter(({ strength }) => strength === "observed" || strength === "documented");
    expect(observed.map(({ id, outcome }) => [id, outcome])).toEqual([]);
    const text = renderPretty(report, {
      columns: 80,
      color: false,
      unicode: true,
      verbose: true,
      quiet: false,
    });
    // Nothing that moves a cursor, hides text or forges a line.
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(text).not.toMatch(/^FAKE LINE/m);
  });
});
