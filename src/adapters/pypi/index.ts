import type { Adapter } from "../../core/adapter.ts";
import type { HttpClient } from "../../core/http.ts";
import { malwareAdvisories } from "../shared/malware-advisories.ts";
import { secretScanningPartner } from "../shared/secret-scanning.ts";
import { securityTxt } from "../shared/security-txt.ts";
import { eventLog } from "./event-log.ts";
import {
  advisories,
  fileDigests,
  packageRoles,
  quarantine,
  uiVulnerabilities,
} from "./metadata.ts";
import { provenance, trustedPublishing } from "./provenance.ts";
import { nameNormalization, secretReportEndpoint } from "./routes.ts";
import { readSimplePage, SIMPLE_JSON } from "./simple.ts";

/** The JSON simple API (PEP 691) and what PyPI's software, Warehouse, serves beside it. */
export const pypi: Adapter = {
  id: "pypi",
  title: "Python package index",
  ecosystem: "pypi",
  usualTaxonomy: { userAccounts: true, packages: ["accepts-built"] },
  usualSamples: ["sampleproject", "urllib3", "requests"],
  hosts: ["api.osv.dev", "raw.githubusercontent.com"],
  readOnlyPosts: [
    {
      path: /^\/pypi$/,
      why: "XML-RPC reads through POST; the one method we call, changelog_last_serial, returns a number and changes nothing.",
    },
  ],
  observes: {
    "authorization/role-based-access-control": {
      extent: "partly",
      note: "sees the role names on sampled projects; samples with one role only prove nothing",
    },
    "authorization/trusted-publishing": {
      extent: "yes",
      note: "asks the OIDC endpoint for its audience; how long the exchanged tokens live stays unseen",
    },
    "authorization/secret-scanning": {
      extent: "yes",
      note: "sees GitHub's list and that the reporting endpoint exists; that it revokes stays unseen",
    },
    "authorization/build-provenance": {
      extent: "yes",
      note: "reads the attestations of sampled files without verifying their signatures",
    },
    "general/vulnerability-disclosure-policy": {
      extent: "partly",
      note: "sees security.txt; safe harbor and deadlines stand in the policy's text",
    },
    "general/typosquatting-prevention": {
      extent: "partly",
      note: "sees that spellings of one name lead to one project; similarity checks need an upload",
    },
    "general/malware-detection": {
      extent: "partly",
      note: "sees the quarantine marker in the index, not that anything is scanned",
    },
    "general/vulnerability-warnings-ui": {
      extent: "partly",
      note: "sees that the API has the data; the web pages are behind a bot wall and are not read",
    },
    "general/transparency-log": {
      extent: "yes",
      note: "reads the journal's last serial, once; the journal is not signed",
    },
    "general/malware-advisories": {
      extent: "partly",
      note: "looks up advisories that the profile names; others publish them too",
    },
    "cli/dependency-pinning": {
      extent: "partly",
      note: "sees the digests that clients pin; what clients do with them needs a local run",
    },
    "cli/vulnerability-warnings": {
      extent: "partly",
      note: "sees the vulnerabilities that tools could warn of; what a client says needs a local run",
    },
  },
  probes: {
    provenance,
    trustedPublishing,
    packageRoles,
    secretReportEndpoint,
    secretScanningPartner,
    securityTxt,
    eventLog,
    fileDigests,
    quarantine,
    nameNormalization,
    uiVulnerabilities,
    advisories,
    malwareAdvisories,
  },
  detect,
};

const CLOSED: ReadonlySet<number> = new Set([401, 403, 407, 429]);
const HTML_INDEX = /pypi:repository-version|<title>Links for /;
const DETECT_PROJECTS = ["pip", "sampleproject"];

async function detect(
  http: HttpClient,
  api: string,
): Promise<{ answer: "yes" | "maybe" | "no"; why: string }> {
  const request = { by: "detect", accept: SIMPLE_JSON };
  // The list of all projects is tens of megabytes on a large index, so only its header is asked for.
  const [list, ...pages] = await Promise.all([
    http.head(`${api}/simple/`, request),
    ...DETECT_PROJECTS.map((project) => http.get(`${api}/simple/${project}/`, request)),
  ]);
  const page = pages.find((answer) => answer.ok && answer.status === 200 && readSimplePage(answer));
  if (page) return { answer: "yes", why: "It serves the JSON simple API under /simple/." };
  const all = [list, ...pages];
  const typed = all.some(
    (answer) =>
      answer?.ok &&
      answer.status === 200 &&
      /^application\/vnd\.pypi\.simple\./i.test(answer.headers["content-type"] ?? ""),
  );
  if (typed) return { answer: "yes", why: "It serves the simple API's own media type." };
  // PEP 503 pages, without the JSON that the probes read.
  if (pages.some((answer) => answer.ok && answer.status === 200 && HTML_INDEX.test(answer.text())))
    return { answer: "maybe", why: "It serves the simple API as HTML, but not as JSON." };
  if (all.some((answer) => !answer?.ok || answer.status >= 500 || CLOSED.has(answer.status)))
    return { answer: "maybe", why: "Not every address under /simple/ could be asked." };
  return { answer: "no", why: "It serves nothing under /simple/." };
}
