import type { Probe } from "../../core/adapter.ts";
import { absent, ask, failed, found } from "../shared/ask.ts";
import { encodeName, readSamples } from "./packages.ts";
import { type Packument, readAttestations } from "./wire.ts";

/** Attestations of the newest release of each sample that points at some, else of its latest. */
export const provenance: Probe<"provenance"> = {
  requests: ["GET {api}/{package}", "GET {api}/-/npm/v1/attestations/{package}@{version}"],
  source: "npm/cli:node_modules/pacote/lib/registry.js",
  async run(context) {
    const samples = await readSamples(context);
    if (samples.state === "failed") return samples;
    const subjects = samples.value.flatMap(pick);
    if (subjects.length === 0) return failed("not-observable", "No sampled package has a release.");
    const results = await Promise.all(
      subjects.map(async ({ name, version }) => ({
        subject: `${name}@${version}`,
        answer: await ask(
          context,
          `${context.api}/-/npm/v1/attestations/${encodeName(name)}@${encodeURIComponent(version)}`,
          (answer) => {
            const types = readAttestations(answer.json());
            return types && (types.length > 0 ? found(types) : absent("It has no attestations."));
          },
          { accept: "application/json", what: `attestations of ${name}@${version}` },
        ),
      })),
    );
    const items = results.flatMap(({ subject, answer }) =>
      answer.state === "found" ? [{ subject, predicateTypes: answer.value }] : [],
    );
    if (items.length > 0) return found({ items }, "The signatures on them were not verified.");
    for (const { answer } of results) if (answer.state === "failed") return answer;
    return absent(`None of ${subjects.length} sampled releases has attestations.`);
  },
};

function pick({ name, latest, releases }: Packument): { name: string; version: string }[] {
  const release = releases.find(({ attested }) => attested) ?? latest;
  return release ? [{ name, version: release.version }] : [];
}
