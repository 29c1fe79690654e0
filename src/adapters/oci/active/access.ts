import {
  type ActiveContext,
  type ActiveRequest,
  Blocked,
  type UndoContext,
} from "../../../core/active.ts";
import type { HttpResult } from "../../../core/http.ts";
import { type Challenge, readChallenge, readToken, tokenAddress } from "../wire.ts";

/** Who sends: the profile's account, or somebody without any. */
export type Who = "account" | "nobody";

/** What `GET /v2/` asks of somebody without credentials. `open`: nothing at all. */
export type Door = Challenge | { scheme: "open" } | { scheme: "unknown"; said: string };

/** The door is asked once per run. */
export function doorOf(context: UndoContext): Promise<Door> {
  return remember(context, "door", async () => {
    const result = await context.http.send({ method: "GET", path: "/v2/" });
    if (!result.ok) return { scheme: "unknown", said: result.message };
    if (result.status === 200) return { scheme: "open" };
    const challenge = result.status === 401 ? readChallenge(result.headers) : null;
    return challenge ?? { scheme: "unknown", said: `GET /v2/ answered ${result.status}` };
  });
}

/** Sends into a repository, with the token for it where the registry works with tokens. */
export async function sendAs(
  context: UndoContext,
  who: Who,
  repository: string,
  request: ActiveRequest,
): Promise<HttpResult> {
  const auth = await authFor(context, who, repository);
  return context.http.send({ ...request, ...(auth && { auth }) });
}

async function authFor(
  context: UndoContext,
  who: Who,
  repository: string,
): Promise<ActiveRequest["auth"]> {
  const door = await doorOf(context);
  if (door.scheme === "bearer") {
    const token = await repositoryToken(context, who, repository, door);
    return token === undefined ? undefined : { bearer: token };
  }
  return who === "account" ? accountAuth(context) : undefined;
}

/** The account's credentials as they are: a password by Basic, else a token. */
function accountAuth({ credentials }: UndoContext): ActiveRequest["auth"] {
  const { username, password, token } = credentials;
  if (username !== undefined && password !== undefined) return { username, password };
  return token === undefined ? undefined : { bearer: token };
}

/** Undefined when the token server gives none; what is sent then is refused, and shows that. */
function repositoryToken(
  context: UndoContext,
  who: Who,
  repository: string,
  door: Extract<Challenge, { scheme: "bearer" }>,
): Promise<string | undefined> {
  return remember(context, `token:${who}:${repository}`, async () => {
    const auth = who === "account" ? accountAuth(context) : undefined;
    if (auth && "bearer" in auth) return auth.bearer;
    const path = tokenAddress(door, `repository:${repository}:pull,push,delete`);
    const result = await context.http.send({ method: "GET", path, ...(auth && { auth }) });
    const token = result.ok && result.status === 200 ? readToken(result.json()) : undefined;
    if (token !== undefined) context.hide(token);
    return token;
  });
}

/** Name and password of the profile, for what a token cannot show. */
export function passwordOf({ credentials }: ActiveContext): { username: string; password: string } {
  const { username, password } = credentials;
  if (username === undefined || password === undefined)
    throw new Blocked("not-observable", "The profile's staging credentials have no password.");
  return { username, password };
}

function remember<T>(context: UndoContext, key: string, make: () => Promise<T>): Promise<T> {
  const known = context.memory.get(key) as Promise<T> | undefined;
  if (known) return known;
  const made = make();
  context.memory.set(key, made);
  return made;
}
