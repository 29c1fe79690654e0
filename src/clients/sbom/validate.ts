import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ValidateFunction } from "ajv";
import type { SbomDocument } from "../../core/client-facts.ts";

type Json = Record<string, unknown>;

/**
 * Schemas by format and by what the document says of its own version. CycloneDX's are its project's own; SPDX's holds what
 * its specification requires, written down by us.
 */
const SCHEMAS: Readonly<Record<SbomDocument["format"], Readonly<Record<string, string>>>> = {
  cyclonedx: {
    "1.5": "vendor/cyclonedx/bom-1.5.SNAPSHOT.schema.json",
    "1.6": "vendor/cyclonedx/bom-1.6.SNAPSHOT.schema.json",
    "1.7": "vendor/cyclonedx/bom-1.7.SNAPSHOT.schema.json",
  },
  spdx: { "SPDX-2.3": "spdx-2.3.schema.json" },
};

/** Schemas that the CycloneDX ones refer to. */
const SHARED = [
  "vendor/cyclonedx/spdx.SNAPSHOT.schema.json",
  "vendor/cyclonedx/jsf-0.82.SNAPSHOT.schema.json",
  "vendor/cyclonedx/cryptography-defs.SNAPSHOT.schema.json",
];

const CYCLONEDX = "http://cyclonedx.org/schema/";

export interface Validity {
  /** Null: no schema is shipped for this version. */
  valid: boolean | null;
  /** At most five, as `pointer message`. */
  errors: string[];
}

const compiled = new Map<string, Promise<ValidateFunction>>();

/** Checks a document against the schema of the version it claims. The validator is loaded on first use only. */
export async function validateSbom(
  format: SbomDocument["format"],
  specVersion: string | null,
  document: Json,
): Promise<Validity> {
  const file = specVersion === null ? undefined : lookup(SCHEMAS[format], specVersion);
  if (file === undefined) return { valid: null, errors: [] };
  let pending = compiled.get(file);
  if (!pending) {
    pending = compile(file);
    compiled.set(file, pending);
  }
  const validate = await pending;
  if (validate(document)) return { valid: true, errors: [] };
  const errors = (validate.errors ?? []).slice(0, 5);
  return {
    valid: false,
    errors: errors.map(({ instancePath, message }) => `${instancePath || "/"} ${message ?? ""}`),
  };
}

async function compile(file: string): Promise<ValidateFunction> {
  const [{ Ajv }, { default: formats }] = await Promise.all([import("ajv"), import("ajv-formats")]);
  // The schemas are drafts of other people, with keywords and types that strict mode objects to.
  const ajv = new Ajv({ strict: false, logger: false });
  formats.default(ajv);
  // Not in ajv-formats. Deliberately lax: characters that no reference and no address can hold.
  ajv.addFormat("iri-reference", /^[^\s<>"{}|\\^`]*$/u);
  ajv.addFormat("idn-email", /^[^\s@]+@[^\s@]+$/u);
  if (file.startsWith("vendor/cyclonedx/")) {
    // The package that ships them writes references by file name, not by `$id`.
    for (const shared of SHARED)
      ajv.addSchema(await load(shared), `${CYCLONEDX}${basename(shared)}`);
  }
  return ajv.compile(await load(file));
}

async function load(file: string): Promise<Json> {
  const text = await readFile(join(schemasFolder(), file), "utf8");
  return JSON.parse(text) as Json;
}

/** `schemas` of this package, from the sources and from the bundle alike. */
function schemasFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, "schemas");
    if (existsSync(join(candidate, "vendor"))) return candidate;
    if (dirname(folder) === folder) throw new Error("the package lacks its folder schemas");
  }
}

function lookup(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
