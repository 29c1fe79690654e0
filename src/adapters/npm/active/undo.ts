import type { Resource, Undone, UndoContext } from "../../../core/active.ts";
import type { HttpResult } from "../../../core/http.ts";
import { field, list, text } from "../../shared/wire.ts";
import {
  type Account,
  asAccount,
  changePassword,
  ownerOf,
  passwordOf,
  secretsOf,
} from "./accounts.ts";
import { packagePath, removePackage } from "./releases.ts";

/** Kinds of password that nobody guesses. */
const STRONG: ReadonlySet<string> = new Set(["derived", "changed"]);

const GONE: Undone = { state: "gone" };

function left(why: string): Undone {
  return { state: "left", why };
}

/** Takes away what a probe made. A refused publication may leave a package without versions, so those are asked for too. */
export async function undo(resource: Resource, context: UndoContext): Promise<Undone> {
  if (resource.kind === "account") return undoAccount(resource, context);
  if (resource.kind === "scope") return left("no request removes a scope");
  const owner = await ownerOf(context, resource);
  if (!owner) return left("its owner could not log in");
  if (resource.kind === "token") return undoToken(resource, context, owner);
  if (resource.kind === "package") return undoPackage(resource, context, owner);
  return left(`nobody here knows how to remove a ${resource.kind}`);
}

async function undoPackage(
  { name }: Resource,
  context: UndoContext,
  owner: Account,
): Promise<Undone> {
  const removed = await removePackage(context, owner, name);
  if (removed === null) return GONE;
  const after = await asAccount(context, owner, { method: "GET", path: packagePath(name) });
  if (after.ok && (after.status === 404 || after.status === 410)) return GONE;
  // Some registries keep the document of a removed package as a tombstone.
  const document = after.ok && after.status === 200 ? after.json() : null;
  const versions = field(document, "versions");
  const unpublished = field(field(document, "time"), "unpublished") !== undefined;
  if (unpublished && versions === undefined) return GONE;
  return left(`the server did not remove it (${answerOf(removed)})`);
}

async function undoToken(
  { details }: Resource,
  context: UndoContext,
  owner: Account,
): Promise<Undone> {
  const known = details?.["key"];
  // A crash may have come between the request and its answer; accounts of the run have tokens of the run only.
  const keys = known === undefined ? await tokenKeys(context, owner) : [known];
  if (keys === null) return left("its key is not known, and the server lists no tokens");
  for (const key of keys) {
    const result = await removeToken(context, owner, key);
    const gone = result.ok && (result.status < 300 || result.status === 404);
    if (gone) continue;
    // A server that lost it in a crash may answer 500 for a token that is not there.
    const listed = owner.id === "profile" ? null : await tokenKeys(context, owner);
    if (listed === null || listed.includes(key))
      return left(`the server did not remove it (${answerOf(result)})`);
  }
  return GONE;
}

export function removeToken(
  context: UndoContext,
  owner: Account,
  key: string,
): Promise<HttpResult> {
  const path = `/-/npm/v1/tokens/token/${encodeURIComponent(key)}`;
  return asAccount(context, owner, { method: "DELETE", path });
}

async function tokenKeys(context: UndoContext, owner: Account): Promise<string[] | null> {
  if (owner.id === "profile") return null;
  const result = await asAccount(context, owner, { method: "GET", path: "/-/npm/v1/tokens" });
  const objects = field(result.ok ? result.json() : null, "objects");
  if (!Array.isArray(objects)) return null;
  return list(objects, 100).flatMap((item) => text(field(item, "key"), 500) ?? []);
}

/** The protocol has no request that deletes an account. A password that everybody knows is at least replaced. */
async function undoAccount(resource: Resource, context: UndoContext): Promise<Undone> {
  const why = "the npm protocol has no request that deletes an account";
  const secrets = secretsOf(resource);
  if (secrets.every((secret) => STRONG.has(secret))) return left(why);
  const next = passwordOf(context, resource.name, "derived");
  for (const secret of secrets) {
    const password = passwordOf(context, resource.name, secret);
    const account: Account = { id: resource.id, name: resource.name, password };
    const result = await changePassword(context, account, next);
    if (result?.ok === true && result.status < 300)
      return left(`${why}; its weak password was replaced by a random one`);
    if (result !== null) break;
  }
  return left(`${why}; its password is weak and could not be changed`);
}

function answerOf(result: HttpResult): string {
  return result.ok ? String(result.status) : result.message;
}

/** Where we have no right to remove something, its operator has. */
export function byHand({ kind, name, owner, details }: Resource, target: string): string {
  if (kind === "package") return `npm unpublish --force ${name} --registry ${target}/`;
  if (kind === "scope")
    return `rmdir STORAGE/${name}  (Verdaccio keeps the folder when it is empty)`;
  if (kind === "token") {
    const key = details?.["key"] ?? "KEY";
    return `npm token revoke ${key} --registry ${target}/  (as the owner, resource ${owner ?? "unknown"})`;
  }
  return `delete the user ${name} in the server's user store (Verdaccio: htpasswd -D HTPASSWD_FILE ${name})`;
}
