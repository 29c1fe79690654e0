import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { type Client, openBench } from "../../src/clients/bench.ts";
import { clientMatrix } from "../../src/clients/matrix.ts";
import type { ClientFact } from "../../src/clients/run.ts";

/** First hit on PATH. */
export function onPath(name: string): string | null {
  for (const folder of (process.env["PATH"] ?? "").split(":")) {
    try {
      const file = join(folder, name);
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** `capability name: outcome` of the only client in the facts. */
export function outcomes(facts: readonly ClientFact[]): Record<string, string> {
  const [row] = clientMatrix(facts).rows;
  return Object.fromEntries(
    Object.entries(row?.cells ?? {}).map(([id, cell]) => [id.slice(4), cell?.outcome ?? ""]),
  );
}

/** Can this machine make network namespaces for us? */
export async function namespaces(client: Client): Promise<boolean> {
  const bench = await openBench(client);
  try {
    return bench.run().isolation.kind === "namespace";
  } finally {
    await bench.close();
  }
}
