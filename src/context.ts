import { checks as coreChecks } from "../checks/index.gen.ts";
import { ADAPTERS } from "./adapters/index.ts";
import type { Adapter } from "./core/adapter.ts";
import type { Check } from "./core/check.ts";
import { AssayError } from "./core/errors.ts";
import type { Framework } from "./core/framework.ts";
import { findFramework } from "./plan/find-framework.ts";
import { suggest } from "./profile/suggest.ts";

/** What every command that judges works with. */
export interface Context {
  framework: Framework;
  adapters: readonly Adapter[];
  checks: readonly Check[];
}

export async function loadContext(options: {
  plugin?: string[];
  framework?: string;
}): Promise<Context> {
  const framework = findFramework(options.framework);
  if (!options.plugin?.length) return { framework, adapters: ADAPTERS, checks: coreChecks };
  const { loadPlugins } = await import("./plugins/load.ts");
  const plugins = await loadPlugins(options.plugin, { adapters: ADAPTERS, checks: coreChecks });
  return {
    framework,
    adapters: [...ADAPTERS, ...plugins.adapters],
    checks: [...coreChecks, ...plugins.checks],
  };
}

/** The word itself if it is known; otherwise an error that says which word was meant. */
export function mustBeKnown(kind: string, word: string, known: readonly string[]): string {
  if (known.includes(word)) return word;
  const meant = suggest(word, known);
  throw new AssayError("usage", `There is no ${kind} ${JSON.stringify(word)}.`, {
    hint: meant ? `Did you mean ${meant}?` : `Known: ${known.join(", ")}.`,
  });
}
