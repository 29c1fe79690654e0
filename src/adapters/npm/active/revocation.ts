import { type ActiveContext, type ActiveProbe, Blocked, type Trial } from "../../../core/active.ts";
import type { Revocation } from "../../../core/active-facts.ts";
import { found } from "../../shared/ask.ts";
import {
  type Account,
  asAccount,
  changeTo,
  login,
  register,
  unknownPath,
  whoami,
} from "./accounts.ts";
import { createToken } from "./tokens.ts";
import { removeToken } from "./undo.ts";

/** Does a token still work after its owner took it back? */
export const revocation: ActiveProbe = {
  id: "npm/revocation",
  title: "Log-out, deleted token, changed password: does the old token still work?",
  fills: ["revocation"],
  needs: [],
  steps: [
    {
      request: "PUT {target}/-/user/org.couchdb.user:{account}",
      why: "register an account for this alone, and log in again for each turn",
      times: 4,
      creates: "an account",
    },
    {
      request: "POST {target}/-/npm/v1/tokens",
      why: "create an API token",
      times: 1,
      creates: "a token",
    },
    { request: "DELETE {target}/-/npm/v1/tokens/token/{key}", why: "delete it", times: 1 },
    { request: "POST {target}/-/npm/v1/user", why: "change the password", times: 1 },
    { request: "DELETE {target}/-/user/token/{token}", why: "log out", times: 1 },
    {
      request: "GET {target}/-/whoami",
      why: "does the token work, before and after each",
      times: 6,
    },
    {
      request: "POST {target}/-/npm/v1/{random}",
      why: "how does an unknown path answer?",
      times: 1,
      once: true,
    },
  ],
  cleanup: "the token is deleted; the account is listed",
  source: "npm-profile (removeToken, logout)",
  async run(context) {
    const { account, trial } = await register(context, { label: "revoke" });
    if (!account)
      throw new Blocked(
        "not-observable",
        `No account to try it with (${trial.status} ${trial.said}).`,
      );
    const token = await ofToken(context, account);
    const passwordChange = await ofPassword(context, account);
    const logout = await ofLogout(context, account);
    return { revocation: found<Revocation>({ logout, token, passwordChange }) };
  },
};

type Turn = Revocation["token"];

async function ofToken(context: ActiveContext, account: Account): Promise<Turn> {
  const { token, key } = await createToken(context, account, "revoked");
  if (token === null || key === null) return null;
  const use = (): Promise<Trial> => whoami(context, account.name, { bearer: token });
  const control = await use();
  const request = context.judge(await removeToken(context, account, key));
  return { request, control, after: await use() };
}

async function ofPassword(context: ActiveContext, account: Account): Promise<Turn> {
  const { token } = account;
  if (token === undefined) return null;
  const use = (): Promise<Trial> => whoami(context, account.name, { bearer: token });
  const control = await use();
  const result = await changeTo(context, account, "changed");
  if (result === null) return null;
  const baseline = await unknownPath(context, account, "POST", "/-/npm/v1/");
  return { request: context.judge(result, { baseline }), control, after: await use() };
}

async function ofLogout(context: ActiveContext, account: Account): Promise<Turn> {
  await login(context, account);
  const { token } = account;
  if (token === undefined) return null;
  const use = (): Promise<Trial> => whoami(context, account.name, { bearer: token });
  const control = await use();
  const path = `/-/user/token/${encodeURIComponent(token)}`;
  const request = context.judge(await asAccount(context, account, { method: "DELETE", path }));
  const after = await use();
  // The session is over, and what was created is undone in the account's name.
  await login(context, account);
  return { request, control, after };
}
