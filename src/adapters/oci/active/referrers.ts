import type { ActiveProbe, Trial } from "../../../core/active.ts";
import { found } from "../../shared/ask.ts";
import { field } from "../../shared/wire.ts";
import { INDEX } from "../wire.ts";
import { sendAs } from "./access.ts";
import { descriptorOf, type Image, packImage, push, pushNew, pushSteps } from "./images.ts";

/** Can provenance be attached to an image, and do its users get it? */
export const referrers: ActiveProbe = {
  id: "oci/referrers",
  title: "An image with provenance attached",
  fills: ["provenanceUpload"],
  needs: ["account"],
  steps: [
    ...pushSteps(1, 1),
    {
      request: "PUT {target}/v2/{repository}/manifests/{reference}",
      why: "an image, then an artifact of the documented form whose subject it is, signed by nobody",
      times: 2,
    },
    {
      request: "GET {target}/v2/{repository}/referrers/{digest}",
      why: "is it listed for those who pull the image?",
      times: 1,
    },
    {
      request: "GET {target}/v2/{repository}/{random}/{digest}",
      why: "how does an unknown path of the same shape answer?",
      times: 1,
    },
  ],
  cleanup: "manifests and the blob are deleted where the registry allows it",
  source: "opencontainers/distribution-spec:spec.md (Listing Referrers); sigstore bundle 0.3",
  async run(context) {
    const repository = context.name("attested");
    const image: Image = { repository, tag: "1.0", content: "1.0" };
    const control = await pushNew(context, "account", image);
    const subject = descriptorOf(image);
    const artifact: Image = {
      repository,
      content: "provenance",
      subject,
      artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      annotations: { "dev.sigstore.bundle.predicateType": "https://slsa.dev/provenance/v1" },
    };
    const publish = await push(context, "account", artifact);
    const read = (place: string) =>
      sendAs(context, "account", repository, {
        method: "GET",
        path: `/v2/${repository}/${place}/${subject.digest}`,
        headers: { accept: INDEX },
      });
    const answer = await read("referrers");
    const baseline = await read(context.name("none"));
    const { digest } = packImage(artifact);
    const trial = context.judge(answer, { baseline, done: (body) => listed(body) !== null });
    // A list without it: taken, and dropped.
    const dropped =
      trial.did === "allowed" && !(answer.ok && listed(answer.json())?.includes(digest));
    const served: Trial = dropped ? { ...trial, did: "absent" } : trial;
    return { provenanceUpload: found({ control, publish, namesProvenance: false, served }) };
  },
};

/** Digests in a list of referrers; null when it is none. */
function listed(body: unknown): unknown[] | null {
  const manifests = field(body, "manifests");
  return Array.isArray(manifests) ? manifests.map((item) => field(item, "digest")) : null;
}
