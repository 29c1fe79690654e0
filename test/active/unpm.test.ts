import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningUnpm, startUnpm } from "../../fixtures/unpm/server.mjs";
import { derivePassword } from "../../src/active/context.ts";
import type { ActiveRun } from "../../src/core/active.ts";
import { CREDENTIALS, journalFolder, outcomes, runNpm, valueOf } from "./support.ts";

const folder = journalFolder();
let server: RunningUnpm;
let run: ActiveRun;
beforeAll(async () => {
  server = await startUnpm();
  run = await runNpm(server.url, { journalFolder: folder });
});
afterAll(() => server?.stop());

describe("unpm, a registry of level 0", () => {
  it("answers registrations with the password, and none of them is written down", () => {
    expect(valueOf(run, "passwordRules")).toMatchObject({ echoesPassword: true });
    const written = JSON.stringify(run) + readFileSync(run.journal, "utf8");
    for (const { name, kind } of run.left) {
      if (kind !== "account") continue;
      expect(written).not.toContain(
        derivePassword(CREDENTIALS.password, run.runId, `${name} account`),
      );
    }
  });

  it("is unmet where it can be seen, and unknown where there is nothing to try", () => {
    expect(run.stopped).toBeNull();
    expect(outcomes(run)).toMatchObject({
      "authentication/email-verification": "unmet",
      "authentication/totp-mfa": "unmet",
      // A wrong password is a conflict there and the right one too: nothing to guess at.
      "authentication/brute-force-prevention": "unknown",
      "authentication/leaked-credential-detection": "unmet",
      "authentication/mfa-required-all": "unmet",
      "authorization/package-scoped-tokens": "unknown",
      "authorization/token-prefix": "unknown",
      "authorization/role-based-access-control": "unmet",
      // 403 for every unknown path: the one that was asked for says nothing.
      "authorization/trusted-publishing": "unknown",
      "authorization/build-provenance": "unmet",
      "general/typosquatting-prevention": "unmet",
      "general/unpublish-policy": "unmet",
      "general/malware-detection": "unknown",
    });
  });

  it("takes away all packages", () => {
    expect(run.left.filter(({ kind }) => kind === "package")).toEqual([]);
  });
});
