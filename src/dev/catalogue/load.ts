import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Framework, Link } from "../../core/framework.ts";
import type { CapabilityWork } from "../../core/work.ts";
import { DataError } from "../generator.ts";
import { readYaml, schemaProblems, type YamlSource } from "../yaml-source.ts";
import { type CapabilityFields, mergeFramework, type RawFramework } from "./merge.ts";
import { workProblems } from "./work.ts";

/** A framework that capabilities are mapped to. */
export interface CrosswalkFramework extends Link {
  id: string;
  version?: string;
  note?: string;
}

export interface Catalogue {
  /** By id, then version, oldest first. */
  frameworks: Framework[];
  crosswalk: CrosswalkFramework[];
  /** By capability. */
  work: Record<string, CapabilityWork>;
}

interface Validators {
  capability: ValidateFunction;
  framework: ValidateFunction;
  crosswalk: ValidateFunction;
  work: ValidateFunction;
}

/** Reads and checks everything under `checks/`. Throws `DataError` with every problem that was found. */
export async function loadCatalogue(root: string, schemaFile?: string): Promise<Catalogue> {
  const validators = await compile(schemaFile ?? join(root, "schemas/catalogue.schema.json"));
  const problems: string[] = [];
  const read = async (path: string, validate: ValidateFunction) => {
    const source = await readYaml(join(root, path), path);
    problems.push(...schemaProblems(source, validate));
    return source;
  };

  const files = new Map<string, YamlSource>();
  for (const id of await capabilityFolders(root))
    files.set(id, await read(`checks/${id}/capability.yaml`, validators.capability));
  const versions: YamlSource[] = [];
  for (const name of (await readdir(join(root, "checks/frameworks"))).sort())
    if (name.endsWith(".yaml"))
      versions.push(await read(`checks/frameworks/${name}`, validators.framework));
  const crosswalk = await read("checks/crosswalk.yaml", validators.crosswalk);
  const work = await read("checks/work.yaml", validators.work);
  // What follows relies on the shapes that the schema has just confirmed.
  if (problems.length > 0) throw new DataError(problems);

  const known = (crosswalk.data as { frameworks: CrosswalkFramework[] }).frameworks;
  const used = new Set<string>();
  const frameworks: Framework[] = [];
  for (const source of versions) {
    const raw = source.data as RawFramework;
    const expected = `checks/frameworks/${raw.id}-${raw.version}.yaml`;
    if (source.name !== expected)
      problems.push(`${source.at(["version"])}: id and version ask for the name ${expected}`);
    const merged = mergeFramework(raw, files, source, validators.capability);
    problems.push(...merged.problems);
    for (const id of merged.used) used.add(id);
    frameworks.push(merged.framework);
  }
  for (const [id, source] of files) {
    if (!used.has(id)) problems.push(`${source.name}:1: no framework names ${id}`);
    problems.push(...contentProblems(source, known));
  }
  problems.push(...workProblems(work, [...files.keys()], used));
  if (problems.length > 0) throw new DataError(problems);
  frameworks.sort((a, b) => a.id.localeCompare(b.id) || byVersion(a.version, b.version));
  return {
    frameworks,
    crosswalk: known,
    work: (work.data as { work: Record<string, CapabilityWork> }).work,
  };
}

/** `track/name` of every folder that holds a capability file. */
async function capabilityFolders(root: string): Promise<string[]> {
  const ids: string[] = [];
  for (const entry of await readdir(join(root, "checks"), { withFileTypes: true, recursive: true }))
    if (entry.name === "capability.yaml") ids.push(idOf(root, entry.parentPath));
  return ids.sort();
}

function idOf(root: string, folder: string): string {
  return folder.slice(join(root, "checks").length + 1).replaceAll("\\", "/");
}

/** What a schema cannot say about one capability. */
function contentProblems(source: YamlSource, known: readonly CrosswalkFramework[]): string[] {
  const problems: string[] = [];
  const { criteria, effort, crosswalk } = source.data as CapabilityFields;
  if (effort && effort.low > effort.high)
    problems.push(`${source.at(["effort"])}: effort.low is above effort.high`);
  for (const [index, { id }] of (criteria ?? []).entries())
    if (criteria?.findIndex((other) => other.id === id) !== index)
      problems.push(`${source.at(["criteria", index])}: a second criterion is named ${id}`);
  for (const [index, { framework }] of (crosswalk ?? []).entries())
    if (!known.some(({ id }) => id === framework))
      problems.push(
        `${source.at(["crosswalk", index])}: ${framework} is not in checks/crosswalk.yaml`,
      );
  return problems;
}

async function compile(schemaFile: string): Promise<Validators> {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
  });
  const schema = JSON.parse(await readFile(schemaFile, "utf8")) as { $id: string };
  ajv.addSchema(schema);
  const part = (name: string) => ajv.compile({ $ref: `${schema.$id}#/$defs/${name}` });
  return {
    capability: part("capability"),
    framework: part("framework"),
    crosswalk: part("crosswalk"),
    work: part("work"),
  };
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
