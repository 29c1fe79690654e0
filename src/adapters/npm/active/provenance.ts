import type { ActiveProbe } from "../../../core/active.ts";
import { found } from "../../shared/ask.ts";
import { field } from "../../shared/wire.ts";
import { asAccount, unknownPath } from "./accounts.ts";
import { packRelease, publishNew } from "./releases.ts";
import { OWNER_STEPS, ownerAccount } from "./shared-accounts.ts";

const MEDIA_TYPE = "application/vnd.dev.sigstore.bundle+json;version=0.3";
const NAMES_PROVENANCE = /sigstore|provenance|attestation|transparency|rekor|fulcio/i;

/** Can a release carry provenance, and do its users get it? */
export const provenance: ActiveProbe = {
  id: "npm/provenance",
  title: "A release with a provenance attachment",
  fills: ["provenanceUpload"],
  needs: ["account"],
  steps: [
    ...OWNER_STEPS,
    {
      request: "PUT {target}/{package}",
      why: "without provenance as control, then with an unsigned bundle of the documented form",
      times: 2,
      creates: "a package",
    },
    {
      request: "GET {target}/-/npm/v1/attestations/{package}@1.0.0",
      why: "is it served?",
      times: 1,
    },
    {
      request: "GET {target}/-/npm/v1/{random}/…",
      why: "how does an unknown path answer?",
      times: 1,
    },
  ],
  cleanup: "both packages are unpublished; the account is listed",
  source: "npm CLI (libnpmpublish: provenance); sigstore bundle 0.3",
  async run(context) {
    const owner = await ownerAccount(context);
    const plain = { name: context.name("plain"), version: "1.0.0" };
    const control = await publishNew(context, owner, plain);
    const release = { name: context.name("attested"), version: "1.0.0" };
    const bundle = bundleFor(release.name, packRelease(release).sha512Hex);
    const attachment = { content_type: MEDIA_TYPE, data: bundle, length: bundle.length };
    const publish = await publishNew(context, owner, {
      ...release,
      attachments: { [`${release.name}-1.0.0.sigstore`]: attachment },
    });
    const subject = `${release.name}@1.0.0`;
    const answer = await asAccount(context, owner, {
      method: "GET",
      path: `/-/npm/v1/attestations/${subject}`,
    });
    const baseline = await unknownPath(context, owner, "GET", "/-/npm/v1/", `/${subject}`);
    const judged = context.judge(answer, {
      baseline,
      done: (body) => (attestationsOf(body) ?? []).length > 0,
    });
    // A list that is there and empty says as clearly as a 404 that the upload was dropped.
    const dropped =
      answer.ok && answer.status === 200 && attestationsOf(answer.json())?.length === 0;
    const served = dropped ? { ...judged, did: "absent" as const } : judged;
    const namesProvenance = publish.did !== "allowed" && NAMES_PROVENANCE.test(publish.said);
    return { provenanceUpload: found({ control, publish, namesProvenance, served }) };
  },
};

function attestationsOf(body: unknown): unknown[] | null {
  const list = field(body, "attestations");
  return Array.isArray(list) ? list : null;
}

/** An in-toto statement in a DSSE envelope that nobody signed. A server that verifies has to refuse it. */
function bundleFor(name: string, sha512: string): string {
  const statement = {
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name: `pkg:npm/${name}@1.0.0`, digest: { sha512 } }],
    predicateType: "https://slsa.dev/provenance/v1",
    predicate: { buildDefinition: {}, runDetails: {} },
  };
  return JSON.stringify({
    mediaType: MEDIA_TYPE,
    verificationMaterial: { publicKey: { hint: "" }, tlogEntries: [] },
    dsseEnvelope: {
      payload: Buffer.from(JSON.stringify(statement)).toString("base64"),
      payloadType: "application/vnd.in-toto+json",
      signatures: [{ keyid: "", sig: "" }],
    },
  });
}
