import type { Adapter, Extent } from "../core/adapter.ts";
import type { CapabilityId, Framework } from "../core/framework.ts";
import type { Table } from "./table.ts";

/** What each adapter can observe of each capability: `assay list adapters`, and the table in the README. */
export function observabilityTable(framework: Framework, adapters: readonly Adapter[]): Table {
  return {
    columns: ["capability", "level", ...adapters.map(({ id }) => id)],
    rows: framework.capabilities.map(({ id, level }) => ({
      capability: id,
      level,
      ...Object.fromEntries(adapters.map((adapter) => [adapter.id, extentOf(adapter, id)])),
    })),
  };
}

function extentOf(adapter: Adapter, id: CapabilityId): Extent {
  return adapter.observes[id]?.extent ?? "no";
}
