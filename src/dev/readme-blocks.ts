import { checks } from "../../checks/index.gen.ts";
import { ADAPTERS } from "../adapters/index.ts";
import { EXIT_CODES } from "../core/errors.ts";
import type { FactKey } from "../core/facts.ts";
import type { CapabilityId, Framework } from "../core/framework.ts";
import { observabilityTable } from "../report/observability.ts";
import type { Table } from "../report/table.ts";
import type { Block } from "./blocks.ts";
import { renderCapabilityTable } from "./catalogue/docs.ts";
import { loadCatalogue } from "./catalogue/load.ts";

/** The generated parts of README.md. Add one here, put its two markers into the page, and run `npm run gen`. */
export function readmeBlocks(root: string): Block[] {
  const newest = async (): Promise<Framework | undefined> =>
    (await loadCatalogue(root)).frameworks.at(-1);
  return [
    { name: "exit-codes", render: renderExitCodes },
    {
      name: "capabilities",
      async render() {
        const framework = await newest();
        return framework ? renderCapabilityTable(framework, "checks/") : "";
      },
    },
    {
      name: "observability",
      async render() {
        const framework = await newest();
        return framework ? renderObservability(framework) : "";
      },
    },
  ];
}

function renderExitCodes(): string {
  const rows = Object.values(EXIT_CODES).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  return ["| Code | Meaning |", "|---|---|", ...rows].join("\n");
}

/** `assay list adapters`, and beside it what running a client and probing a staging instance show. */
async function renderObservability(framework: Framework): Promise<string> {
  const passive = observabilityTable(framework, ADAPTERS);
  const staging = await readersOf(stagingFacts);
  const clients = await readersOf(async () => ["client"]);
  const table: Table = {
    columns: [...passive.columns, "staging", "clients"],
    rows: passive.rows.map((row) => ({
      ...row,
      capability: `[${row["capability"]}](checks/${row["capability"]}/README.md)`,
      // Whether it decides or only adds a note, the capability's page says.
      staging: staging(String(row["capability"])) ? "•" : "no",
      clients: clients(String(row["capability"])) ? "•" : "no",
    })),
  };
  const cells = table.rows.map((row) =>
    table.columns.map((column) => (row[column] === "no" ? "–" : String(row[column]))),
  );
  return [table.columns, table.columns.map(() => "---"), ...cells]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

/** Tells whether a capability's check reads one of these facts. A name stands for all facts that begin with it. */
async function readersOf(
  facts: () => Promise<readonly string[]>,
): Promise<(id: string) => boolean> {
  const names = await facts();
  const ids = new Set<CapabilityId>(
    checks
      .filter(({ observe }) =>
        Object.keys(observe).some((fact) => names.some((name) => fact.startsWith(name))),
      )
      .map(({ id }) => id),
  );
  return (id) => ids.has(id as CapabilityId);
}

async function stagingFacts(): Promise<FactKey[]> {
  const protocols = await Promise.all(ADAPTERS.flatMap(({ active }) => (active ? [active()] : [])));
  return protocols.flatMap(({ probes }) => probes.flatMap(({ fills }) => fills));
}
