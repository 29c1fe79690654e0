import type { ActiveProbe, Trial } from "../../../core/active.ts";
import type { LookAlikes } from "../../../core/active-facts.ts";
import { failed, found } from "../../shared/ask.ts";
import { pushNew, pushSteps } from "./images.ts";

const RULES = { denials: [409], refusal: /similar|look.?alike|typo|confus|squat/i } as const;
const REPOSITORIES = 8;

/**
 * May somebody else push a repository whose name is mistaken for another? With one account, that somebody can only be
 * nobody: a look-alike of one's own name shows nothing.
 */
export const lookAlikes: ActiveProbe = {
  id: "oci/look-alikes",
  title: "Look-alike repositories, pushed without credentials",
  fills: ["lookAlikes"],
  needs: ["account"],
  steps: [
    ...pushSteps(REPOSITORIES, REPOSITORIES),
    {
      request: "PUT {target}/v2/{repository}/manifests/{tag}",
      why: "the account pushes a repository and one in a namespace; without credentials follow an unrelated one, look-alikes of the first, and one in that namespace",
      times: REPOSITORIES,
    },
  ],
  cleanup: "manifests and blobs are deleted where the registry allows it",
  source: "OpenSSF Principles, general track: typosquatting",
  async run(context) {
    const pushAs = (who: "account" | "nobody", repository: string): Promise<Trial> =>
      pushNew(context, who, { repository, tag: "1.0", content: "1.0" }, RULES);
    const seed = context.name("lodash");
    const control = await pushAs("nobody", context.name("quartz-meadow"));
    const value: LookAlikes = { seed, control, names: [], scope: null };
    if (control.did === "denied")
      return {
        lookAlikes: failed(
          "not-observable",
          `Pushing without credentials is refused (${control.status}), and look-alikes take a second account.`,
        ),
      };
    const made = control.did === "allowed" ? await pushAs("account", seed) : control;
    if (made.did !== "allowed") return { lookAlikes: found({ ...value, control: made }) };

    const prefix = seed.slice(0, -"lodash".length);
    // The protocol has no upper case in names, so there is no other case to try.
    const names = [
      ["separator", `${prefix.slice(0, -1)}.lodash`],
      ["order", `${prefix}lodahs`],
      ["digit", `${prefix}1odash`],
      ["letter", `${prefix}loddash`],
    ] as const;
    for (const [how, name] of names)
      value.names.push({ how, publish: await pushAs("nobody", name) });
    const scope = context.name("team");
    const own = await pushAs("account", `${scope}/one`);
    const squat = own.did === "allowed" ? await pushAs("nobody", `${scope}/two`) : null;
    value.scope = { control: own, squat, own: null };
    return { lookAlikes: found(value) };
  },
};
