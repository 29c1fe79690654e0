import type { Adapter } from "../../core/adapter.ts";
import { securityTxt } from "../shared/security-txt.ts";
import { detect } from "./detect.ts";
import { fileDigests } from "./digests.ts";
import { provenance } from "./provenance.ts";

/** Registries of container images and other artifacts that speak the OCI distribution protocol. */
export const oci: Adapter = {
  id: "oci",
  title: "OCI distribution protocol",
  ecosystem: "oci",
  usualTaxonomy: { userAccounts: true, packages: ["accepts-built"] },
  usualSamples: ["library/alpine:latest"],
  hosts: [],
  readOnlyPosts: [],
  observes: {
    "authorization/build-provenance": {
      extent: "partly",
      note: "provenance attached to a sampled image proves it; samples without any prove nothing",
    },
    "general/vulnerability-disclosure-policy": {
      extent: "partly",
      note: "a security.txt that links to a policy; a policy elsewhere stays unseen",
    },
    "cli/dependency-pinning": {
      extent: "partly",
      note: "a manifest that is served under its own digest is what a client can pin on; the client is run apart",
    },
  },
  probes: { securityTxt, provenance, fileDigests },
  active: async () => (await import("./active/index.ts")).OCI_ACTIVE,
  detect,
};
