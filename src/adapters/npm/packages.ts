import type { ProbeContext } from "../../core/adapter.ts";
import type { Gathered } from "../../core/facts.ts";
import type { HttpAnswer } from "../../core/http.ts";
import { ask, type Failed, failed, found } from "../shared/ask.ts";
import { field } from "../shared/wire.ts";
import { type Packument, readPackument } from "./wire.ts";

/** Full documents are large: a handful of samples shows as much as fifty. */
export const MAX_SAMPLES = 5;

/** `@scope/name` as npm clients write it in addresses: `@scope%2fname`. */
export function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/^%40/, "@").replace("%2F", "%2f");
}

export function packageUrl(api: string, name: string): string {
  return `${api}/${encodeName(name)}`;
}

/** The sample packages that exist, or why none could be read. Never `absent`: other packages may exist. */
export async function readSamples(
  context: ProbeContext,
): Promise<{ state: "found"; value: Packument[]; missing: number } | Failed> {
  const names = context.samples.slice(0, MAX_SAMPLES);
  const results = await Promise.all(names.map((name) => readPackage(context, name)));
  const value = results.flatMap((result) => (result.state === "found" ? [result.value] : []));
  if (value.length > 0) return { state: "found", value, missing: names.length - value.length };
  return (
    results.find((result) => result.state === "failed") ??
    failed("not-observable", `None of the sample packages exist there (${names.join(", ")}).`)
  );
}

/** The abbreviated document would be smaller, but lacks publishers and times. */
function readPackage(context: ProbeContext, name: string): Promise<Gathered<Packument>> {
  return ask(
    context,
    packageUrl(context.api, name),
    (answer) => {
      const packument = readOnce(answer, name);
      return packument && found(packument);
    },
    { accept: "application/json", what: `package ${name}` },
  );
}

/** Most probes read the same documents, which may be large; the client gives each of them the same answer. */
const read = new WeakMap<HttpAnswer, Packument | null>();

export function readOnce(answer: HttpAnswer, name: string): Packument | null {
  let packument = read.get(answer);
  if (packument === undefined) {
    packument = readPackument(answer.json(), name);
    read.set(answer, packument);
  }
  return packument;
}

/** The document at the registry's root, of CouchDB descent: it names its database. */
export function isRegistryDocument(json: unknown): boolean {
  return typeof field(json, "db_name") === "string";
}
