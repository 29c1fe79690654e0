import type { Probe } from "../../core/adapter.ts";
import { failed, found } from "../shared/ask.ts";
import { readSamples } from "./manifests.ts";

/** Is each sampled image served under a digest that is its own, and does it name its parts by digest? */
export const fileDigests: Probe<"fileDigests"> = {
  requests: ["GET {api}/v2/{repository}/manifests/{tag}"],
  source: "opencontainers/distribution-spec:spec.md (Pulling manifests)",
  async run(context) {
    const samples = await readSamples(context);
    if (samples.state === "failed") return samples;
    // A digest of another algorithm cannot be compared with ours; one of ours must fit.
    const wrong = samples.value.find(
      ({ claimed, digest }) => claimed?.startsWith("sha256:") === true && claimed !== digest,
    );
    if (wrong)
      return failed(
        "not-observable",
        `${wrong.subject} came with the digest of other bytes; a proxy may have changed it.`,
      );
    const missing = samples.value.filter(({ manifest }) => !manifest.pinned).length;
    return found({ algorithms: ["sha256"], sampled: samples.value.length, missing });
  },
};
