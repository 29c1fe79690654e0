import type { SbomDocument } from "../../core/client-facts.ts";
import { VULNERABLE } from "../../core/driver.ts";
import type { FixtureDigests } from "../stub/world.ts";

type Json = Record<string, unknown>;

/** What an SBOM says of `victim` 1.0.0. */
export interface Named {
  specVersion: string | null;
  names: string | null;
  hash: NonNullable<SbomDocument["document"]>["hash"];
}

/** The JSON object that a program printed, also when it printed a line before it. Null when there is none. */
export function parseDocument(text: string): Json | null {
  const start = text.indexOf("{");
  if (start < 0) return null;
  try {
    return asObject(JSON.parse(text.slice(start, text.lastIndexOf("}") + 1)));
  } catch {
    return null;
  }
}

/** https://cyclonedx.org/docs/1.6/json/ and https://spdx.github.io/spdx-spec/v2.3/ */
export function readSbom(
  format: SbomDocument["format"],
  document: Json,
  digests: FixtureDigests,
): Named {
  const cyclonedx = format === "cyclonedx";
  const spec = document[cyclonedx ? "specVersion" : "spdxVersion"];
  const specVersion = typeof spec === "string" ? spec : null;
  const entries = cyclonedx ? components(document["components"]) : objects(document["packages"]);
  const entry = entries.find(
    (one) => one["name"] === "victim" && one[cyclonedx ? "version" : "versionInfo"] === VULNERABLE,
  );
  if (!entry) return { specVersion, names: null, hash: null };
  const purl = cyclonedx ? entry["purl"] : purlOf(entry);
  const names = typeof purl === "string" ? purl : `victim@${VULNERABLE}`;
  const hashes = cyclonedx ? cyclonedxHashes(entry) : spdxHashes(entry);
  const all = hashes.map(({ algorithm, value }) => ({
    algorithm,
    matches: Object.values(digests).includes(value.toLowerCase()),
  }));
  return {
    specVersion,
    names: names.slice(0, 200),
    hash: all.find(({ matches }) => matches) ?? all[0] ?? null,
  };
}

interface Hash {
  algorithm: string;
  value: string;
}

/** Components may be nested in components. */
function components(value: unknown, depth = 0): Json[] {
  if (depth > 20) return [];
  return objects(value).flatMap((one) => [one, ...components(one["components"], depth + 1)]);
}

/** On the component itself, or on the reference that says where it was distributed. */
function cyclonedxHashes(component: Json): Hash[] {
  const references = objects(component["externalReferences"]);
  return [component, ...references.filter((one) => one["type"] === "distribution")].flatMap((one) =>
    hashList(one["hashes"], "alg", "content"),
  );
}

function spdxHashes(entry: Json): Hash[] {
  return hashList(entry["checksums"], "algorithm", "checksumValue");
}

function hashList(value: unknown, algorithm: string, content: string): Hash[] {
  return objects(value).flatMap((hash) => {
    const name = hash[algorithm];
    const hex = hash[content];
    return typeof name === "string" && typeof hex === "string"
      ? [{ algorithm: name.slice(0, 20), value: hex }]
      : [];
  });
}

function purlOf(entry: Json): unknown {
  return objects(entry["externalRefs"]).find((one) => one["referenceType"] === "purl")?.[
    "referenceLocator"
  ];
}

/** The objects in a list; whatever else is in it is left out. */
function objects(value: unknown): Json[] {
  if (!Array.isArray(value)) return [];
  return value.map(asObject).filter((one) => one !== null);
}

function asObject(value: unknown): Json | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : null;
}
