import type { Probe, ProbeContext } from "../../core/adapter.ts";
import type { Gathered } from "../../core/facts.ts";
import type { HttpAnswer } from "../../core/http.ts";
import { absent, ask, failed, found } from "../shared/ask.ts";
import { field, isObject, list, text } from "../shared/wire.ts";
import { askSimplePages, noPages, pagesFound, sampledProjects } from "./simple.ts";

/** A release with well-known vulnerabilities (PYSEC-2021-9 among them). */
const VULNERABLE = { project: "django", version: "3.0.2" } as const;
const ASKED = `${VULNERABLE.project} ${VULNERABLE.version}`;
const JSON_API = "pypi/warehouse:docs/user/api/json.md, warehouse/legacy/api/json.py";
const VULNERABLE_URL = `{api}/pypi/${VULNERABLE.project}/${VULNERABLE.version}/json`;

/** Names of roles, never of people. */
export const packageRoles: Probe<"packageRoles"> = {
  requests: ["GET {api}/pypi/{project}/json"],
  source: JSON_API,
  async run(context) {
    const results = await Promise.all(
      sampledProjects(context).map((project) =>
        ask(context, `${context.api}/pypi/${project}/json`, readRoles, {
          accept: "application/json",
          what: `metadata of ${project}`,
        }),
      ),
    );
    const sampled = results.flatMap((result) => (result.state === "found" ? [result.value] : []));
    const roles = [...new Set(sampled.flat())].sort();
    if (roles.length > 0) return found({ roles, sampled: sampled.length });
    return (
      results.find((result) => result.state === "failed") ??
      failed("not-observable", "The metadata of the sampled projects names no roles.")
    );
  },
};

function readRoles(answer: HttpAnswer): Gathered<string[]> | null {
  const body = answer.json();
  if (!isObject(field(body, "info"))) return null;
  const roles = list(field(field(body, "ownership"), "roles"), 200).map((entry) =>
    text(field(entry, "role"), 60),
  );
  return found([...new Set(roles.filter((role) => role !== undefined))].slice(0, 20));
}

/** A registry without this data leaves the question open: clients may ask the advisory database themselves. */
export const advisories: Probe<"advisories"> = {
  requests: [`GET ${VULNERABLE_URL}`],
  source: JSON_API,
  async run(context) {
    const result = await askVulnerabilities(context);
    return result.state === "absent" ? failed("not-observable", result.note) : result;
  },
};

/** The pages of the web site are never read: they sit behind a bot wall, and the JSON says what the registry knows. */
export const uiVulnerabilities: Probe<"uiVulnerabilities"> = {
  requests: [`GET ${VULNERABLE_URL}`],
  source: JSON_API,
  async run(context) {
    const result = await askVulnerabilities(context);
    return result.state === "found" ? found({ ...result.value, where: "api" }) : result;
  },
};

async function askVulnerabilities(
  context: ProbeContext,
): Promise<Gathered<{ asked: string; count: number }>> {
  const url = `${context.api}/pypi/${VULNERABLE.project}/${VULNERABLE.version}/json`;
  const result = await ask(context, url, readVulnerabilities, {
    accept: "application/json",
    what: `metadata of ${ASKED}`,
  });
  // A registry need not hold this project.
  if (result.state === "absent") return failed("not-observable", result.note);
  if (result.state === "failed") return result;
  if (result.value === null)
    return absent("The metadata of a release has no vulnerabilities field.");
  return found({ asked: ASKED, count: result.value });
}

/** How many, withdrawn ones left out; null when the registry has no such field. */
function readVulnerabilities(answer: HttpAnswer): Gathered<number | null> | null {
  const body = answer.json();
  if (!isObject(body) || !isObject(field(body, "info"))) return null;
  const listed = field(body, "vulnerabilities");
  if (listed === undefined) return found(null);
  if (!Array.isArray(listed)) return null;
  const ids = list(listed, 1000).map((item) =>
    typeof field(item, "withdrawn") === "string" ? undefined : text(field(item, "id"), 100),
  );
  return found(new Set(ids.filter((id) => id !== undefined)).size);
}

export const fileDigests: Probe<"fileDigests"> = {
  requests: ["GET {api}/simple/{project}/ (JSON)"],
  source: "pypi/warehouse:docs/user/api/index-api.md; PEP 691",
  async run(context: ProbeContext) {
    const pages = await askSimplePages(context);
    const files = pagesFound(pages).flatMap((page) => page.files);
    if (files.length === 0) return noPages(pages);
    const missing = files.filter((file) => file.algorithms.length === 0).length;
    if (missing === files.length)
      return absent(`None of ${files.length} sampled files has a digest in the simple index.`);
    const algorithms = [...new Set(files.flatMap((file) => file.algorithms))].sort();
    return found({ algorithms, sampled: files.length, missing });
  },
};

/** PEP 792 came with version 1.4 of the simple API; the marker may be left out for active projects. */
const STATUS_SINCE = 4;

/** The marker of PEP 792, which says `quarantined` for a project under investigation. */
export const quarantine: Probe<"quarantine"> = {
  requests: ["GET {api}/simple/{project}/ (JSON)"],
  source:
    "pypi/warehouse:docs/user/api/index-api.md, warehouse/packaging/utils.py (_simple_detail); PEP 792",
  async run(context) {
    const pages = await askSimplePages(context);
    const seen = pagesFound(pages);
    if (seen.length === 0) return noPages(pages);
    if (seen.some((page) => page.status !== undefined))
      return found({ field: "project-status.status" });
    return seen.every((page) => page.minor < STATUS_SINCE)
      ? absent("The simple index is of a version without status markers (before 1.4).")
      : failed("not-observable", "The simple index marks none of the sampled projects.");
  },
};
