import { LEAKED, shaped } from "../../../active/passwords.ts";
import {
  type ActiveContext,
  type ActiveRequest,
  type Creation,
  type Resource,
  type Trial,
  type TrialRules,
  type UndoContext,
} from "../../../core/active.ts";
import type { HttpResult } from "../../../core/http.ts";
import { field, text } from "../../shared/wire.ts";
import { totp } from "./totp.ts";

/** An account that a probe can act as. */
export interface Account {
  /** Id of its resource, or `profile`. */
  id: string;
  name: string;
  password?: string;
  token?: string;
}

/** A longer wait is not worth it: what needs the account becomes unknown. */
const MAX_WAIT_S = 20;

export function authOf(account: Account): NonNullable<ActiveRequest["auth"]> {
  if (account.token !== undefined) return { bearer: account.token };
  return { username: account.name, password: account.password ?? "" };
}

/** Sends as an account, with a code of its second factor where it has one. */
export function asAccount(
  context: UndoContext,
  account: Account,
  request: ActiveRequest,
): Promise<HttpResult> {
  const secret = context.memory.get(`totp:${account.id}`);
  const otp = typeof secret === "string" ? { "npm-otp": totp(secret, new Date(), 0) } : undefined;
  const headers = { ...otp, ...request.headers };
  return ask(context, { ...request, auth: authOf(account), headers });
}

/**
 * Sends, and once more when the answer is 429 with a wait that we can afford: such a request did nothing. Never used
 * where the limit itself is the question.
 */
export async function ask(
  context: UndoContext & { sleep?: ActiveContext["sleep"] },
  request: ActiveRequest,
): Promise<HttpResult> {
  const result = await context.http.send(request);
  if (!result.ok || result.status !== 429 || !context.sleep) return result;
  const seconds = Number(result.headers["retry-after"]);
  if (!Number.isFinite(seconds) || seconds > MAX_WAIT_S) return result;
  await context.sleep(seconds * 1000 + 250);
  return context.http.send(request);
}

function userPath(name: string): string {
  return `/-/user/org.couchdb.user:${encodeURIComponent(name)}`;
}

function userDocument(name: string, password: string, email: string): Record<string, unknown> {
  return {
    _id: `org.couchdb.user:${name}`,
    name,
    password,
    email,
    type: "user",
    roles: [],
    date: "2026-01-01T00:00:00.000Z",
  };
}

/** Servers say what they dislike about a password in their own words, with a 400 or 422. */
export const PASSWORD_REFUSAL: RegExp =
  /passw(or)?d|credential|leaked|breach|compromised|pwned|too (short|weak|common)/i;

const REGISTERED: TrialRules = { done: (body) => field(body, "ok") !== false };

export interface Registration {
  label: string;
  /** How to make its password again: `derived`, `leaked:2:0`, `shaped:2`. */
  secret?: string;
  email?: string;
  shared?: true;
  rules?: TrialRules;
}

export interface Registered {
  trial: Trial;
  result: HttpResult;
  /** Null when it was refused. */
  account: Account | null;
  password: string;
}

/** Registers an account of its own for a probe. */
export async function register(context: ActiveContext, wanted: Registration): Promise<Registered> {
  const { label, secret = "derived", shared, rules } = wanted;
  const name = context.name(label);
  const password = passwordOf(context, name, secret);
  const email = wanted.email ?? `${name}@example.com`;
  const request: ActiveRequest = {
    method: "PUT",
    path: userPath(name),
    json: userDocument(name, password, email),
  };
  const { resource, result } = await context.create(
    { kind: "account", name, details: { secret }, ...(shared && { shared }) },
    () => ask(context, request),
    (answer) => creationOf(context.judge(answer, REGISTERED)),
  );
  const trial = context.judge(result, { ...REGISTERED, ...rules });
  if (trial.did !== "allowed") return { trial, result, account: null, password };
  const account: Account = { id: resource.id, name, password };
  takeToken(context, account, result);
  return { trial, result, account, password };
}

/** A refusal by status leaves nothing behind; anything else may have. */
export function creationOf({ did, status }: Trial): Creation {
  if (did === "allowed") return "created";
  return status !== null && status >= 400 && status < 500 ? "refused" : "unclear";
}

function takeToken(context: UndoContext, account: Account, result: HttpResult): void {
  const token = result.ok ? text(field(result.json(), "token"), 8000) : undefined;
  if (token === undefined) return;
  context.hide(token);
  account.token = token;
}

/**
 * What an account's `secret` may be, as its resource says: `derived`, or several parted by commas while a change is under
 * way and nobody knows which one holds.
 */
export function secretsOf({ details }: Resource): string[] {
  return (details?.["secret"] ?? "derived").split(",");
}

