import type { Probe } from "../../core/adapter.ts";
import { absent, failed, found } from "../shared/ask.ts";
import { readSamples } from "./packages.ts";

// Facts that the package documents alone show; the client asks for each document once.

/** Integrity digests of the latest release of each sample; a bare SHA-1 `shasum` does not count. */
export const fileDigests: Probe<"fileDigests"> = {
  requests: ["GET {api}/{package}"],
  source:
    "npm/documentation:content/packages-and-modules/securing-your-code/about-registry-signatures.mdx",
  async run(context) {
    const samples = await readSamples(context);
    if (samples.state === "failed") return samples;
    const releases = samples.value.flatMap(({ latest }) => (latest ? [latest] : []));
    if (releases.length === 0) return failed("not-observable", "No sampled package has a release.");
    const digests = releases.map(({ integrity }) => algorithmsOf(integrity));
    return found({
      algorithms: [...new Set(digests.flat())].sort(),
      sampled: releases.length,
      missing: digests.filter((algorithms) => algorithms.length === 0).length,
    });
  },
};

/** Algorithms of a Subresource Integrity string that are fit to pin on. */
function algorithmsOf(integrity: string | undefined): string[] {
  const parts = (integrity ?? "").split(/\s+/);
  return parts.flatMap((part) => /^(sha(?:256|384|512))-[A-Za-z0-9+/]{20,}/.exec(part)?.[1] ?? []);
}

/** Versions whose time of publishing the registry still tells although the release is gone. */
export const tombstones: Probe<"tombstones"> = {
  requests: ["GET {api}/{package}"],
  source: "npm/documentation:content/policies/unpublish.mdx",
  async run(context) {
    const samples = await readSamples(context);
    if (samples.state === "failed") return samples;
    const examples = samples.value.flatMap(({ name, removed, unpublished }) =>
      unpublished ? [name] : removed.map((version) => `${name}@${version}`),
    );
    const sampled = samples.value.length;
    if (examples.length > 0) return found({ examples: examples.slice(0, 5), sampled });
    return absent(`None of ${sampled} sampled packages shows a removed release.`);
  },
};

/** Scoped packages exist. Whether a scope belongs to somebody cannot be seen from outside. */
export const namespaces: Probe<"namespaces"> = {
  requests: ["GET {api}/@{scope}%2f{package}"],
  source:
    "npm/documentation:content/packages-and-modules/introduction-to-packages-and-modules/about-scopes.mdx",
  async run(context) {
    const scoped = context.samples.filter((name) => name.startsWith("@"));
    if (scoped.length === 0)
      return failed("not-observable", "No scoped package is among the samples.");
    const samples = await readSamples({ ...context, samples: scoped });
    if (samples.state === "failed") return samples;
    const example = samples.value[0]?.name ?? "";
    return found({ kind: "scope", example, enforced: false });
  },
};
