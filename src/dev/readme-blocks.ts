import { EXIT_CODES } from "../core/errors.ts";
import type { Block } from "./blocks.ts";
import { renderCapabilityTable } from "./catalogue/docs.ts";
import { loadCatalogue } from "./catalogue/load.ts";

/** The generated parts of README.md. Add one here, put its two markers into the page, and run `npm run gen`. */
export function readmeBlocks(root: string): Block[] {
  return [
    { name: "exit-codes", render: renderExitCodes },
    {
      name: "capabilities",
      async render() {
        const newest = (await loadCatalogue(root)).frameworks.at(-1);
        return newest ? renderCapabilityTable(newest, "checks/") : "";
      },
    },
  ];
}

function renderExitCodes(): string {
  const rows = Object.values(EXIT_CODES).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  return ["| Code | Meaning |", "|---|---|", ...rows].join("\n");
}
