import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Adapter } from "../core/adapter.ts";
import type { Check } from "../core/check.ts";
import { AssayError } from "../core/errors.ts";
import type { Plugin } from "../core/plugin.ts";

interface Known {
  adapters: readonly Adapter[];
  checks: readonly Check[];
}

/** Loads the modules that the user named, and refuses what does not fit the contract or would replace something. */
export async function loadPlugins(
  paths: readonly string[],
  core: Known,
): Promise<{ adapters: Adapter[]; checks: Check[] }> {
  const adapters: Adapter[] = [];
  const checks: Check[] = [];
  for (const path of paths) {
    const plugin = await loadPlugin(path);
    for (const adapter of plugin.adapters ?? []) {
      const id = `${plugin.name}:${adapter.id}`;
      if ([...core.adapters, ...adapters].some((known) => known.id === id)) {
        throw problem(path, `the adapter ${id} exists already`);
      }
      adapters.push({ ...adapter, id });
    }
    checks.push(...(plugin.checks ?? []));
  }
  return { adapters, checks };
}

async function loadPlugin(path: string): Promise<Plugin> {
  const module = await importModule(path);
  const plugin: unknown = module["default"];
  if (typeof plugin !== "object" || plugin === null) {
    throw problem(path, "it has no default export made by definePlugin()");
  }
  const fields = plugin as Record<string, unknown>;
  if (fields["apiVersion"] !== 1) throw problem(path, "apiVersion must be 1");
  if (typeof fields["name"] !== "string" || !/^[a-z][a-z0-9-]*$/.test(fields["name"])) {
    throw problem(path, "name must be kebab-case");
  }
  const unknown = Object.keys(fields).find(
    (key) => !["apiVersion", "name", "adapters", "checks"].includes(key),
  );
  if (unknown) throw problem(path, `it has an unknown field ${JSON.stringify(unknown)}`);
  for (const adapter of list(fields, "adapters", path)) mustHave(adapter, ADAPTER_FIELDS, path);
  for (const check of list(fields, "checks", path)) mustHave(check, CHECK_FIELDS, path);
  return plugin as Plugin;
}

const ADAPTER_FIELDS = {
  id: "string",
  title: "string",
  ecosystem: "string",
  usualTaxonomy: "object",
  usualSamples: "object",
  hosts: "object",
  readOnlyPosts: "object",
  observes: "object",
  probes: "object",
  detect: "function",
} as const;

const CHECK_FIELDS = { id: "string", messages: "object", observe: "object" } as const;

function list(fields: Record<string, unknown>, key: string, path: string): unknown[] {
  const value = fields[key] ?? [];
  if (!Array.isArray(value)) throw problem(path, `${key} must be a list`);
  return value;
}

function mustHave(value: unknown, fields: Readonly<Record<string, string>>, path: string): void {
  const record = (typeof value === "object" && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  for (const [key, type] of Object.entries(fields)) {
    if (typeof record[key] !== type || record[key] === null) {
      const id = typeof record["id"] === "string" ? record["id"] : "one";
      throw problem(path, `${id}: the field ${key} must be of type ${type}`);
    }
  }
}

async function importModule(path: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(resolve(path)).href)) as Record<string, unknown>;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AssayError("usage", `Cannot load the plugin ${path}: ${why}`, { cause: error });
  }
}

function problem(path: string, what: string): AssayError {
  return new AssayError("usage", `The plugin ${path} does not fit: ${what}.`, {
    hint: "See the section on plugins in CONTRIBUTING.md, and examples/plugin.",
  });
}
