import type { ActiveContext, ActiveProbe, Trial } from "../../../core/active.ts";
import type { Immutability } from "../../../core/active-facts.ts";
import type { HttpResult } from "../../../core/http.ts";
import { found } from "../../shared/ask.ts";
import { sendAs } from "./access.ts";
import {
  type Image,
  packImage,
  push,
  pushNew,
  pushSteps,
  readTag,
  servedContent,
} from "./images.ts";

/** Registries with immutable tags answer 409 or 412, or a 400 that says so. */
const TAKEN = { denials: [409, 412], refusal: /immutable|already.?exists|overwrit/i } as const;
/** The specification's answers of a registry that deletes nothing. */
const NO_DELETE = { denials: [405], refusal: /UNSUPPORTED/ } as const;

/** Can a tag move, or come back as another image after its deletion? */
export const immutability: ActiveProbe = {
  id: "oci/immutability",
  title: "Push a tag again, delete it, push it once more",
  fills: ["immutability"],
  needs: ["account", "package"],
  steps: [
    ...pushSteps(1, 2),
    {
      request: "PUT {target}/v2/{repository}/manifests/{tag}",
      why: "two tags; one again with the same manifest, with another, with a third after its deletion, and without credentials after the next",
      times: 6,
    },
    {
      request: "GET {target}/v2/{repository}/manifests/{tag}",
      why: "which image is behind the tag?",
      times: 3,
    },
    {
      request: "DELETE {target}/v2/{repository}/manifests/{digest}",
      why: "delete the images that the tag stood for",
      times: 3,
    },
  ],
  cleanup: "manifests and the blob are deleted where the registry allows it",
  source: "opencontainers/distribution-spec:spec.md (Pushing manifests, Deleting manifests)",
  async run(context) {
    const repository = context.name("fixed");
    const image: Image = { repository, tag: "1.0", content: "original" };
    const other: Image = { ...image, content: "other" };
    const third: Image = { ...image, content: "third" };
    const first = await pushNew(context, "account", image);
    const control =
      first.did === "allowed"
        ? await push(context, "account", { repository, tag: "1.1", content: "control" })
        : first;
    const sameBytes = await push(context, "account", image, TAKEN);
    const otherBytes = await push(context, "account", other, TAKEN);
    const value: Immutability = {
      control,
      sameBytes,
      otherBytes,
      contentAfter: await servedContent(context, image, [other]),
      ...(await removeTag(context, image, other)),
      republish: null,
      contentRepublished: null,
      otherAccount: null,
      otherControl: null,
    };
    if (!value.removed) return { immutability: found(value) };
    value.republish = await push(context, "account", third, TAKEN);
    value.contentRepublished = await servedContent(context, image, [other, third]);
    if (value.republish.did !== "allowed") return { immutability: found(value) };
    await remove(context, third);
    // There is no second account; somebody without any is the only other one who can try.
    value.otherAccount = await push(context, "nobody", { ...image, content: "stranger" }, TAKEN);
    return { immutability: found(value) };
  },
};

function remove(context: ActiveContext, image: Image): Promise<HttpResult> {
  const path = `/v2/${image.repository}/manifests/${packImage(image).digest}`;
  return sendAs(context, "account", image.repository, { method: "DELETE", path });
}

/** Both images go, since only one of them is behind the tag; a tag without its image is gone. */
async function removeTag(
  context: ActiveContext,
  image: Image,
  other: Image,
): Promise<Pick<Immutability, "remove" | "removed">> {
  const trials: Trial[] = [];
  for (const each of [other, image]) {
    trials.push(context.judge(await remove(context, each), NO_DELETE));
  }
  const answer = trials.find(({ did }) => did === "allowed") ?? trials[1] ?? trials[0];
  const after = await readTag(context, image);
  const removed = answer?.did === "allowed" && after.ok && after.status === 404;
  return { remove: answer ?? { did: "unclear", status: null, said: "" }, removed };
}
