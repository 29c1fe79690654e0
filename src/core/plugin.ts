import type { Adapter } from "./adapter.ts";
import type { Check } from "./check.ts";

/** What a plugin module exports by default. It is code and runs with your rights; only `--plugin` loads it. */
export interface Plugin {
  /** The version of this contract. */
  apiVersion: 1;
  /** Kebab-case; adapters of a plugin are named `<plugin>:<id>` in reports. */
  name: string;
  adapters?: readonly Adapter[];
  checks?: readonly Check[];
}

/** Types a plugin. */
export function definePlugin(plugin: Plugin): Plugin {
  return plugin;
}

/** Types an adapter. */
export function defineAdapter(adapter: Adapter): Adapter {
  return adapter;
}
