import { createHash } from "node:crypto";
import type {
  ActiveContext,
  ActiveRequest,
  Trial,
  TrialRules,
  UndoContext,
} from "../../../core/active.ts";
import type { HttpResult } from "../../../core/http.ts";
import { field, text } from "../../shared/wire.ts";
import { type Account, asAccount, creationOf, keepLogin } from "./accounts.ts";
import { packTarball, type Tarball } from "./tarball.ts";

export interface Release {
  name: string;
  version: string;
  /** What makes the bytes differ: other text, other tarball. */
  content?: string;
  /** More files by path. */
  files?: Readonly<Record<string, string>>;
  /** Further attachments by name. */
  attachments?: Readonly<Record<string, { content_type: string; data: string; length: number }>>;
  headers?: Record<string, string>;
}

const PUBLISHED: TrialRules = {
  done: (body) => field(body, "ok") !== false && field(body, "success") !== false,
};

export function packRelease({ name, version, content = "1", files = {} }: Release): Tarball {
  const manifest = { name, version, description: "made by an audit; may be deleted" };
  return packTarball({
    "package.json": JSON.stringify(manifest),
    "index.js": `module.exports = ${JSON.stringify(content)};\n`,
    ...files,
  });
}

export function packagePath(name: string): string {
  return `/${name.replace("/", "%2f")}`;
}

/** Publishes a name that is not there yet. Written to the journal, since a refusal may leave something behind too. */
export async function publishNew(
  context: ActiveContext,
  account: Account,
  release: Release,
  rules: TrialRules = {},
): Promise<Trial> {
  return (await publishFirst(context, account, release, rules)).trial;
}

async function publishFirst(
  context: ActiveContext,
  account: Account,
  release: Release,
  rules: TrialRules = {},
): Promise<{ trial: Trial; result: HttpResult }> {
  keepLogin(context, account);
  const { result } = await context.create(
    { kind: "package", name: release.name, owner: account.id },
    () => sendRelease(context, account, release),
    (answer) => creationOf(context.judge(answer, PUBLISHED)),
  );
  return { trial: context.judge(result, { ...PUBLISHED, ...rules }), result };
}

/** Publishes the first package of a scope. The scope is journaled as well: servers may keep an empty one. */
export async function publishInNewScope(
  context: ActiveContext,
  account: Account,
  scope: string,
): Promise<Trial> {
  const release = { name: `${scope}/one`, version: "1.0.0" };
  let trial: Trial | undefined;
  const { result } = await context.create(
    { kind: "scope", name: scope, owner: account.id },
    async () => {
      const first = await publishFirst(context, account, release);
      trial = first.trial;
      return first.result;
    },
    (answer) => creationOf(context.judge(answer, PUBLISHED)),
  );
  return trial ?? context.judge(result);
}

/** Publishes into a package that the run has made before. */
export async function publish(
  context: ActiveContext,
  account: Account,
  release: Release,
  rules: TrialRules = {},
): Promise<Trial> {
  return context.judge(await sendRelease(context, account, release), { ...PUBLISHED, ...rules });
}

export function sendRelease(
  context: UndoContext,
  account: Account,
  release: Release,
): Promise<HttpResult> {
  const { name, version, headers } = release;
  const tarball = packRelease(release);
  const basename = `${name.split("/").at(-1)}-${version}.tgz`;
  const document = {
    _id: name,
    name,
    description: "made by an audit; may be deleted",
    "dist-tags": { latest: version },
    versions: {
      [version]: {
        _id: `${name}@${version}`,
        name,
        version,
        description: "made by an audit; may be deleted",
        dist: {
          integrity: tarball.integrity,
          shasum: tarball.shasum,
          tarball: `${context.target}/${name}/-/${basename}`,
        },
      },
    },
    access: null,
    _attachments: {
      [`${name}-${version}.tgz`]: {
        content_type: "application/octet-stream",
        data: tarball.data.toString("base64"),
        length: tarball.data.length,
      },
      ...release.attachments,
    },
  };
  return asAccount(context, account, {
    method: "PUT",
    path: packagePath(name),
    json: document,
    headers: { "npm-command": "publish", ...headers },
  });
}