/** The same again from the same run id and environment. */
export function passwordOf(context: UndoContext, name: string, secret: string): string {
  const [kind, shape, index] = secret.split(":");
  const leaked = LEAKED[Number(shape)];
  if (kind === "leaked" && leaked) return leaked.passwords[index === "1" ? 1 : 0];
  const derived = context.derive(`${name} ${kind === "derived" ? "account" : secret}`);
  if ((kind === "shaped" || kind === "other") && leaked) return shaped(derived, leaked.shape);
  if (kind === "short") return derived.slice(4, 4 + Number(shape));
  return derived;
}

/** Logs in with name and password, as `npm login --auth-type=legacy` does. Takes the token that comes back. */
export async function login(
  context: UndoContext,
  account: Account,
  password: string = account.password ?? "",
): Promise<HttpResult> {
  const result = await ask(context, loginRequest(account.name, password));
  if (result.ok && result.status < 300) takeToken(context, account, result);
  return result;
}

export function loginRequest(name: string, password: string): ActiveRequest {
  return {
    method: "PUT",
    path: userPath(name),
    auth: { username: name, password },
    json: userDocument(name, password, `${name}@example.com`),
  };
}

/** The account of the profile's staging credentials; null when they do not work. */
export function profileAccount(context: UndoContext): Promise<Account | null> {
  return remember(context, "account:profile", async () => {
    const { username, password, token } = context.credentials;
    const account: Account = {
      id: "profile",
      name: username ?? "",
      ...(password !== undefined && { password }),
      ...(token !== undefined && { token }),
    };
    if (token !== undefined) return account;
    if (username === undefined || password === undefined) return null;
    const result = await login(context, account);
    return result.ok && result.status < 300 ? account : null;
  });
}

/** One promise for all who ask for the same. */
export function remember<T>(context: UndoContext, key: string, make: () => Promise<T>): Promise<T> {
  const known = context.memory.get(key) as Promise<T> | undefined;
  if (known) return known;
  const made = make();
  context.memory.set(key, made);
  return made;
}

/** The owner of a resource, able to act: from memory, or logged in with its derived password. */
export async function ownerOf(context: UndoContext, resource: Resource): Promise<Account | null> {
  if (resource.owner === undefined || resource.owner === "profile") return profileAccount(context);
  const owner = context.resources.get(resource.owner);
  if (!owner) return null;
  return remember(context, `login:${owner.id}`, async () => {
    for (const secret of secretsOf(owner)) {
      const password = passwordOf(context, owner.name, secret);
      const account: Account = { id: owner.id, name: owner.name, password };
      const result = await login(context, account);
      if (result.ok && result.status < 300) return account;
    }
    return null;
  });
}

/** Keeps an account's token for undoing, so that this needs no further log-in. */
export function keepLogin(context: UndoContext, account: Account): void {
  context.memory.set(`login:${account.id}`, Promise.resolve(account));
}

const WHOAMI: ActiveRequest = { method: "GET", path: "/-/whoami" };

/** `GET /-/whoami`: some servers answer 200 `{}` to anybody, so only the name counts. */
export async function whoami(
  context: ActiveContext,
  name: string,
  auth: NonNullable<ActiveRequest["auth"]>,
): Promise<Trial> {
  return context.judge(await ask(context, { ...WHOAMI, auth }), {
    done: (body) => field(body, "username") === name,
    no: (body) => field(body, "username") === undefined,
  });
}

/**
 * Changes a password. Some servers die of a wrong old one, so the old one is tried at the log-in first, and when it does
 * not work there nothing is sent. Null then.
 */
export async function changeTo(
  context: ActiveContext,
  account: Account,
  secret: string,
): Promise<HttpResult | null> {
  const resource = context.resources.get(account.id);
  const before = resource ? secretsOf(resource)[0] : "derived";
  // Before the request: after a crash, cleanup tries both.
  await context.amend(account.id, { secret: `${secret},${before}` });
  const result = await changePassword(context, account, passwordOf(context, account.name, secret));
  const unsure = result !== null && !(result.ok && result.status < 500);
  const changed = result?.ok === true && result.status < 300;
  if (!unsure) await context.amend(account.id, { secret: changed ? secret : `${before}` });
  return result;
}

/** The request itself, for undoing. */
export async function changePassword(
  context: UndoContext,
  account: Account,
  next: string,
): Promise<HttpResult | null> {
  const old = account.password ?? "";
  const check = await login(context, account, old);
  if (!check.ok || check.status >= 300) return null;
  const result = await asAccount(context, account, {
    method: "POST",
    path: "/-/npm/v1/user",
    json: { password: { old, new: next } },
  });
  if (result.ok && result.status < 300) account.password = next;
  return result;
}

/** What the server answers to a path that nobody serves: `prefix` and a made-up name. Asked once per shape. */
export function unknownPath(
  context: ActiveContext,
  account: Account,
  method: "GET" | "POST",
  prefix: string,
  suffix = "",
): Promise<HttpResult> {
  return remember(context, `baseline:${method} ${prefix}*${suffix}`, () =>
    asAccount(context, account, {
      method,
      path: `${prefix}${context.name("none")}${suffix}`,
      ...(method === "POST" && { json: {} }),
    }),
  );
}
