import { guess } from "../../../active/guess.ts";
import { type ActiveContext, type ActiveProbe, Blocked } from "../../../core/active.ts";
import type { Guessing } from "../../../core/active-facts.ts";
import { found } from "../../shared/ask.ts";
import { field } from "../../shared/wire.ts";
import { type Account, ask, loginRequest, register } from "./accounts.ts";

/** Wrong passwords, bounded, at the log-in and by Basic authentication elsewhere: a limit on one door leaves the other. */
export const guessing: ActiveProbe = {
  id: "npm/guessing",
  title: "Wrong passwords in a row, then the right one",
  fills: ["loginGuessing"],
  needs: [],
  mayLock: true,
  steps: [
    {
      request: "PUT {target}/-/user/org.couchdb.user:{account}",
      why: "register an account for this alone",
      times: 1,
      creates: "an account",
    },
    {
      request: "PUT {target}/-/user/org.couchdb.user:{account}",
      why: "log in with wrong passwords of the right one's length and classes",
      times: 1,
      perAttempt: true,
    },
    {
      request: "GET {target}/-/whoami (Basic)",
      why: "the same by Basic authentication, where no log-in form counts",
      times: 1,
      perAttempt: true,
    },
    { request: "either", why: "the right password before and after", times: 5 },
  ],
  cleanup: "the account is listed, since npm's protocol cannot delete it",
  source: "npm-profile (loginCouch)",
  async run(context) {
    const { account, trial } = await register(context, { label: "guess" });
    if (!account)
      throw new Blocked(
        "not-observable",
        `No account to guess at (${trial.status} ${trial.said}).`,
      );
    const endpoints = [await atBasic(context, account), await atLogin(context, account)];
    const skipped = endpoints
      .filter(({ control }) => control.did !== "allowed")
      .map(({ where, control }) => `${where} (${control.status} ${control.said})`);
    const tried = endpoints.filter(({ control }) => control.did === "allowed");
    return { loginGuessing: found({ endpoints: tried, skipped }) };
  },
};

function wrongPassword(context: ActiveContext, account: Account, n: number): string {
  return context.derive(`${account.name} wrong ${n}`);
}

function atLogin(context: ActiveContext, account: Account): Promise<Guessing> {
  const { name, password = "" } = account;
  return guess(context, {
    where: "the log-in (PUT /-/user)",
    attempts: context.maxAttempts,
    // Registering may have used up what the limit allows; before any guess, waiting for it is no guess either.
    right: (turn) => {
      const request = loginRequest(name, password);
      return turn === "before" ? ask(context, request) : context.http.send(request);
    },
    wrong: (n) => context.http.send(loginRequest(name, wrongPassword(context, account, n))),
    accepted: (answer) => answer.status < 300 && field(answer.json(), "ok") !== false,
  });
}

/** Where 200 `{}` is the answer to anybody, only the name in it shows that the password was right. */
function atBasic(context: ActiveContext, account: Account): Promise<Guessing> {
  const { name: username, password: right = "" } = account;
  const send = (password: string) =>
    context.http.send({ method: "GET", path: "/-/whoami", auth: { username, password } });
  return guess(context, {
    where: "Basic authentication (GET /-/whoami)",
    attempts: context.maxAttempts,
    right: () => send(right),
    wrong: (n) => send(wrongPassword(context, account, n)),
    accepted: (answer) => field(answer.json(), "username") === username,
  });
}
