import { type ActiveContext, Blocked, type PlannedStep } from "../../../core/active.ts";
import { type Account, profileAccount, register, remember } from "./accounts.ts";
import { publishNew } from "./releases.ts";

/** What the first probe that needs them sends. */
export const OWNER_STEPS: readonly PlannedStep[] = [
  {
    request: "PUT {target}/-/user/org.couchdb.user:{account}",
    why: "register the account that several probes use",
    times: 1,
    once: true,
    creates: "an account",
  },
  {
    request: "PUT {target}/{package}",
    why: "may a new account publish at all? if not, the profile's own account takes its place",
    times: 1,
    once: true,
    creates: "a package",
  },
  {
    request: "PUT {target}/-/user/org.couchdb.user:{profile}",
    why: "log in with the profile's credentials, where it has to",
    times: 1,
    once: true,
  },
];
export const SECOND_STEPS: readonly PlannedStep[] = [
  {
    request: "PUT {target}/-/user/org.couchdb.user:{account}",
    why: "register a second account",
    times: 1,
    once: true,
    creates: "an account",
  },
];

/** The account that several probes act as: a new one, or the profile's own where new ones may not publish. */
export function ownerAccount(context: ActiveContext): Promise<Account> {
  return remember(context, "account:owner", async () => {
    const { account, trial } = await register(context, { label: "owner", shared: true });
    const hello = { name: context.name("hello"), version: "1.0.0" };
    if (account && (await publishNew(context, account, hello)).did !== "denied") return account;
    const own = await profileAccount(context);
    return own ?? account ?? blocked(trial);
  });
}

/** Somebody else, whose rights are those of any new account. */
export function secondAccount(context: ActiveContext): Promise<Account> {
  return remember(context, "account:second", async () => {
    const { account, trial } = await register(context, { label: "second", shared: true });
    return account ?? blocked(trial);
  });
}

function blocked({ status, said }: { status: number | null; said: string }): never {
  const why = `${status ?? "no answer"} ${said}`.trim();
  throw new Blocked(
    status === null ? "unreachable" : "not-observable",
    `No account could be registered (${why}).`,
  );
}
