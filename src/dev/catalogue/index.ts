import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Generator } from "../generator.ts";
import { renderDocs } from "./docs.ts";
import { loadCatalogue } from "./load.ts";
import { renderCatalogueModule, renderChecksModule, renderWorkModule } from "./modules.ts";

/** `checks/catalogue.gen.ts`, `checks/index.gen.ts`, and the pages under `checks/`. */
export function catalogueGenerator(root: string): Generator {
  return {
    name: "catalogue",
    async run() {
      const catalogue = await loadCatalogue(root);
      return [
        { path: "checks/catalogue.gen.ts", content: renderCatalogueModule(catalogue) },
        { path: "checks/work.gen.ts", content: renderWorkModule(catalogue) },
        { path: "checks/index.gen.ts", content: renderChecksModule(await checkIds(root)) },
        ...renderDocs(catalogue),
      ];
    },
  };
}

/** Ids of the folders that hold a check. */
async function checkIds(root: string): Promise<string[]> {
  const base = join(root, "checks");
  const entries = await readdir(base, { withFileTypes: true, recursive: true });
  return entries
    .filter(({ name }) => name === "check.ts")
    .map(({ parentPath }) => parentPath.slice(base.length + 1).replaceAll("\\", "/"))
    .sort();
}
