import type { ActiveProbe } from "../../../core/active.ts";
import type { UnverifiedPublish } from "../../../core/active-facts.ts";
import { found } from "../../shared/ask.ts";
import { field } from "../../shared/wire.ts";
import { type Account, asAccount, profileAccount, register } from "./accounts.ts";
import { publishNew } from "./releases.ts";

const VERIFICATION = /e-?mail|verif|confirm|activat/i;
const EMAIL_REFUSAL = /e-?mail|address|domain/i;

/** May an account publish whose address nobody can have confirmed? */
export const email: ActiveProbe = {
  id: "npm/email",
  title: "Publish from an account with an impossible email address",
  fills: ["unverifiedPublish"],
  needs: [],
  steps: [
    {
      request: "PUT {target}/-/user/org.couchdb.user:{account}",
      why: "register with an address under .invalid; where that is refused, with one at example.com",
      times: 2,
      creates: "an account",
    },
    { request: "GET {target}/-/npm/v1/user", why: "is the address kept at all?", times: 1 },
    {
      request: "PUT {target}/{package}",
      why: "publish with it; where that is refused, with the profile's own account as control",
      times: 2,
      creates: "a package",
    },
    {
      request: "PUT {target}/-/user/org.couchdb.user:{profile}",
      why: "log in for the control",
      times: 1,
    },
  ],
  cleanup: "the package is unpublished; npm's protocol cannot delete the account, so it is listed",
  source: "npm-profile (adduserCouch); RFC 2606",
  async run(context) {
    const impossible = `${context.name("mail")}@no-such-domain.invalid`;
    const rules = { refusal: EMAIL_REFUSAL };
    const first = await register(context, { label: "mail", email: impossible, rules });
    const second = first.account ? null : await register(context, { label: "mail2", rules });
    const account = first.account ?? second?.account ?? null;
    const value: UnverifiedPublish = {
      impossibleAddress: first.trial,
      plausibleAddress: second?.trial ?? null,
      publish: null,
      namesAddress: false,
      control: null,
      emailKept: "unseen",
    };
    if (!account) return { unverifiedPublish: found(value) };

    const profile = await asAccount(context, account, { method: "GET", path: "/-/npm/v1/user" });
    value.emailKept = readEmail(profile.ok && profile.status === 200 ? profile.json() : null);
    const release = { name: context.name("by-mail"), version: "1.0.0" };
    value.publish = await publishNew(context, account, release);
    if (value.publish.did === "allowed") return { unverifiedPublish: found(value) };

    value.namesAddress = VERIFICATION.test(value.publish.said);
    const own: Account | null = await profileAccount(context);
    if (own) {
      const control = { name: context.name("by-profile"), version: "1.0.0" };
      value.control = await publishNew(context, own, control);
    }
    return { unverifiedPublish: found(value) };
  },
};

function readEmail(profile: unknown): UnverifiedPublish["emailKept"] {
  const address = field(profile, "email");
  if (typeof address !== "string") return "unseen";
  return address === "" ? "dropped" : "kept";
}
