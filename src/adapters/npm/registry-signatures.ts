import { createPublicKey, verify } from "node:crypto";
import type { Probe } from "../../core/adapter.ts";
import { absent, ask, found } from "../shared/ask.ts";
import { readSamples } from "./packages.ts";
import { readKeys, type Release, type SigningKey } from "./wire.ts";

/** The registry's signing keys, and whether they verify the newest release of each sample. */
export const registrySignatures: Probe<"registrySignatures"> = {
  requests: ["GET {api}/-/npm/v1/keys", "GET {api}/{package}"],
  source:
    "npm/documentation:content/packages-and-modules/securing-your-code/about-registry-signatures.mdx",
  async run(context) {
    const [keys, samples] = await Promise.all([
      ask(
        context,
        `${context.api}/-/npm/v1/keys`,
        (answer) => {
          const list = readKeys(answer.json());
          return list && found(list);
        },
        { accept: "application/json", what: "list of signing keys" },
      ),
      readSamples(context),
    ]);
    if (keys.state !== "found") return keys;
    if (keys.value.length === 0) return absent("The registry's list of signing keys is empty.");
    const packages = samples.state === "found" ? samples.value : [];
    const latest = packages.flatMap(({ name, latest }) =>
      latest ? [{ name, release: latest }] : [],
    );
    const signed = latest.filter(({ release }) => release.signatures.length > 0);
    const unsigned = latest.length - signed.length;
    return found(
      {
        keys: keys.value.length,
        expiredKeys: keys.value.filter(({ expires }) => isBefore(expires, context.now)).length,
        checked: signed.map(({ name, release }) => ({
          subject: `${name}@${release.version}`,
          verified: isSigned(name, release, keys.value),
        })),
      },
      unsigned > 0
        ? `${unsigned} of ${latest.length} sampled releases carry no signature.`
        : undefined,
    );
  },
};

/**
 * Does any signature verify? Like the npm client, a key that has ended still counts for releases published before
 * its end.
 */
function isSigned(name: string, release: Release, keys: readonly SigningKey[]): boolean {
  if (release.integrity === undefined) return false;
  const signed = Buffer.from(`${name}@${release.version}:${release.integrity}`);
  return release.signatures.some(({ keyid, sig }) => {
    const key = keys.find((candidate) => candidate.keyid === keyid);
    if (!key) return false;
    const published = new Date(release.published ?? Number.NaN);
    if (isBefore(key.expires, published)) return false;
    return verifies(key, signed, sig);
  });
}

function verifies(key: SigningKey, signed: Uint8Array, signature: string): boolean {
  try {
    const publicKey = createPublicKey({
      key: Buffer.from(key.key, "base64"),
      format: "der",
      type: "spki",
    });
    // The only kind that npm documents; anything else could be made to cost us time.
    if (publicKey.asymmetricKeyDetails?.namedCurve !== "prime256v1") return false;
    return verify("sha256", signed, publicKey, Buffer.from(signature, "base64"));
  } catch {
    return false;
  }
}

/** False when either date is missing or no date: what has no end has not ended. */
function isBefore(end: string | null, moment: Date): boolean {
  return end !== null && Date.parse(end) <= moment.getTime();
}
