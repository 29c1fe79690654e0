import { guess } from "../../../active/guess.ts";
import { type ActiveContext, type ActiveProbe, Blocked } from "../../../core/active.ts";
import type { SecondFactor } from "../../../core/active-facts.ts";
import type { HttpResult } from "../../../core/http.ts";
import { found } from "../../shared/ask.ts";
import { field, isObject } from "../../shared/wire.ts";
import { type Account, asAccount, register, unknownPath } from "./accounts.ts";
import { publishNew, type Release, sendRelease } from "./releases.ts";
import { totp } from "./totp.ts";

const MODE = "auth-and-writes";
const FACTOR = /one-time|otp|two-factor|2fa|second factor|mfa/i;

/** Can a second factor be enrolled, does it then count, and is it demanded? */
export const secondFactor: ActiveProbe = {
  id: "npm/second-factor",
  title: "Second factors: offered, enforced, demanded",
  fills: ["secondFactor"],
  needs: [],
  steps: [
    {
      request: "PUT {target}/-/user/org.couchdb.user:{account}",
      why: "register an account for this alone",
      times: 1,
      creates: "an account",
    },
    {
      request: "PUT {target}/{package}",
      why: "publish without a second factor; with one on: without a code, and with it",
      times: 3,
      creates: "a package",
    },
    {
      request: "POST {target}/-/npm/v1/user",
      why: "enrol a TOTP factor, confirm it, ask for WebAuthn, switch it off again",
      times: 4,
    },
    {
      request: "PUT {target}/{package}",
      why: "where a factor is on: wrong codes in a row, between two right ones",
      times: 1,
      perAttempt: true,
    },
    { request: "PUT {target}/{package}", why: "the right code once more", times: 1 },
    { request: "POST {target}/-/v1/login", why: "is there a web log-in?", times: 1 },
    { request: "GET {loginUrl}", why: "does it ask for a passkey?", times: 1 },
    { request: "POST {target}/-/…/{random}", why: "how do unknown paths answer?", times: 2 },
  ],
  cleanup: "the factor is switched off, the package unpublished; the account is listed",
  source: "npm-profile (set, loginWeb); RFC 6238; W3C WebAuthn",
  async run(context) {
    const { account, trial } = await register(context, { label: "factor" });
    if (!account)
      throw new Blocked(
        "not-observable",
        `No account to try it with (${trial.status} ${trial.said}).`,
      );
    const release = { name: context.name("by-factor"), version: "1.0.0" };
    const publishWithout = await publishNew(context, account, release);
    const web = await webLogin(context, account);
    const value: SecondFactor = {
      ...(await enrol(context, account, release)),
      ...web,
      publishWithout,
      asksForFactor: publishWithout.did === "denied" && FACTOR.test(publishWithout.said),
    };
    return { secondFactor: found(value) };
  },
};

type Enrolment = Pick<SecondFactor, "enrol" | "methods" | "withoutCode" | "withCode" | "guessing">;

async function enrol(
  context: ActiveContext,
  account: Account,
  release: Release,
): Promise<Enrolment> {
  const value = await enrolTotp(context, account, release);
  // Asked last: a server that ignores the kind would begin another TOTP factor and forget the first one's secret.
  if (value.enrol.did === "absent" || value.enrol.status === null) return value;
  if (await offersWebAuthn(context, account)) value.methods.push("webauthn");
  return value;
}

