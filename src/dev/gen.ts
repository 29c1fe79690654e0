/** `npm run gen` writes what is generated; `npm run gen -- --check` names what is stale and exits with 1. */
import { pathToFileURL } from "node:url";
import { pageGenerator } from "./blocks.ts";
import { bundledProfiles } from "./bundled-profiles.ts";
import { catalogueGenerator } from "./catalogue/index.ts";
import { DataError, type Generator, runGenerators } from "./generator.ts";
import { readmeBlocks } from "./readme-blocks.ts";
import { validators } from "./validators.ts";

/** Everything that is generated. They run in this order. */
export function allGenerators(root: string): Generator[] {
  return [
    catalogueGenerator(root),
    validators,
    bundledProfiles,
    pageGenerator(root, "README.md", readmeBlocks(root)),
  ];
}

async function main(): Promise<number> {
  const check = process.argv.includes("--check");
  const root = process.cwd();
  try {
    const stale = await runGenerators(allGenerators(root), { root, write: !check });
    for (const path of stale) process.stdout.write(`${check ? "stale" : "wrote"} ${path}\n`);
    if (!check || stale.length === 0) return 0;
    process.stderr.write("Run `npm run gen` and commit the result.\n");
    return 1;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    process.stderr.write(`${error.problems.join("\n")}\n`);
    return 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await main();
