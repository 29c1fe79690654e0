import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  publishPackage,
  registerUser,
  type RunningVerdaccio,
  startVerdaccio,
  unpublishVersion,
} from "../../../fixtures/verdaccio/server.mjs";
import { npm } from "../../../src/adapters/npm/index.ts";
import type { FactKey } from "../../../src/core/facts.ts";
import { createPlainHttp } from "../../support/plain-http.ts";
import { probeContext } from "../../support/probe-context.ts";

let verdaccio: RunningVerdaccio;

beforeAll(async () => {
  verdaccio = await startVerdaccio();
  const { url } = verdaccio;
  const token = await registerUser(url);
  await publishPackage(url, { name: "plain", version: "1.0.0", token });
  await publishPackage(url, { name: "plain", version: "1.1.0", token });
  await publishPackage(url, { name: "@team/tool", version: "1.0.0", token });
  await unpublishVersion(url, { name: "plain", version: "1.0.0", token });
});
afterAll(() => verdaccio?.stop());

describe("Verdaccio as it is", () => {
  it.each<[FactKey, object]>([
    ["registrySignatures", { state: "absent" }],
    ["provenance", { state: "absent" }],
    ["trustedPublishing", { state: "absent" }],
    ["eventLog", { state: "absent" }],
    ["advisories", { state: "absent" }],
    ["tombstones", { state: "absent" }],
    ["securityTxt", { state: "absent" }],
    ["fileDigests", { state: "found", value: { algorithms: ["sha512"], sampled: 2, missing: 0 } }],
    [
      "namespaces",
      { state: "found", value: { kind: "scope", example: "@team/tool", enforced: false } },
    ],
    ["malwareAdvisories", { state: "failed", code: "not-observable" }],
    ["secretScanningPartner", { state: "failed", code: "not-observable" }],
  ])("%s", async (key, expected) => {
    const context = probeContext(verdaccio.url, { samples: ["plain", "@team/tool"] });
    expect(await npm.probes[key]?.run(context)).toMatchObject(expected);
  });

  it("has a probe in the table above for every fact of the adapter", () => {
    expect(Object.keys(npm.probes)).toHaveLength(11);
  });

  it("is recognised", async () => {
    expect(await npm.detect(createPlainHttp(), verdaccio.url)).toMatchObject({ answer: "yes" });
  });

  it("asks each address once, whichever probes need it", async () => {
    const http = createPlainHttp();
    const context = probeContext(verdaccio.url, { http, samples: ["plain", "@team/tool"] });
    await Promise.all(Object.values(npm.probes).map((probe) => probe.run(context)));
    const asked = http.exchanges.map(({ method, url }) => `${method} ${url}`);
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeLessThanOrEqual(12);
  });
});

describe("Verdaccio that lets nobody read", () => {
  it("is not observable, which is not the same as lacking", async () => {
    const hidden = await startVerdaccio({
      config: { packages: { "**": { access: "staff", publish: "staff", unpublish: "staff" } } },
    });
    try {
      const context = probeContext(hidden.url, { samples: ["plain"] });
      for (const key of ["provenance", "trustedPublishing", "fileDigests", "tombstones"] as const)
        expect([key, await npm.probes[key]?.run(context)]).toMatchObject([
          key,
          { state: "failed", code: "not-observable" },
        ]);
    } finally {
      await hidden.stop();
    }
  });
});
