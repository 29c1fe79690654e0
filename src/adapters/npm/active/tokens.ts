import type { ActiveContext, Trial } from "../../../core/active.ts";
import { field, text } from "../../shared/wire.ts";
import { type Account, asAccount, creationOf, keepLogin, unknownPath } from "./accounts.ts";

const PATH = "/-/npm/v1/tokens";

export interface NewToken {
  accepted: Trial;
  token: string | null;
  /** What the server calls it; needed to delete it. */
  key: string | null;
}

/** Creates an API token with the npm client's own request and whatever `limits` adds. */
export async function createToken(
  context: ActiveContext,
  account: Account,
  label: string,
  limits: Readonly<Record<string, unknown>> = {},
): Promise<NewToken> {
  keepLogin(context, account);
  const name = context.name(label);
  const password = account.password ?? "";
  const json = { password, name, readonly: false, cidr_whitelist: [], ...limits };
  const done = (body: unknown): boolean => field(body, "token") !== undefined;
  const baseline = await unknownPath(context, account, "POST", "/-/npm/v1/");
  const { resource, result } = await context.create(
    { kind: "token", name, owner: account.id },
    () => asAccount(context, account, { method: "POST", path: PATH, json }),
    (answer) => creationOf(context.judge(answer, { done })),
  );
  const body = result.ok ? result.json() : null;
  const token = text(field(body, "token"), 8000) ?? null;
  if (token !== null) context.hide(token);
  const key = text(field(body, "key"), 500) ?? null;
  if (key !== null) await context.amend(resource.id, { key });
  return { accepted: context.judge(result, { done, baseline }), token, key };
}
