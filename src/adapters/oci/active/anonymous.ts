import type { ActiveProbe } from "../../../core/active.ts";
import { failed, found } from "../../shared/ask.ts";
import { push, pushNew, pushSteps } from "./images.ts";

/** May somebody without an account push into a repository that the account made? */
export const anonymous: ActiveProbe = {
  id: "oci/anonymous",
  title: "Push without credentials",
  fills: ["ownershipRules"],
  needs: ["account"],
  steps: [
    ...pushSteps(1, 2),
    {
      request: "PUT {target}/v2/{repository}/manifests/{tag}",
      why: "the account twice, then the same without credentials",
      times: 3,
    },
  ],
  cleanup: "manifests and the blob are deleted where the registry allows it",
  source: "opencontainers/distribution-spec:spec.md (Push)",
  async run(context) {
    const repository = context.name("owned");
    const first = await pushNew(context, "account", { repository, tag: "1.0", content: "1.0" });
    const control =
      first.did === "allowed"
        ? await push(context, "account", { repository, tag: "1.1", content: "1.1" })
        : first;
    const outsiderPublish = await push(context, "nobody", {
      repository,
      tag: "1.2",
      content: "1.2",
    });
    // Being refused without an account says nothing of what another account may do, and there is only one.
    if (control.did === "allowed" && outsiderPublish.did === "denied")
      return {
        ownershipRules: failed(
          "not-observable",
          `Pushing without credentials is refused (${outsiderPublish.status}); what other accounts may do takes a second one.`,
        ),
      };
    return {
      ownershipRules: found({
        control,
        outsiderPublish,
        addMaintainer: null,
        maintainerPublish: null,
        maintainerManages: null,
      }),
    };
  },
};
