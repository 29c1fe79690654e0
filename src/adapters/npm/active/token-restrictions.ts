import { type ActiveContext, type ActiveProbe, Blocked, type Trial } from "../../../core/active.ts";
import type { Restriction, TokenRestrictions } from "../../../core/active-facts.ts";
import { found } from "../../shared/ask.ts";
import { type Account, whoami } from "./accounts.ts";
import { publish, publishNew } from "./releases.ts";
import { createToken, type NewToken } from "./tokens.ts";
import { OWNER_STEPS, ownerAccount } from "./shared-accounts.ts";

/** Reserved for documentation (RFC 5737): nobody calls from there. */
const NOWHERE = "192.0.2.0/24";
const EXPIRY_MS = 2000;

/** Limits of tokens: accepted by the server, and enforced by it. */
export const tokenRestrictions: ActiveProbe = {
  id: "npm/token-restrictions",
  title: "Limits of API tokens: accepted or enforced?",
  fills: ["tokenRestrictions"],
  needs: ["account", "package"],
  steps: [
    ...OWNER_STEPS,
    {
      request: "POST {target}/-/npm/v1/tokens",
      why: "without limits, with a nonsense option, read-only, for another network, for all networks, expiring, for one package",
      times: 7,
      creates: "a token",
    },
    {
      request: "PUT {target}/{package}",
      why: "do with each what it must allow, and what it must refuse",
      times: 8,
      creates: "a package",
    },
    {
      request: "GET {target}/-/whoami",
      why: "read with the read-only and the expiring one",
      times: 2,
    },
    {
      request: "POST {target}/-/npm/v1/{random}",
      why: "how does an unknown path answer?",
      times: 1,
      once: true,
    },
  ],
  cleanup: "tokens are deleted, packages unpublished; the account is listed",
  source: "npm CLI (npm token create); npm/api-documentation token.yaml",
  async run(context) {
    const owner = await ownerAccount(context);
    if (owner.password === undefined)
      throw new Blocked("not-observable", "Creating a token needs a password, and there is none.");
    const probe = new Limits(context, owner);
    const unlimited = await createToken(context, owner, "unlimited");
    const unrestricted = await probe.firstRelease(unlimited);
    const nonsense = await createToken(context, owner, "nonsense", { assay_nonsense_option: true });
    const value: TokenRestrictions = {
      nonsense: nonsense.accepted,
      unrestricted,
      restrictions: [],
    };
    // Without a token that may publish, a refusal would mean nothing.
    if (unrestricted.did === "allowed") {
      value.restrictions.push(await probe.readOnly(), await probe.address());
      value.restrictions.push(await probe.expiry(), await probe.onePackage());
    }
    return { tokenRestrictions: found(value) };
  },
};

/** The package that all turns publish to, one version after the other. */
class Limits {
  private readonly context: ActiveContext;
  private readonly owner: Account;
  private readonly target: string;
  private versions = 0;

  constructor(context: ActiveContext, owner: Account) {
    this.context = context;
    this.owner = owner;
    this.target = context.name("limits");
  }

  /** A new version of the shared package, or the first one of another. */
  private async release(token: string | null, name = this.target): Promise<Trial | null> {
    if (token === null) return null;
    const as: Account = { id: this.owner.id, name: this.owner.name, token };
    return publish(this.context, as, { name, version: `1.0.${++this.versions}` });
  }

  /** Journaled for the owner, whose session undoes it, not the limited token. */
  async firstRelease({ token, accepted }: NewToken): Promise<Trial> {
    if (token === null) return accepted;
    const as: Account = { id: this.owner.id, name: this.owner.name, token };
    const trial = await publishNew(this.context, as, { name: this.target, version: "1.0.0" });
    this.context.memory.set(`login:${this.owner.id}`, Promise.resolve(this.owner));
    return trial;
  }

  async readOnly(): Promise<Restriction> {
    const { accepted, token } = await this.make("read-only", { readonly: true });
    const control =
      token === null ? null : await whoami(this.context, this.owner.name, { bearer: token });
    return { kind: "read-only", accepted, control, effect: await this.release(token) };
  }

  async address(): Promise<Restriction> {
    const all = await this.make("all-networks", { cidr_whitelist: ["0.0.0.0/0"] });
    const control = await this.release(all.token);
    const { accepted, token } = await this.make("no-network", { cidr_whitelist: [NOWHERE] });
    return { kind: "address", accepted, control, effect: await this.release(token) };
  }

  async expiry(): Promise<Restriction> {
    const expires = new Date(Date.now() + EXPIRY_MS).toISOString();
    const { accepted, token } = await this.make("expiring", { expires });
    const control =
      token === null ? null : await whoami(this.context, this.owner.name, { bearer: token });
    if (token !== null) await this.context.sleep(EXPIRY_MS + 1000);
    return { kind: "expiry", accepted, control, effect: await this.release(token) };
  }

  async onePackage(): Promise<Restriction> {
    const { accepted, token } = await this.make("one-package", {
      packages: [this.target],
      packages_and_scopes_permission: "read-write",
    });
    const control = await this.release(token);
    if (token === null) return { kind: "package", accepted, control, effect: null };
    const other = { name: this.context.name("limits-other"), version: "1.0.0" };
    // Made with the owner's session first: a token may rightly be refused new names and still reach old ones.
    await publishNew(this.context, this.owner, other);
    return { kind: "package", accepted, control, effect: await this.release(token, other.name) };
  }

  private make(label: string, limits: Record<string, unknown>): Promise<NewToken> {
    return createToken(this.context, this.owner, label, limits);
  }
}
