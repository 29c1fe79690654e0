import type { Adapter } from "../../core/adapter.ts";
import type { HttpClient } from "../../core/http.ts";
import { checksumLogProbe, eventLogProbe } from "./log.ts";
import { namespaces } from "./namespaces.ts";
import { PUBLIC_PROXY, SERVICE_HOSTS } from "./services.ts";
import { advisories, malwareAdvisories, uiVulnerabilities } from "./vulnerabilities.ts";
import { LOGGED, readVersionList } from "./wire.ts";

/** The GOPROXY protocol with the checksum database, index and vulnerability database beside it. */
export const go: Adapter = {
  id: "go",
  title: "Go module mirror, checksum database and index",
  ecosystem: "golang",
  usualTaxonomy: { userAccounts: false, packages: ["source-only"] },
  usualSamples: [LOGGED.module],
  hosts: [...SERVICE_HOSTS, "api.osv.dev"],
  readOnlyPosts: [],
  observes: {
    "general/typosquatting-prevention": {
      extent: "partly",
      note: "sees that a name without a host does not resolve; look-alike owners and hosts stay unseen",
    },
    "general/unpublish-policy": {
      extent: "yes",
      note: "checks one logged version, its known hashes and the log's signature; not its inclusion proof",
    },
    "general/vulnerability-warnings-ui": {
      extent: "yes",
      note: "reads the list behind the web site's notice for a version known to be vulnerable; not the page itself",
    },
    "general/transparency-log": {
      extent: "yes",
      note: "verifies the signed tree head with the go command's key; growth between two runs is not compared",
    },
    "general/malware-advisories": {
      extent: "yes",
      note: "reads one record on a malicious module; how many others there are is not counted",
    },
    "cli/vulnerability-warnings": {
      extent: "partly",
      note: "sees a record that tools could warn of; what a client says needs a local run",
    },
  },
  probes: {
    eventLog: eventLogProbe(),
    checksumLog: checksumLogProbe(),
    namespaces,
    advisories,
    malwareAdvisories,
    uiVulnerabilities,
  },
  detect,
};

async function detect(
  http: HttpClient,
  api: string,
): Promise<{ answer: "yes" | "maybe" | "no"; why: string }> {
  const path = `${LOGGED.module}/@v/list`;
  const prefix = api === PUBLIC_PROXY ? "/cached-only" : "";
  const answer = await http.get(`${api}${prefix}/${path}`, {
    by: "detect",
    accept: "text/plain",
    // pkgsite's internal/proxy/client.go: keeps the public mirror from fetching; others ignore it.
    headers: { "Disable-Module-Fetch": "true" },
  });
  if (!answer.ok) return { answer: "maybe", why: `No answer to ${path}: ${answer.message}` };
  const { status } = answer;
  const versions = status === 200 ? readVersionList(answer) : null;
  if (versions && versions.length > 0)
    return { answer: "yes", why: `It lists versions of ${LOGGED.module} as a module proxy does.` };
  const plain = /^text\/plain\b/i.test(answer.headers["content-type"] ?? "");
  if (plain && (status === 404 || status === 410) && /^not found/i.test(answer.text()))
    return { answer: "maybe", why: `It answers "not found" for ${path}, as a module proxy would.` };
  if (status >= 500 || [401, 403, 407, 429].includes(status))
    return { answer: "maybe", why: `It did not answer ${path} (${status}).` };
  return { answer: "no", why: `It does not list versions under ${path} (${status}).` };
}
