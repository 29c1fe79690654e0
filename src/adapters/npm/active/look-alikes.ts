import type { ActiveProbe } from "../../../core/active.ts";
import type { LookAlikes } from "../../../core/active-facts.ts";
import { found } from "../../shared/ask.ts";
import { publishInNewScope, publishNew } from "./releases.ts";
import { OWNER_STEPS, SECOND_STEPS, ownerAccount, secondAccount } from "./shared-accounts.ts";

/** Refusals of a name as too close to another, in words; a 400 about its form is no such refusal. */
const RULES = {
  denials: [409],
  refusal: /similar|look.?alike|typo|confus|squat|reserved|scope/i,
} as const;

/** May somebody else take a name that is mistaken for one that exists, or a place in somebody's scope? */
export const lookAlikes: ActiveProbe = {
  id: "npm/look-alikes",
  title: "Look-alike names and somebody else's scope",
  fills: ["lookAlikes"],
  needs: ["account", "second-account"],
  steps: [
    ...OWNER_STEPS,
    ...SECOND_STEPS,
    {
      request: "PUT {target}/{package}",
      why: "the first account publishes a name and one in a scope; the second an unrelated name, look-alikes of the first, and one in that scope (where refused, one in its own)",
      times: 10,
      creates: "a package",
    },
  ],
  cleanup: "all of them are unpublished; the accounts are listed",
  source: "OpenSSF Principles, general track: typosquatting",
  async run(context) {
    const owner = await ownerAccount(context);
    const second = await secondAccount(context);
    const seed = context.name("lodash");
    await publishNew(context, owner, { name: seed, version: "1.0.0" });
    const unrelated = { name: context.name("quartz-meadow"), version: "1.0.0" };
    const value: LookAlikes = {
      seed,
      control: await publishNew(context, second, unrelated, RULES),
      names: [],
      scope: null,
    };
    if (value.control.did !== "allowed") return { lookAlikes: found(value) };

    const prefix = seed.slice(0, -"lodash".length);
    const names = [
      ["separator", `${prefix.slice(0, -1)}.lodash`],
      ["order", `${prefix}lodahs`],
      ["digit", `${prefix}1odash`],
      ["letter", `${prefix}loddash`],
      ["case", `${prefix}Lodash`],
    ] as const;
    for (const [how, name] of names) {
      const trial = await publishNew(context, second, { name, version: "1.0.0" }, RULES);
      value.names.push({ how, publish: trial });
    }
    const scope = `@${context.name("scope")}`;
    const control = await publishInNewScope(context, owner, scope);
    const squat =
      control.did === "allowed"
        ? await publishNew(context, second, { name: `${scope}/two`, version: "1.0.0" }, RULES)
        : null;
    const own =
      squat?.did === "denied"
        ? await publishInNewScope(context, second, `@${context.name("own-scope")}`)
        : null;
    value.scope = { control, squat, own };
    return { lookAlikes: found(value) };
  },
};
