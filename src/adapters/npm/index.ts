import type { Adapter, Probe } from "../../core/adapter.ts";
import type { FactKey } from "../../core/facts.ts";
import { failed } from "../shared/ask.ts";
import { malwareAdvisories } from "../shared/malware-advisories.ts";
import { secretScanningPartner } from "../shared/secret-scanning.ts";
import { securityTxt } from "../shared/security-txt.ts";
import { advisories, advisoriesPost } from "./advisories.ts";
import { detect } from "./detect.ts";
import { eventLog } from "./event-log.ts";
import { fileDigests, namespaces, tombstones } from "./package-documents.ts";
import { provenance } from "./provenance.ts";
import { registrySignatures } from "./registry-signatures.ts";
import { trustedPublishing } from "./trusted-publishing.ts";

/** Small packages that most registries of this protocol have or mirror; two of them scoped. */
const SAMPLES = ["lodash", "semver", "sigstore", "@types/estree", "@sigstore/verify"] as const;

/** Any registry that speaks the npm protocol: npm's own, Verdaccio, and the hosted and company ones. */
export const npm: Adapter = {
  id: "npm",
  title: "npm protocol",
  ecosystem: "npm",
  usualTaxonomy: { userAccounts: true, packages: ["accepts-built"] },
  usualSamples: SAMPLES,
  hosts: ["api.osv.dev", "raw.githubusercontent.com"],
  readOnlyPosts: [advisoriesPost],
  observes: {
    "authorization/build-provenance": {
      extent: "partly",
      note: "attestations of a sampled release prove it; samples without any prove nothing",
    },
    "authorization/trusted-publishing": {
      extent: "partly",
      note: "a sampled release that names its trusted publisher proves it; absence proves nothing",
    },
    "authorization/secret-scanning": {
      extent: "partly",
      note: "a pattern in GitHub's list, where the profile names it; a reporting endpoint is not public",
    },
    "general/vulnerability-disclosure-policy": {
      extent: "partly",
      note: "a security.txt that links to a policy; a policy elsewhere stays unseen",
    },
    "general/typosquatting-prevention": {
      extent: "partly",
      note: "shows that scopes exist, not who may use one; similarity checks happen at publishing",
    },
    "general/unpublish-policy": {
      extent: "partly",
      note: "traces of removed releases and signatures are hints only; publishing would have to be tried",
    },
    "general/transparency-log": {
      extent: "yes",
      note: "the changes feed, where the profile says or at the protocol's usual places",
    },
    "general/malware-advisories": {
      extent: "partly",
      note: "advisories in OSV that the profile names; none named leaves it open",
    },
    "cli/dependency-pinning": {
      extent: "partly",
      note: "an integrity digest per release is what a client can pin on; the client is run apart",
    },
    "cli/vulnerability-warnings": {
      extent: "partly",
      note: "no advisories endpoint means that no client can warn; an endpoint alone proves no warning",
    },
    "cli/automatic-remediation": {
      extent: "partly",
      note: "no advisories endpoint means that no client can tell what to fix; an endpoint alone proves no fix",
    },
  },
  probes: {
    // Asked of other hosts, or of the host as such: no npm registry has to answer.
    securityTxt,
    malwareAdvisories,
    secretScanningPartner,
    registrySignatures: onlyOfRegistry(registrySignatures),
    provenance: onlyOfRegistry(provenance),
    trustedPublishing: onlyOfRegistry(trustedPublishing),
    eventLog: onlyOfRegistry(eventLog),
    advisories: onlyOfRegistry(advisories),
    fileDigests,
    tombstones,
    namespaces,
  },
  active: async () => (await import("./active/index.ts")).NPM_ACTIVE,
  detect: (http, api) => detect(http, api, ["lodash", "@types/estree"]),
};

/**
 * A wrong address, a login wall or a company's proxy answers 404 as well. What such a host lacks says nothing of a
 * registry, so absence counts only where something else answers as a registry does.
 */
function onlyOfRegistry<K extends FactKey>(probe: Probe<K>): Probe<K> {
  return {
    ...probe,
    async run(context) {
      const [result, detected] = await Promise.all([
        probe.run(context),
        detect(context.http, context.api, context.samples),
      ]);
      if (result.state !== "absent" || detected.answer === "yes") return result;
      return failed("not-observable", `Nothing at ${context.api} answers as an npm registry does.`);
    },
  };
}
