import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { frameworks } from "../../checks/catalogue.gen.ts";
import { checks } from "../../checks/index.gen.ts";
import { ADAPTERS } from "../../src/adapters/index.ts";
import { DRIVERS } from "../../src/clients/drivers/index.ts";
import { CLIENT_FACTS } from "../../src/clients/run.ts";
import type { Adapter } from "../../src/core/adapter.ts";
import type { FactKey } from "../../src/core/facts.ts";
import type { CapabilityId } from "../../src/core/framework.ts";
import { BUNDLED } from "../../src/profile/bundled.gen.ts";

/** Lists that people keep by hand, held against the folders that they stand for. */

function folders(path: string): string[] {
  return readdirSync(new URL(`../../${path}/`, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function exists(path: string): boolean {
  return existsSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)));
}

const capabilityIds = new Set(frameworks.flatMap((one) => one.capabilities.map(({ id }) => id)));

describe("adapters", () => {
  it("are the folders of src/adapters", () => {
    const ids = ADAPTERS.map(({ id }) => id).sort();
    expect(ids).toEqual(folders("src/adapters").filter((name) => name !== "shared"));
  });

  it.each(ADAPTERS.map((adapter) => ({ id: adapter.id, adapter })))(
    "$id observes capabilities that exist, each through a check that reads its facts or a claim of its profile",
    async ({ id: adapterId, adapter }) => {
      const { profile } = (await BUNDLED[adapterId]?.()) ?? {};
      const spoken = new Set(spokenOf(adapter));
      for (const id of Object.keys(adapter.observes) as CapabilityId[]) {
        expect(capabilityIds, id).toContain(id);
        expect(spoken.has(id) || profile?.claims?.[id] !== undefined, id).toBe(true);
      }
    },
  );

  it.each(ADAPTERS.map((adapter) => ({ id: adapter.id, adapter })))(
    "$id says of every capability that its probes speak of that it observes it",
    ({ adapter }) => {
      // What a client does is for drivers to observe; a registry's answers only hint at it.
      const registrys = spokenOf(adapter).filter((id) => !id.startsWith("cli/"));
      expect(registrys.filter((id) => !adapter.observes[id])).toEqual([]);
    },
  );
});

/** Capabilities with a check that reads a fact of one of the adapter's probes. */
function spokenOf(adapter: Adapter): CapabilityId[] {
  return checks
    .filter(({ observe }) => Object.keys(observe).some((fact) => adapter.probes[fact as FactKey]))
    .map(({ id }) => id);
}

describe("drivers", () => {
  it("are the folders of src/clients/drivers", () => {
    expect(DRIVERS.map(({ id }) => id).sort()).toEqual(folders("src/clients/drivers"));
  });
});

describe("checks", () => {
  it("are the folders of checks/ with a check.ts", () => {
    const tracks = folders("checks").filter((name) => name !== "frameworks");
    const written = tracks
      .flatMap((track) => folders(`checks/${track}`).map((name) => `${track}/${name}`))
      .filter((id) => exists(`checks/${id}/check.ts`));
    expect(checks.map(({ id }) => id)).toEqual(written);
  });

  it.each(checks.map((check) => ({ id: check.id, check })))(
    "$id judges a capability, and somebody can fill each fact that it reads",
    async ({ id, check }) => {
      expect(capabilityIds).toContain(id);
      const fillable = await fillableFacts();
      expect(Object.keys(check.observe).filter((fact) => !fillable.has(fact))).toEqual([]);
    },
  );

  it.each(checks.map(({ id }) => ({ id })))("$id has a test of its own", ({ id }) => {
    expect(exists(`test/checks/${id}.test.ts`)).toBe(true);
  });

  it("read every fact that somebody fills", async () => {
    const read = new Set(checks.flatMap(({ observe }) => Object.keys(observe)));
    expect([...(await fillableFacts())].filter((fact) => !read.has(fact))).toEqual([]);
  });
});

/** What probes of adapters, passive and active, and drivers can fill. */
async function fillableFacts(): Promise<Set<string>> {
  const active = await Promise.all(ADAPTERS.flatMap(({ active: load }) => (load ? [load()] : [])));
  return new Set<string>([
    ...ADAPTERS.flatMap(({ probes }) => Object.keys(probes)),
    ...active.flatMap((protocol) => protocol.probes.flatMap(({ fills }) => fills)),
    ...CLIENT_FACTS,
  ]);
}
