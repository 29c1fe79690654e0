import type { Probe, ProbeContext } from "../../core/adapter.ts";
import { absent, type Failed, found, fromFailure, fromStatus } from "../shared/ask.ts";
import { readRepository, readSamples, type Sample } from "./manifests.ts";
import { type Descriptor, INDEX, MANIFEST_TYPES, type Manifest, readManifest } from "./wire.ts";

/** Attestations of one image that are looked into. */
const MAX_ATTESTATIONS = 5;
/** Where builders and signers write the type of an attestation: BuildKit, sigstore bundles, cosign's older form. */
const TYPE_ANNOTATIONS = [
  "in-toto.io/predicate-type",
  "dev.sigstore.bundle.predicateType",
  "predicateType",
] as const;

/** Provenance attached to the sampled images, in any of the three places where tools put it. */
export const provenance: Probe<"provenance"> = {
  requests: [
    "GET {api}/v2/{repository}/manifests/{tag}",
    "GET {api}/v2/{repository}/referrers/{digest}",
    "GET {api}/v2/{repository}/manifests/sha256-{hex}.att",
    "GET {api}/v2/{repository}/manifests/{digest} (attestations in the image's own index)",
  ],
  source:
    "opencontainers/distribution-spec:spec.md (Listing Referrers); moby/buildkit:docs/attestations/attestation-storage.md",
  async run(context) {
    const samples = await readSamples(context);
    if (samples.state === "failed") return samples;
    const results = await Promise.all(samples.value.map((sample) => typesOf(context, sample)));
    const items = results.flatMap(({ subject, types }) =>
      types.length > 0 ? [{ subject, predicateTypes: types }] : [],
    );
    if (items.length > 0) return found({ items }, "The signatures on them were not verified.");
    const failure = results.find(({ problem }) => problem !== null)?.problem;
    if (failure) return failure;
    return absent(`None of ${samples.value.length} sampled images has provenance attached.`);
  },
};

interface Types {
  subject: string;
  types: string[];
  problem: Failed | null;
}

async function typesOf(context: ProbeContext, sample: Sample): Promise<Types> {
  const { repository, digest, manifest, subject } = sample;
  const places = await Promise.all([
    readPlace(context, repository, `referrers/${digest}`, INDEX),
    readPlace(context, repository, `manifests/${digest.replace(":", "-")}.att`, MANIFEST_TYPES),
    ...attestationsOf(manifest).map((part) =>
      readPlace(context, repository, `manifests/${part}`, MANIFEST_TYPES),
    ),
  ]);
  const types = places.flatMap(({ read }) => read?.parts.flatMap(typeOf) ?? []);
  const problem = places.flatMap((place) => place.problem ?? [])[0] ?? null;
  return { subject, types: [...new Set(types)].slice(0, 20), problem };
}

/** BuildKit lists attestations beside the platforms. */
function attestationsOf({ parts }: Manifest): string[] {
  return parts
    .filter(({ annotations }) => annotations.get("vnd.docker.reference.type")?.startsWith("att"))
    .slice(0, MAX_ATTESTATIONS)
    .map(({ digest }) => digest);
}

function typeOf({ annotations }: Descriptor): string[] {
  return TYPE_ANNOTATIONS.flatMap((name) => annotations.get(name) ?? []);
}

async function readPlace(
  context: ProbeContext,
  repository: string,
  path: string,
  accept: string,
): Promise<{ read: Manifest | null; problem: Failed | null }> {
  const result = await readRepository(context, repository, path, accept);
  if (!result.ok) return { read: null, problem: fromFailure(result) };
  const read = result.status === 200 ? readManifest(result.json()) : null;
  const settled = read ? null : fromStatus(result, new URL(context.api).host, path.slice(0, 40));
  return { read, problem: settled?.state === "failed" ? settled : null };
}
