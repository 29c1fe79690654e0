import { LEAKED, shapeName } from "../../../active/passwords.ts";
import type { ActiveContext, ActiveProbe, Trial } from "../../../core/active.ts";
import type { PasswordRules } from "../../../core/active-facts.ts";
import type { HttpResult } from "../../../core/http.ts";
import { found } from "../../shared/ask.ts";
import { field } from "../../shared/wire.ts";
import {
  type Account,
  changeTo,
  login,
  PASSWORD_REFUSAL,
  type Registered,
  register,
  unknownPath,
} from "./accounts.ts";

const RULES = { refusal: PASSWORD_REFUSAL };
const NOTICE = /leak|breach|compromis|pwned|change your password|known password/i;
const SHORT = 5;

/** Which passwords are taken: leaked and short ones, beside random ones of the same shape. */
export const passwords: ActiveProbe = {
  id: "npm/passwords",
  title: "Leaked and short passwords at registration and at a change",
  fills: ["passwordRules"],
  needs: [],
  steps: [
    {
      request: "PUT {target}/-/user/org.couchdb.user:{account}",
      why: "register with random passwords until one has the length and classes the server wants",
      times: LEAKED.length,
      creates: "an account",
    },
    {
      request: "PUT {target}/-/user/org.couchdb.user:{account}",
      why: "register with leaked passwords of that shape, and with a short one",
      times: 3,
      creates: "an account",
    },
    {
      request: "PUT {target}/-/user/org.couchdb.user:{account}",
      why: "log in with the leaked password; log in before every change, to be sure of the old one",
      times: 5,
    },
    {
      request: "POST {target}/-/npm/v1/user",
      why: "change to another random password, a leaked one, a short one, and back to a strong one",
      times: 4,
    },
    {
      request: "POST {target}/-/npm/v1/{random}",
      why: "how does an unknown path answer?",
      times: 1,
      once: true,
    },
  ],
  cleanup: "weak passwords are replaced by random ones; the accounts themselves are listed",
  source: "npm-profile (adduserCouch, set)",
  async run(context) {
    const { shape, control } = await findShape(context);
    const value: PasswordRules = {
      control: control.trial,
      leaked: [],
      short: [],
      change: null,
      login: null,
      echoesPassword: control.result.ok && control.result.text().includes(control.password),
    };
    if (!control.account) return { passwordRules: found(value) };

    const name = shapeName(LEAKED[shape]?.shape ?? { length: 0, classes: "lower" });
    for (const index of [0, 1]) {
      const secret = `leaked:${shape}:${index}`;
      const tried = await register(context, { label: `known${index}`, secret, rules: RULES });
      value.leaked.push({ shape: name, register: tried.trial });
      if (!tried.account) continue;
      const answer = await login(context, tried.account);
      value.login = { trial: context.judge(answer, RULES), notice: speaksOfLeak(context, answer) };
      // One that was taken settles the question.
      break;
    }
    const secret = `short:${SHORT}`;
    const short = await register(context, { label: "short", secret, rules: RULES });
    value.short.push({ length: SHORT, register: short.trial });
    value.change = await tryChanges(context, control.account, shape);
    return { passwordRules: found(value) };
  },
};

/** The first shape of which the server takes a random password: what it then refuses is not the shape. */
async function findShape(context: ActiveContext): Promise<{ shape: number; control: Registered }> {
  for (let shape = 0; ; shape++) {
    const secret = `shaped:${shape}`;
    const control = await register(context, { label: `shape${shape}`, secret, rules: RULES });
    const last = shape + 1 >= LEAKED.length;
    if (control.account || last || control.trial.did !== "denied") return { shape, control };
  }
}

async function tryChanges(
  context: ActiveContext,
  account: Account,
  shape: number,
): Promise<PasswordRules["change"]> {
  const baseline = await unknownPath(context, account, "POST", "/-/npm/v1/");
  const change = async (secret: string): Promise<Trial | null> => {
    const result = await changeTo(context, account, secret);
    if (result === null) return null;
    return context.judge(result, { ...RULES, baseline, no: (body) => refuses(body) });
  };
  const control = await change(`other:${shape}`);
  if (control?.did !== "allowed") return control && { control, leaked: null, short: null };
  const leaked = await change(`leaked:${shape}:0`);
  const short = await change(`short:${SHORT}`);
  await change("derived");
  return { control, leaked, short };
}

function refuses(body: unknown): boolean {
  return field(body, "ok") === false || field(body, "error") !== undefined;
}

function speaksOfLeak(context: ActiveContext, answer: HttpResult): boolean {
  if (!answer.ok) return false;
  return NOTICE.test(`${answer.headers["npm-notice"] ?? ""} ${context.words(answer)}`);
}