async function enrolTotp(
  context: ActiveContext,
  account: Account,
  release: Release,
): Promise<Enrolment> {
  const baseline = await unknownPath(context, account, "POST", "/-/npm/v1/");
  const password = account.password ?? "";
  const asked = await setFactor(context, account, { password, mode: MODE });
  const uri = field(asked.ok ? asked.json() : null, "tfa");
  const secret = typeof uri === "string" ? /[?&]secret=([A-Z2-7=]+)/i.exec(uri)?.[1] : undefined;
  const value: Enrolment = {
    enrol: context.judge(asked, { baseline, done: () => secret !== undefined }),
    methods: [],
    withoutCode: null,
    withCode: null,
    guessing: null,
  };
  if (value.enrol.did === "absent" || secret === undefined) return value;

  context.hide(secret);
  const now = new Date();
  const confirmed = await setFactor(context, account, [totp(secret, now, -1)]);
  const codes = field(confirmed.ok ? confirmed.json() : null, "tfa");
  if (!Array.isArray(codes)) return value;
  for (const code of codes) if (typeof code === "string") context.hide(code);
  value.methods.push("totp");
  try {
    // Three neighbouring codes, because a good server takes each one once and knows no more.
    const send = (version: string, otp?: string): Promise<HttpResult> =>
      sendRelease(context, account, {
        ...release,
        version,
        ...(otp !== undefined && { headers: { "npm-otp": otp } }),
      });
    value.withoutCode = context.judge(await send("1.0.1"));
    const right = await send("1.0.2", totp(secret, now, 0));
    value.withCode = context.judge(right);
    if (value.withoutCode.did !== "denied" || value.withCode.did !== "allowed") return value;
    value.guessing = await guess(context, {
      where: "the second factor",
      attempts: context.maxAttempts,
      right: async (turn) => (turn === "before" ? right : send("1.0.3", totp(secret, now, 1))),
      wrong: (n) =>
        send("1.0.6", String((Number(totp(secret, now, 0)) + n * 7) % 1_000_000).padStart(6, "0")),
      accepted: (answer) => answer.status < 300,
    });
    return value;
  } finally {
    // Undoing the package needs codes until the factor is off.
    context.memory.set(`totp:${account.id}`, secret);
    const off = await setFactor(context, account, { password, mode: "disable" });
    if (off.ok && off.status < 300) context.memory.delete(`totp:${account.id}`);
  }
}

function setFactor(context: ActiveContext, account: Account, tfa: unknown): Promise<HttpResult> {
  return asAccount(context, account, { method: "POST", path: "/-/npm/v1/user", json: { tfa } });
}

/** Recognised by the standard's own structure, wherever a server puts it; a word on a page is no evidence. */
async function offersWebAuthn(context: ActiveContext, account: Account): Promise<boolean> {
  const password = account.password ?? "";
  const result = await setFactor(context, account, { password, mode: MODE, type: "webauthn" });
  const body = result.ok && result.status < 300 ? result.json() : null;
  const options = field(field(body, "tfa") ?? body, "publicKey");
  return (
    isObject(options) &&
    typeof field(options, "challenge") === "string" &&
    isObject(field(options, "rp"))
  );
}

async function webLogin(
  context: ActiveContext,
  account: Account,
): Promise<Pick<SecondFactor, "webLogin" | "passkeyLogin">> {
  const baseline = await unknownPath(context, account, "POST", "/-/v1/");
  // With credentials, like the baseline: a server may turn strangers away before it looks at the path.
  const result = await asAccount(context, account, {
    method: "POST",
    path: "/-/v1/login",
    json: { hostname: "assay" },
    headers: { "npm-auth-type": "web" },
  });
  const url = field(result.ok ? result.json() : null, "loginUrl");
  const trial = context.judge(result, { baseline, done: () => typeof url === "string" });
  if (trial.did !== "allowed" || typeof url !== "string")
    return { webLogin: trial, passkeyLogin: false };
  const page = await context.http.send({ method: "GET", path: url });
  const options = field(page.ok && page.status === 200 ? page.json() : null, "publicKey");
  // Without a list of keys the browser offers any passkey: no name or password came before.
  const keys = field(options, "allowCredentials");
  const open = keys === undefined || (Array.isArray(keys) && keys.length === 0);
  return {
    webLogin: trial,
    passkeyLogin: typeof field(options, "challenge") === "string" && open,
  };
}
