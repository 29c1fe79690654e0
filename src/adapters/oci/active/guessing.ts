import { guess } from "../../../active/guess.ts";
import { type ActiveProbe, type ActiveRequest, Blocked } from "../../../core/active.ts";
import { found } from "../../shared/ask.ts";
import { readToken, tokenAddress } from "../wire.ts";
import { doorOf, passwordOf } from "./access.ts";

/** Wrong passwords, bounded, at the one place where the protocol takes a password. */
export const guessing: ActiveProbe = {
  id: "oci/guessing",
  title: "Wrong passwords in a row, then the right one",
  fills: ["loginGuessing"],
  needs: ["account"],
  mayLock: true,
  steps: [
    { request: "GET {target}/v2/", why: "does it ask for a password at all?", times: 1 },
    {
      request: "GET {target}/v2/ or {token server} (Basic)",
      why: "wrong passwords of the right one's length and classes, for the profile's own account",
      times: 1,
      perAttempt: true,
    },
    {
      request: "GET {target}/v2/ or {token server} (Basic)",
      why: "the right password before and after",
      times: 2,
    },
  ],
  cleanup: "nothing is created; the account may stay locked for a while",
  source: "opencontainers/distribution-spec:spec.md (Determining Support); distribution token spec",
  async run(context) {
    const { username, password } = passwordOf(context);
    const door = await doorOf(context);
    if (door.scheme === "unknown") throw new Blocked("not-observable", `${door.said}.`);
    const at = door.scheme === "bearer" ? "the token server" : "GET /v2/";
    const where = `Basic authentication (${at})`;
    if (door.scheme === "open")
      return { loginGuessing: found({ endpoints: [], skipped: [`${where}: open to anybody`] }) };
    const path = door.scheme === "bearer" ? tokenAddress(door) : "/v2/";
    const send = (tried: string) => {
      const request: ActiveRequest = { method: "GET", path, auth: { username, password: tried } };
      return context.http.send(request);
    };
    const guessed = await guess(context, {
      where,
      attempts: context.maxAttempts,
      right: () => send(password),
      wrong: (n) => send(wrongPassword(password, context.derive(`wrong ${n}`))),
      // Without a password the same address answered 401, so its 200 is the password's doing.
      accepted: (answer) =>
        answer.status === 200 &&
        (door.scheme === "basic" || readToken(answer.json()) !== undefined),
    });
    if (guessed.control.did === "allowed")
      return { loginGuessing: found({ endpoints: [guessed], skipped: [] }) };
    const { status, said } = guessed.control;
    return { loginGuessing: found({ endpoints: [], skipped: [`${where} (${status} ${said})`] }) };
  },
};

const ALPHABETS = ["abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"] as const;

/** As long as the right one, each character replaced by another of its class, so that no rule on form turns it away. */
export function wrongPassword(right: string, derived: string): string {
  const bytes = Buffer.from(derived);
  const wrong = [...right].map((char, index) => {
    const alphabet = ALPHABETS.find((letters) => letters.includes(char));
    if (alphabet === undefined) return char;
    // Never the same character, so never the same password.
    const step = 1 + ((bytes[(index + 4) % bytes.length] ?? 0) % (alphabet.length - 1));
    return alphabet[(alphabet.indexOf(char) + step) % alphabet.length];
  });
  const text = wrong.join("");
  return text === right ? `${derived}${right}`.slice(0, Math.max(right.length, 4)) : text;
}
