import type { ActiveContext, ActiveProbe, Trial } from "../../../core/active.ts";
import type { OwnershipRules } from "../../../core/active-facts.ts";
import { found } from "../../shared/ask.ts";
import { field, text } from "../../shared/wire.ts";
import { type Account, asAccount, register } from "./accounts.ts";
import { packagePath, publish, publishNew } from "./releases.ts";
import { OWNER_STEPS, SECOND_STEPS, ownerAccount, secondAccount } from "./shared-accounts.ts";

/** Who may publish to a package, and who may say who may. */
export const ownership: ActiveProbe = {
  id: "npm/ownership",
  title: "Owner, maintainer, outsider: who may publish and who may manage",
  fills: ["ownershipRules"],
  needs: ["account", "second-account", "package"],
  steps: [
    ...OWNER_STEPS,
    ...SECOND_STEPS,
    {
      request: "PUT {target}/-/user/org.couchdb.user:{account}",
      why: "register a third account, where the second got rights",
      times: 1,
      creates: "an account",
    },
    {
      request: "PUT {target}/{package}",
      why: "the owner publishes twice, the outsider once, and once more with rights",
      times: 4,
      creates: "a package",
    },
    { request: "GET {target}/{package}?write=true", why: "read who is in charge", times: 2 },
    {
      request: "PUT {target}/{package}/-rev/{revision}",
      why: "the owner gives the second account rights; that one then tries to give them on",
      times: 2,
    },
  ],
  cleanup: "the package is unpublished by its owner; the accounts are listed",
  source: "npm CLI (npm owner add)",
  async run(context) {
    const owner = await ownerAccount(context);
    const second = await secondAccount(context);
    const name = context.name("owned");
    const first = await publishNew(context, owner, { name, version: "1.0.0" });
    const control =
      first.did === "allowed" ? await publish(context, owner, { name, version: "1.0.1" }) : first;
    const outsiderPublish = await publish(context, second, { name, version: "1.0.2" });
    const value: OwnershipRules = {
      control,
      outsiderPublish,
      addMaintainer: null,
      maintainerPublish: null,
      maintainerManages: null,
    };
    if (control.did === "allowed" && outsiderPublish.did === "denied")
      await tryRoles(context, value, owner, second, name);
    return { ownershipRules: found(value) };
  },
};

async function tryRoles(
  context: ActiveContext,
  value: OwnershipRules,
  owner: Account,
  second: Account,
  name: string,
): Promise<void> {
  value.addMaintainer = await addMaintainer(context, owner, name, second.name);
  if (value.addMaintainer?.did !== "allowed") return;
  value.maintainerPublish = await publish(context, second, { name, version: "1.0.3" });
  if (value.maintainerPublish.did !== "allowed") return;
  const third = await register(context, { label: "third" });
  if (third.account)
    value.maintainerManages = await addMaintainer(context, second, name, third.account.name);
}

/** As `npm owner add` does: the document's list of maintainers with one more. Null when there is no list to change. */
async function addMaintainer(
  context: ActiveContext,
  account: Account,
  name: string,
  user: string,
): Promise<Trial | null> {
  const path = packagePath(name);
  const read = await asAccount(context, account, { method: "GET", path: `${path}?write=true` });
  const document = read.ok ? read.json() : null;
  const revision = text(field(document, "_rev"), 200);
  if (revision === undefined) return null;
  const known = field(document, "maintainers");
  const maintainers = [
    ...(Array.isArray(known) ? (known as unknown[]) : []),
    { name: user, email: `${user}@example.com` },
  ];
  const result = await asAccount(context, account, {
    method: "PUT",
    path: `${path}/-rev/${revision}`,
    json: { _id: name, _rev: revision, maintainers },
    headers: { "npm-command": "owner" },
  });
  return context.judge(result, { done: (body) => field(body, "ok") !== false });
}
