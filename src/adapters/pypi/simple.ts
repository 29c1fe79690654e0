import type { ProbeContext } from "../../core/adapter.ts";
import type { Gathered } from "../../core/facts.ts";
import type { HttpAnswer } from "../../core/http.ts";
import { type Absent, absent, ask, type Failed, failed, found } from "../shared/ask.ts";
import { entries, field, list, text } from "../shared/wire.ts";

export const SIMPLE_JSON = "application/vnd.pypi.simple.v1+json";

const MAX_SAMPLES = 5;
const MAX_FILES = 2000;
/** Digest names of the simple API with the length of their hex form. */
const DIGESTS: Readonly<Record<string, number>> = {
  md5: 32,
  sha1: 40,
  sha224: 56,
  sha256: 64,
  sha384: 96,
  sha512: 128,
};

export interface SimpleFile {
  filename: string;
  algorithms: string[];
  /** Where the file's provenance is; null and a missing field both mean that it has none. */
  provenance: string | undefined;
}

/** The fields we use of a project's page in the JSON simple API (PEP 691, 714, 740, 792). */
export interface SimplePage {
  name: string;
  files: SimpleFile[];
  status: string | undefined;
  /** Minor version of the API, whose major version is 1: what an older one can't say is known to be missing. */
  minor: number;
  /** The journal's serial of the project's last change. */
  serial: number | undefined;
}

/** PEP 503: runs of `-`, `_` and `.` are one hyphen, and case does not count. */
export function normalizeName(name: string): string {
  return name.replace(/[-_.]+/g, "-").toLowerCase();
}

/** The sampled projects as they stand in addresses: normalised, each once. */
export function sampledProjects(context: ProbeContext): string[] {
  const names = context.samples.map(normalizeName).filter((name) => /^[a-z0-9-]+$/.test(name));
  return [...new Set(names)].slice(0, MAX_SAMPLES);
}

export function simpleUrl(context: ProbeContext, project: string): string {
  return `${context.api}/simple/${project}/`;
}

/** The pages of all samples; every probe asks for the same ones, so they cost one request each. */
export function askSimplePages(context: ProbeContext): Promise<Gathered<SimplePage>[]> {
  return Promise.all(
    sampledProjects(context).map((project) =>
      ask(context, simpleUrl(context, project), readSimplePage, {
        accept: SIMPLE_JSON,
        what: `simple index of ${project}`,
      }),
    ),
  );
}

export function pagesFound(results: readonly Gathered<SimplePage>[]): SimplePage[] {
  return results.flatMap((result) => (result.state === "found" ? [result.value] : []));
}

/**
 * Why nothing can be told: no sample has a page. That a project is missing says nothing about the registry's
 * features, so absence never follows from here.
 */
export function noPages(results: readonly Gathered<SimplePage>[]): Failed {
  const failure = results.find((result) => result.state === "failed");
  if (failure?.state === "failed") return failure;
  return failed("not-observable", "No sampled project has a page in the JSON simple index.");
}

/**
 * A 404 counts as absence only on a server that otherwise speaks the protocol: one that has lost its routes or is
 * somebody else's answers 404 for everything.
 */
export function onlyIfAlive(
  result: Absent,
  pages: readonly Gathered<SimplePage>[],
): Absent | Failed {
  return pagesFound(pages).length > 0 ? absent(result.note) : noPages(pages);
}

/** docs.pypi.org "Index API"; pypi/warehouse warehouse/packaging/utils.py, _simple_detail. */
export function readSimplePage(answer: HttpAnswer): Gathered<SimplePage> | null {
  const body = answer.json();
  const name = text(field(body, "name"), 200);
  const files = field(body, "files");
  const minor = /^1\.(\d{1,3})$/.exec(
    text(field(field(body, "meta"), "api-version"), 8) ?? "",
  )?.[1];
  if (name === undefined || !Array.isArray(files) || minor === undefined) return null;
  // Newest files come last; a project with very many keeps its newest.
  const read = list(files.slice(-MAX_FILES), MAX_FILES).map(readFile);
  return found({
    name,
    files: read.filter((file) => file !== null),
    status: text(field(field(body, "project-status"), "status"), 40),
    minor: Number(minor),
    serial: readSerial(answer.headers["x-pypi-last-serial"]),
  });
}

function readFile(value: unknown): SimpleFile | null {
  const filename = text(field(value, "filename"), 300);
  if (filename === undefined) return null;
  return {
    filename,
    algorithms: entries(field(value, "hashes"), 20)
      .filter(([name, hash]) => isDigest(name, hash))
      .map(([name]) => name),
    provenance: text(field(value, "provenance"), 2000),
  };
}

function isDigest(name: string, hash: unknown): boolean {
  return (
    typeof hash === "string" &&
    Object.hasOwn(DIGESTS, name) &&
    hash.length === DIGESTS[name] &&
    /^[0-9a-f]+$/i.test(hash)
  );
}

export function readSerial(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
