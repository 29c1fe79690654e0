import type { Capability, Framework } from "../core/framework.ts";
import { findFramework } from "../plan/find-framework.ts";
import { explainJson, explainMarkdown, explainPretty } from "../report/explain.ts";
import { mustBeKnown } from "../context.ts";
import { print } from "./output.ts";
import { describeTerminal } from "./terminal.ts";

export async function runExplain(
  id: string,
  options: { format: string; framework?: string; color: boolean },
): Promise<number> {
  const framework = findFramework(options.framework);
  const format = mustBeKnown("format", options.format, ["pretty", "markdown", "json"]);
  const capability = findCapability(framework, id);
  if (format === "json") await print(`${JSON.stringify(explainJson(capability), null, 2)}\n`);
  else if (format === "markdown") await print(explainMarkdown(capability, framework));
  else {
    const terminal = describeTerminal(process.stdout, process.env, options.color);
    await print(explainPretty(capability, framework, terminal));
  }
  return 0;
}

/** By its id, or by its name alone where no other track has one of that name. */
function findCapability(framework: Framework, id: string): Capability {
  const named = framework.capabilities.filter((one) => one.id.split("/")[1] === id);
  const found = framework.capabilities.find((one) => one.id === id);
  if (found) return found;
  if (named[0] && named.length === 1) return named[0];
  mustBeKnown(
    "capability",
    id,
    framework.capabilities.map((one) => one.id),
  );
  throw new Error("unreachable: an unknown capability was reported above");
}
