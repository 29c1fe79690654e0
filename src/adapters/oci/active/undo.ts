import type { Resource, Undone, UndoContext } from "../../../core/active.ts";
import type { HttpResult } from "../../../core/http.ts";
import { field } from "../../shared/wire.ts";
import { sendAs } from "./access.ts";
import { EMPTY_DIGEST } from "./images.ts";

const GONE: Undone = { state: "gone" };

/** Deletes what was pushed, by digest. The protocol has no request for the empty repository that some registries keep. */
export async function undo(resource: Resource, context: UndoContext): Promise<Undone> {
  const { name, details } = resource;
  // As the account, whoever pushed: nobody's rights are no greater.
  if (await isUnknown(context, name)) return GONE;
  const remove = (path: string): Promise<HttpResult> =>
    sendAs(context, "account", name, { method: "DELETE", path: `/v2/${name}/${path}` });
  let refusal: string | null = null;
  for (const digest of (details?.["digests"] ?? "").split(" ").filter((part) => part !== "")) {
    const result = await remove(`manifests/${digest}`);
    if (!isGone(result)) refusal ??= `manifests stay: DELETE answered ${answerOf(result)}`;
  }
  if (refusal === null) {
    const result = await remove(`blobs/${EMPTY_DIGEST}`);
    if (!isGone(result)) refusal = `a blob of two bytes stays: DELETE answered ${answerOf(result)}`;
    else if (await isUnknown(context, name)) return GONE;
  }
  return {
    state: "left",
    why:
      refusal ??
      "its content is deleted, but the protocol has no request that removes an empty repository",
  };
}

/** Does the registry say that it knows no such repository? */
async function isUnknown(context: UndoContext, name: string): Promise<boolean> {
  const path = `/v2/${name}/tags/list`;
  const result = await sendAs(context, "account", name, { method: "GET", path });
  if (!result.ok || result.status !== 404) return false;
  const errors = field(result.json(), "errors");
  return Array.isArray(errors) && field(errors[0], "code") === "NAME_UNKNOWN";
}

function isGone(result: HttpResult): boolean {
  return result.ok && (result.status === 200 || result.status === 202 || result.status === 404);
}

function answerOf(result: HttpResult): string {
  if (!result.ok) return result.message;
  const errors = field(result.json(), "errors");
  const code = Array.isArray(errors) ? field(errors[0], "code") : undefined;
  return typeof code === "string" ? `${result.status} ${code.slice(0, 40)}` : `${result.status}`;
}

/** For whoever runs the server: ours is the reference implementation's layout, others have their own interface. */
export function byHand({ name }: Resource, target: string): string {
  return `rm -r ROOTDIRECTORY/docker/registry/v2/repositories/${name} && docker-registry garbage-collect CONFIG  (on the host of ${target}; ROOTDIRECTORY as in CONFIG)`;
}
