import type { Probe, ProbeContext } from "../../core/adapter.ts";
import type { Gathered } from "../../core/facts.ts";
import type { HttpAnswer } from "../../core/http.ts";
import { absent, ask, failed, found, fromFailure, fromStatus } from "../shared/ask.ts";
import { field, list, text } from "../shared/wire.ts";
import {
  askSimplePages,
  noPages,
  onlyIfAlive,
  pagesFound,
  type SimpleFile,
  type SimplePage,
  simpleUrl,
} from "./simple.ts";

const INTEGRITY_JSON = "application/vnd.pypi.integrity.v1+json";
const MAX_STATEMENT = 200_000;
/** PEP 740 came with version 1.3 of the simple API; from then on, a file without the field has none itself. */
const PROVENANCE_SINCE = 3;

/** What one file's provenance says; its signatures are not verified here. */
interface FileProvenance {
  subject: string;
  predicateTypes: string[];
  publishers: string[];
}

export const provenance: Probe<"provenance"> = {
  requests: [
    "GET {api}/simple/{project}/ (JSON)",
    "GET {api}/integrity/{project}/{version}/{filename}/provenance",
  ],
  source:
    "pypi/warehouse:docs/user/api/integrity.md, warehouse/api/integrity.py, warehouse/packaging/utils.py (_simple_detail); PEP 740",
  async run(context) {
    const pages = await askSimplePages(context);
    const seen = pagesFound(pages);
    if (seen.every((page) => page.files.length === 0)) return noPages(pages);
    if (seen.every((page) => page.minor < PROVENANCE_SINCE && !page.files.some(hasProvenance)))
      return absent("The simple index is of a version that cannot name provenance (before 1.3).");
    const results = await askProvenance(context, seen);
    const items = provenancesFound(results).map(({ subject, predicateTypes }) => ({
      subject,
      predicateTypes,
    }));
    if (items.length > 0)
      return found({ items }, "Served by the registry; the signatures were not verified.");
    return (
      results.find((result) => result.state === "failed") ??
      failed(
        "not-observable",
        results.length > 0
          ? "The simple index names provenance that the integrity API does not serve."
          : "The index can carry provenance, but no sampled file has any.",
      )
    );
  },
};

/**
 * Who published the newest attested file of each sample, and the audience that CI identities exchange their tokens
 * with. Where the endpoint is switched off or missing, nothing is exchanged today, whatever was published before.
 */
export const trustedPublishing: Probe<"trustedPublishing"> = {
  requests: [
    "GET {api}/_/oidc/audience",
    "GET {api}/simple/{project}/ (JSON)",
    "GET {api}/integrity/{project}/{version}/{filename}/provenance",
  ],
  source: "pypi/warehouse:warehouse/oidc/views.py (oidc_audience), warehouse/oidc/__init__.py",
  async run(context) {
    const pages = askSimplePages(context);
    const [audience, results] = await Promise.all([
      askAudience(context),
      pages.then((answers) => askProvenance(context, pagesFound(answers))),
    ]);
    const releases = provenancesFound(results).flatMap(({ subject, publishers }) =>
      publishers.map((provider) => ({ subject, provider })),
    );
    if (audience.state === "found")
      return audience.value === null
        ? found({ releases, enabled: false }, "It says that trusted publishing is not enabled.")
        : found({ releases, audience: audience.value });
    if (audience.state === "absent") return onlyIfAlive(audience, await pages);
    return releases.length > 0
      ? found({ releases }, `The OIDC endpoint did not tell: ${audience.message}`)
      : audience;
  },
};

/** Null: the server knows the endpoint and has switched it off. */
async function askAudience(context: ProbeContext): Promise<Gathered<string | null>> {
  const url = `${context.api}/_/oidc/audience`;
  const answer = await context.http.get(url, { by: context.by, accept: "application/json" });
  if (!answer.ok) return fromFailure(answer);
  const { host } = new URL(url);
  if (answer.status === 200) {
    const audience = text(field(answer.json(), "audience"), 200);
    if (audience !== undefined) return found(audience);
  }
  const message = text(field(answer.json(), "message"), 500) ?? "";
  if (answer.status === 403 && /trusted publishing.*not enabled/i.test(message)) return found(null);
  const odd = `${host} answered ${answer.status} for its OIDC audience, not in the documented shape.`;
  return fromStatus(answer, host, "OIDC audience") ?? failed("not-observable", odd);
}

/** The provenance of the newest attested file of every page, asked from this registry only. */
function askProvenance(
  context: ProbeContext,
  pages: readonly SimplePage[],
): Promise<Gathered<FileProvenance>[]> {
  const wanted = pages.flatMap((page) => {
    const file = page.files.findLast(hasProvenance);
    return file ? [{ page, file }] : [];
  });
  return Promise.all(
    wanted.map(async ({ page, file }) => {
      const url = ownUrl(context, page, file.provenance ?? "");
      if (url === null)
        return failed("not-observable", `The provenance of ${file.filename} is on another host.`);
      return ask(context, url, (answer) => readProvenance(answer, file.filename), {
        accept: INTEGRITY_JSON,
        what: `provenance of ${file.filename}`,
      });
    }),
  );
}

function hasProvenance(file: SimpleFile): boolean {
  return file.provenance !== undefined;
}

/** A registry must not send us elsewhere: only addresses of its own origin are followed. */
function ownUrl(context: ProbeContext, page: SimplePage, provenanceUrl: string): string | null {
  const base = simpleUrl(context, page.name);
  if (!URL.canParse(provenanceUrl, base)) return null;
  const url = new URL(provenanceUrl, base);
  if (url.origin !== new URL(context.api).origin || url.username !== "") return null;
  return url.href;
}

function provenancesFound(results: readonly Gathered<FileProvenance>[]): FileProvenance[] {
  return results.flatMap((result) => (result.state === "found" ? [result.value] : []));
}

/** PEP 740 provenance: bundles of attestations, each an envelope around a base64 in-toto statement. */
function readProvenance(answer: HttpAnswer, filename: string): Gathered<FileProvenance> | null {
  const bundles = list(field(answer.json(), "attestation_bundles"), 10);
  const types = bundles.flatMap((bundle) =>
    list(field(bundle, "attestations"), 10).map((attestation) =>
      predicateType(field(field(attestation, "envelope"), "statement"), filename),
    ),
  );
  const predicateTypes = [...new Set(types.filter((type) => type !== undefined))];
  if (predicateTypes.length === 0) return null;
  const publishers = bundles.map((bundle) => text(field(field(bundle, "publisher"), "kind"), 60));
  return found({
    subject: filename,
    predicateTypes,
    publishers: [...new Set(publishers.filter((kind) => kind !== undefined))],
  });
}

/** Undefined unless the statement can be read and is about this very file. */
function predicateType(statement: unknown, filename: string): string | undefined {
  if (typeof statement !== "string" || statement.length > MAX_STATEMENT) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(statement, "base64").toString("utf8"));
  } catch {
    return undefined;
  }
  const subjects = list(field(parsed, "subject")).map((item) => field(item, "name"));
  if (!subjects.includes(filename)) return undefined;
  return text(field(parsed, "predicateType"), 300);
}