/** Which of these tarballs is served under a version now. */
export async function servedContent(
  context: ActiveContext,
  account: Account,
  release: Release,
  others: readonly Release[],
): Promise<"unchanged" | "replaced" | "unseen"> {
  const result = await fetchTarball(context, account, release);
  if (!result.ok || result.status !== 200) return "unseen";
  const digest = createHash("sha512").update(result.body).digest("hex");
  if (digest === packRelease(release).sha512Hex) return "unchanged";
  return others.some((other) => packRelease(other).sha512Hex === digest) ? "replaced" : "unseen";
}

/** At the protocol's usual place, else where the package's document says. */
export async function fetchTarball(
  context: UndoContext,
  account: Account,
  { name, version }: Release,
): Promise<HttpResult> {
  const basename = `${name.split("/").at(-1)}-${version}.tgz`;
  const get = (path: string): Promise<HttpResult> =>
    asAccount(context, account, { method: "GET", path, headers: { accept: "*/*" } });
  const usual = await get(`/${name}/-/${basename}`);
  if (!usual.ok || usual.status !== 404) return usual;
  const document = await get(packagePath(name));
  const versions = field(document.ok ? document.json() : null, "versions");
  const url = text(field(field(field(versions, version), "dist"), "tarball"), 2000);
  // The document names the host that the server believes to be; only the path is ours to ask.
  if (url === undefined || !URL.canParse(url)) return usual;
  const { pathname } = new URL(url);
  const base = new URL(context.target).pathname.replace(/\/+$/, "");
  return get(pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname);
}

const UNPUBLISH = { "npm-command": "unpublish" };

function documentRequest(name: string): ActiveRequest {
  return { method: "GET", path: `${packagePath(name)}?write=true`, headers: UNPUBLISH };
}

/** Removes one version, as `npm unpublish NAME@VERSION` does. The answer that decides, with its request. */
export async function removeVersion(
  context: UndoContext,
  account: Account,
  { name, version }: Release,
): Promise<HttpResult> {
  const before = await asAccount(context, account, documentRequest(name));
  const document = before.ok ? before.json() : null;
  const revision = text(field(document, "_rev"), 200);
  const versions = field(document, "versions");
  if (typeof versions !== "object" || versions === null || revision === undefined) return before;
  const { [version]: _, ...rest } = versions as Record<string, unknown>;
  const latest = Object.keys(rest).at(-1);
  const path = packagePath(name);
  const updated = await asAccount(context, account, {
    method: "PUT",
    path: `${path}/-rev/${revision}`,
    json: { ...(document as object), versions: rest, "dist-tags": latest ? { latest } : {} },
    headers: UNPUBLISH,
  });
  if (!updated.ok || updated.status >= 300) return updated;
  const after = await asAccount(context, account, documentRequest(name));
  const next = text(field(after.ok ? after.json() : null, "_rev"), 200);
  if (next === undefined) return updated;
  const basename = `${name.split("/").at(-1)}-${version}.tgz`;
  await asAccount(context, account, {
    method: "DELETE",
    path: `${path}/-/${basename}/-rev/${next}`,
    headers: UNPUBLISH,
  });
  return updated;
}

/** Removes a whole package, as `npm unpublish --force NAME` does. Null: there is none. */
export async function removePackage(
  context: UndoContext,
  account: Account,
  name: string,
): Promise<HttpResult | null> {
  const before = await asAccount(context, account, documentRequest(name));
  if (before.ok && (before.status === 404 || before.status === 410)) return null;
  if (!before.ok || before.status !== 200) return before;
  // What a refused publication leaves behind has no revision; servers that look at it refuse this one.
  const revision = text(field(before.json(), "_rev"), 200) ?? "0-0";
  return asAccount(context, account, {
    method: "DELETE",
    path: `${packagePath(name)}/-rev/${revision}`,
    headers: UNPUBLISH,
  });
}
