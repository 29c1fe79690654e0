import type { Probe } from "../../core/adapter.ts";
import { absent, found } from "../shared/ask.ts";
import { readSamples } from "./packages.ts";

/** Releases whose document names the identity provider that published them. That none does proves nothing. */
export const trustedPublishing: Probe<"trustedPublishing"> = {
  requests: ["GET {api}/{package}"],
  source: "npm/api-documentation:api/registry.npmjs.com/oidc.yaml",
  async run(context) {
    const samples = await readSamples(context);
    if (samples.state === "failed") return samples;
    const releases = samples.value.flatMap((sample) => {
      const release = sample.releases.find((one) => one.trustedPublisher !== undefined);
      return release?.trustedPublisher === undefined
        ? []
        : [{ subject: `${sample.name}@${release.version}`, provider: release.trustedPublisher }];
    });
    if (releases.length > 0) return found({ releases });
    const looked = samples.value.reduce((sum, sample) => sum + sample.releases.length, 0);
    return absent(`None of ${looked} sampled releases names a trusted publisher.`);
  },
};
