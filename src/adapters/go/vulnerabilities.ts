import type { Probe, ProbeContext } from "../../core/adapter.ts";
import type { Facts, Gathered } from "../../core/facts.ts";
import { absent, ask, failed, firstFound, found } from "../shared/ask.ts";
import { malwareAdvisories as osvMalware } from "../shared/malware-advisories.ts";
import { noService, serviceUrl } from "./services.ts";
import {
  type Advisory,
  LOGGED,
  readAdvisory,
  readDatabase,
  readVulnerabilityPage,
  VULNERABILITY,
} from "./wire.ts";

const MALICIOUS = { id: "GO-2025-3451", module: "github.com/boltdb-go/bolt" } as const;
const ASKED = `${LOGGED.module}@${LOGGED.version}`;
const DATABASE_SOURCE = "golang/website:_content/doc/security/vuln/database.md";

export const advisories: Probe<"advisories"> = {
  requests: [`GET {vulndb}/ID/${VULNERABILITY}.json`, "GET {vulndb}/index/db.json"],
  source: `${DATABASE_SOURCE}; golang/vulndb:data/osv/${VULNERABILITY}.json`,
  async run(context) {
    const result = await askAdvisory(context, VULNERABILITY, LOGGED.module);
    if (result.state === "failed") return result;
    // Clients ask the public database, whatever a profile names.
    if (result.state === "absent") return failed("not-observable", result.note);
    return found({ asked: ASKED, count: result.value === null ? 0 : 1 });
  },
};

/** The Go database holds malware as an exception, the OpenSSF collection the bulk; either one shows the format. */
export const malwareAdvisories: Probe<"malwareAdvisories"> = {
  requests: [
    `GET {vulndb}/ID/${MALICIOUS.id}.json`,
    "GET {vulndb}/index/db.json",
    ...osvMalware.requests,
  ],
  source: `${DATABASE_SOURCE}; golang/vulndb:data/osv/${MALICIOUS.id}.json; ${osvMalware.source}`,
  async run(context) {
    const listed = (context.profile.listings?.osvMalware ?? []).length > 0;
    const known = serviceUrl(context.profile, context.api, "vulndb") !== undefined;
    const results = await Promise.all([
      known || !listed ? ownMalware(context) : [],
      listed ? osvMalware.run(context) : [],
    ]);
    return firstFound(results.flat());
  },
};

async function ownMalware(context: ProbeContext): Promise<Gathered<Facts["malwareAdvisories"]>> {
  const result = await askAdvisory(context, MALICIOUS.id, MALICIOUS.module);
  if (result.state !== "found") return result;
  if (result.value === null)
    return absent(`The vulnerability database has no record ${MALICIOUS.id}.`);
  if (!/\b(malicious|malware)\b/i.test(result.value.details))
    return failed("not-observable", `${MALICIOUS.id} does not speak of malware (any more).`);
  return found({ id: MALICIOUS.id, format: "OSV", ecosystem: result.value.ecosystem });
}

/**
 * The list that the web site's own pages draw their notice from. An empty one counts against a site only for a
 * version that the database itself calls vulnerable.
 */
export const uiVulnerabilities: Probe<"uiVulnerabilities"> = {
  requests: [
    `GET {web}/v1/vulns/${LOGGED.module}?version=${LOGGED.version}`,
    `GET {vulndb}/ID/${VULNERABILITY}.json`,
    "GET {vulndb}/index/db.json",
  ],
  source: "golang/pkgsite:internal/api/api.go, internal/api/openapi.yaml, internal/vuln/vulns.go",
  async run(context) {
    const web = serviceUrl(context.profile, context.api, "web");
    if (web === undefined) return failed("unsupported", noService("web"));
    const [page, known] = await Promise.all([
      ask(
        context,
        `${web}/v1/vulns/${LOGGED.module}?version=${LOGGED.version}`,
        readVulnerabilityPage,
        { accept: "application/json", what: "list of vulnerabilities" },
      ),
      askAdvisory(context, VULNERABILITY, LOGGED.module),
    ]);
    // A site without this list may still warn on its pages, which we don't scrape.
    if (page.state === "absent") return failed("not-observable", page.note);
    if (page.state === "failed") return page;
    const { count } = page.value;
    if (count > 0) return found({ asked: ASKED, count, where: "ui" });
    return known.state === "found" && known.value !== null
      ? found({ asked: ASKED, count, where: "ui" })
      : failed("not-observable", `No vulnerability of ${ASKED} is listed, nor known to be due.`);
  },
};

/** One record of the vulnerability database; null: the database lacks it; absent: there is no such database. */
async function askAdvisory(
  context: ProbeContext,
  id: string,
  module: string,
): Promise<Gathered<Advisory | null>> {
  const base = serviceUrl(context.profile, context.api, "vulndb");
  if (base === undefined) return failed("unsupported", noService("vulndb"));
  const accept = "application/json";
  const [record, database] = await Promise.all([
    ask(context, `${base}/ID/${id}.json`, (answer) => readAdvisory(answer, id, module), {
      accept,
      what: `advisory ${id}`,
    }),
    ask(context, `${base}/index/db.json`, readDatabase, {
      accept,
      what: "vulnerability database",
    }),
  ]);
  if (record.state !== "absent") return record;
  return database.state === "found" ? found(null) : database;
}
