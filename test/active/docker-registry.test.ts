import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import {
  AUDITOR,
  type DockerRegistryOptions,
  dockerRegistryVersion,
  startDockerRegistry,
} from "../../fixtures/docker-registry/server.ts";
import { OCI_ACTIVE } from "../../src/adapters/oci/active/index.ts";
import { oci } from "../../src/adapters/oci/index.ts";
import type { ActiveRun } from "../../src/core/active.ts";
import { createPlainHttp } from "../support/plain-http.ts";
import { runProbes, valueOf, verdictsOf } from "./verdicts.ts";

/**
 * On a real server: Debian's `docker-registry`. Skipped where it is not installed, since the other tests need Node alone;
 * `npm run test:servers` fails there instead.
 */
const installed = dockerRegistryVersion() !== null;

async function audit(options: DockerRegistryOptions): Promise<{ run: ActiveRun; files: string[] }> {
  const registry = await startDockerRegistry(options);
  try {
    const run = await runProbes({
      protocol: OCI_ACTIVE,
      target: registry.url,
      credentials: AUDITOR,
    });
    const entries = await readdir(registry.storage, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(registry.storage, join(parentPath, name)));
    return { run, files };
  } finally {
    await registry.stop();
  }
}

describe.skipIf(!installed).concurrent("docker-registry", () => {
  it("is recognised", async () => {
    for (const access of ["open", "htpasswd"] as const) {
      const registry = await startDockerRegistry({ access });
      const detected = await oci.detect(createPlainHttp(), registry.url);
      await registry.stop();
      expect(detected.answer).toBe("yes");
    }
  });

  it("open, with deletion: everything is anybody's", async () => {
    const { run } = await audit({ access: "open", deletes: true });
    expect(run.stopped).toBeNull();
    expect(verdictsOf(run)).toEqual({
      // There is no password to guess.
      "authentication/brute-force-prevention password-attempts": "unknown",
      "authorization/build-provenance": "unmet",
      "authorization/role-based-access-control": "unmet",
      "general/typosquatting-prevention": "unmet",
      "general/unpublish-policy no-replacement": "unmet",
      "general/unpublish-policy no-reuse-after-deletion": "unmet",
    });
    const value = valueOf(run, "immutability");
    expect(value?.otherBytes.status).toBe(201);
    expect(value?.contentAfter).toBe("replaced");
    expect(value?.remove.status).toBe(202);
    expect(value?.republish?.status).toBe(201);
    expect(valueOf(run, "ownershipRules")?.outsiderPublish.status).toBe(201);
    expect(valueOf(run, "lookAlikes")?.names.map(({ publish }) => publish.status)).toEqual([
      201, 201, 201, 201,
    ]);
    expect(valueOf(run, "provenanceUpload")?.served).toMatchObject({ did: "absent", status: 404 });
  });

  it("open, without deletion: the tag still moves, and what stays is listed", async () => {
    const { run } = await audit({ access: "open" });
    const value = valueOf(run, "immutability");
    expect(value?.remove).toMatchObject({ did: "denied", status: 405 });
    expect(value?.contentAfter).toBe("replaced");
    expect(verdictsOf(run)).toMatchObject({
      "general/unpublish-policy no-replacement": "unmet",
      "general/unpublish-policy no-reuse-after-deletion": "met",
    });
    for (const { why } of run.left) expect(why).toMatch(/405 UNSUPPORTED/);
  });

  it("with passwords: twenty wrong ones are all worked on, and nobody pushes without one", async () => {
    const { run } = await audit({ access: "htpasswd", deletes: true });
    expect(verdictsOf(run)).toEqual({
      "authentication/brute-force-prevention password-attempts": "unmet",
      "authorization/build-provenance": "unmet",
      "authorization/role-based-access-control": "unknown",
      "general/typosquatting-prevention": "unknown",
      "general/unpublish-policy no-replacement": "unmet",
      "general/unpublish-policy no-reuse-after-deletion": "unknown",
    });
    expect(valueOf(run, "loginGuessing")?.endpoints).toMatchObject([
      { tries: 20, processed: 20, limitedAt: null, headers: {}, after: { did: "allowed" } },
    ]);
  });

  it.each([
    { access: "open", deletes: true },
    { access: "open" },
    { access: "htpasswd", deletes: true },
  ] as DockerRegistryOptions[])(
    "keeps nothing that the report does not list (%j)",
    async (options) => {
      const { run, files } = await audit(options);
      const listed = new Set(run.left.map(({ name }) => name));
      const repositories = files.flatMap(
        (file) => /^docker\/registry\/v2\/repositories\/(.+?)\/_/.exec(file)?.[1] ?? [],
      );
      expect(repositories.filter((name) => !listed.has(name))).toEqual([]);
      if (options.deletes === true)
        expect(files.filter((file) => /\/tags\//.test(file))).toEqual([]);
      expect(run.requests).toBeLessThan(150);
      expect(run.ms).toBeLessThan(20_000);
    },
  );

  it("dies in the middle: the run says so, and ends", async () => {
    const registry = await startDockerRegistry({ access: "open" });
    const run = await runProbes({
      protocol: OCI_ACTIVE,
      target: registry.url,
      credentials: AUDITOR,
      onProgress: ({ step, state }) => {
        if (step === "oci/look-alikes" && state === "started") registry.kill();
      },
    });
    await registry.stop();
    expect(run.stopped).toMatchObject({ why: "target-died", after: "oci/look-alikes" });
    expect(run.left.map(({ name }) => name)).toContain(`assay-${run.runId}-owned`);
    const late = run.facts.filter(({ record }) => record.key === "provenanceUpload");
    expect(late).toMatchObject([{ record: { result: { state: "failed", code: "unreachable" } } }]);
  });
});
