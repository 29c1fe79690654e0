import type { ActiveContext, ActiveProbe, Trial } from "../../../core/active.ts";
import type { Immutability } from "../../../core/active-facts.ts";
import type { HttpResult } from "../../../core/http.ts";
import { found } from "../../shared/ask.ts";
import { field } from "../../shared/wire.ts";
import { type Account, asAccount } from "./accounts.ts";
import {
  packagePath,
  publish,
  publishNew,
  removePackage,
  removeVersion,
  servedContent,
} from "./releases.ts";
import { OWNER_STEPS, SECOND_STEPS, ownerAccount, secondAccount } from "./shared-accounts.ts";

/** The npm protocol's own "that version exists". */
const EXISTS = { denials: [409] } as const;
const PREVIOUSLY = {
  ...EXISTS,
  refusal: /previously published|already (exists|present)/i,
} as const;

/** Can a release be replaced, or come back as another after it was removed? */
export const immutability: ActiveProbe = {
  id: "npm/immutability",
  title: "Republish, unpublish and republish, republish as somebody else",
  fills: ["immutability"],
  needs: ["account", "second-account", "package"],
  steps: [
    ...OWNER_STEPS,
    ...SECOND_STEPS,
    {
      request: "PUT {target}/{package}",
      why: "two releases; one again with the same bytes, with others, after removal, as somebody else (and that one's own name as control)",
      times: 7,
      creates: "a package",
    },
    {
      request: "GET {target}/{package}/-/{tarball}",
      why: "which bytes are served? (and where, if not at the usual place)",
      times: 6,
    },
    {
      request: "GET {target}/{package}",
      why: "the revision that removal names, and the result",
      times: 5,
    },
    {
      request: "PUT {target}/{package}/-rev/{revision}",
      why: "remove one release",
      times: 1,
    },
    {
      request: "DELETE {target}/{package}/-/{tarball}/-rev/{revision}",
      why: "and its file",
      times: 1,
    },
    {
      request: "DELETE {target}/{package}/-rev/{revision}",
      why: "remove the whole package",
      times: 1,
    },
  ],
  cleanup: "the package is unpublished; the accounts are listed",
  source: "npm CLI (libnpmpublish: publish, unpublish)",
  async run(context) {
    const owner = await ownerAccount(context);
    const name = context.name("fixed");
    const release = { name, version: "1.0.0", content: "original" };
    const other = { ...release, content: "other" };
    const first = await publishNew(context, owner, release);
    const control =
      first.did === "allowed" ? await publish(context, owner, { name, version: "1.0.1" }) : first;
    const sameBytes = await publish(context, owner, release, EXISTS);
    const otherBytes = await publish(context, owner, other, EXISTS);
    const value: Immutability = {
      control,
      sameBytes,
      otherBytes,
      contentAfter: await servedContent(context, owner, release, [other]),
      ...(await removeOne(context, owner, name)),
      republish: null,
      contentRepublished: null,
      otherAccount: null,
      otherControl: null,
    };
    if (!value.removed) return { immutability: found(value) };

    value.republish = await publish(context, owner, other, PREVIOUSLY);
    value.contentRepublished = await servedContent(context, owner, release, [other]);
    await removePackage(context, owner, name);
    const second = await secondAccount(context);
    const stranger = { ...release, content: "stranger" };
    value.otherAccount = await publishNew(context, second, stranger, PREVIOUSLY);
    if (value.otherAccount.did === "denied") {
      const own = { name: context.name("others-own"), version: "1.0.0" };
      value.otherControl = await publishNew(context, second, own);
    }
    return { immutability: found(value) };
  },
};

/** One release, or where that is refused the whole package: what counts is that the owner can remove it at all. */
async function removeOne(
  context: ActiveContext,
  owner: Account,
  name: string,
): Promise<Pick<Immutability, "remove" | "removed">> {
  const done = (body: unknown): boolean => field(body, "ok") !== false;
  const judge = (result: HttpResult): Trial =>
    context.judge(result, { done, no: (body) => !done(body) });
  const one = judge(await removeVersion(context, owner, { name, version: "1.0.0" }));
  if (one.did === "allowed" && (await isGone(context, owner, name)))
    return { remove: one, removed: true };
  if (one.did === "unclear") return { remove: one, removed: false };
  const result = await removePackage(context, owner, name);
  const all = result === null ? one : judge(result);
  const removed = all.did === "allowed" && (await isGone(context, owner, name));
  return { remove: all, removed };
}

async function isGone(context: ActiveContext, owner: Account, name: string): Promise<boolean> {
  const result = await asAccount(context, owner, { method: "GET", path: packagePath(name) });
  if (!result.ok) return false;
  if (result.status === 404) return true;
  return result.status === 200 && field(field(result.json(), "versions"), "1.0.0") === undefined;
}
