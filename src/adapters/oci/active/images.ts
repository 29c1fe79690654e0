import { createHash } from "node:crypto";
import type {
  ActiveContext,
  Creation,
  PlannedStep,
  Trial,
  TrialRules,
} from "../../../core/active.ts";
import type { HttpResult } from "../../../core/http.ts";
import { MANIFEST, MANIFEST_TYPES } from "../wire.ts";
import { sendAs, type Who } from "./access.ts";

/** The empty blob that the image specification defines for what has no content: two bytes, `{}`. */
const EMPTY: Buffer = Buffer.from("{}");
const EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
export const EMPTY_DIGEST: string = digestOf(EMPTY);

export interface Image {
  repository: string;
  /** Left out, it is pushed under its digest. */
  tag?: string;
  /** What makes the bytes differ: an annotation. */
  content: string;
  /** What it says something about: an artifact with a subject is a referrer. */
  subject?: { mediaType: string; digest: string; size: number };
  artifactType?: string;
  annotations?: Readonly<Record<string, string>>;
}

export interface PackedImage {
  data: Buffer;
  digest: string;
}

/** A manifest whose configuration and only layer are the empty blob. The same image gives the same bytes. */
export function packImage({ content, subject, artifactType, annotations }: Image): PackedImage {
  const empty = { mediaType: EMPTY_TYPE, digest: EMPTY_DIGEST, size: EMPTY.length };
  const data = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      ...(artifactType !== undefined && { artifactType }),
      config: empty,
      layers: [empty],
      ...(subject && { subject }),
      annotations: {
        "org.opencontainers.image.description": "made by an audit; may be deleted",
        "org.opencontainers.image.version": content,
        ...annotations,
      },
    }),
  );
  return { data, digest: digestOf(data) };
}

export function descriptorOf(image: Image): NonNullable<Image["subject"]> {
  const { data, digest } = packImage(image);
  return { mediaType: MANIFEST, digest, size: data.length };
}

function digestOf(data: Buffer): string {
  return `sha256:${createHash("sha256").update(data).digest("hex")}`;
}

/** Pushes into a repository that is not there yet: the blob first, which is what brings it into being. */
export async function pushNew(
  context: ActiveContext,
  who: Who,
  image: Image,
  rules: TrialRules = {},
): Promise<Trial> {
  const { resource, result } = await context.create(
    {
      kind: "repository",
      name: image.repository,
      owner: "profile",
      details: { digests: packImage(image).digest },
    },
    async () =>
      (await sendBlob(context, who, image.repository)) ?? sendManifest(context, who, image),
    (answer) => creationOf(pushTrial(context, answer)),
  );
  context.memory.set(`repository:${image.repository}`, resource);
  return pushTrial(context, result, rules);
}

/** Pushes into a repository that the run has made before. */
export async function push(
  context: ActiveContext,
  who: Who,
  image: Image,
  rules: TrialRules = {},
): Promise<Trial> {
  // Written down first: a crash after the request must not leave a manifest that nobody knows of.
  await noteDigest(context, image);
  return pushTrial(context, await sendManifest(context, who, image), rules);
}

async function noteDigest(context: ActiveContext, image: Image): Promise<void> {
  const known = context.memory.get(`repository:${image.repository}`) as
    | { id: string; details?: Record<string, string> }
    | undefined;
  if (!known) return;
  const { digest } = packImage(image);
  const digests = (known.details?.["digests"] ?? "").split(" ");
  if (!digests.includes(digest))
    await context.amend(known.id, { digests: [...digests, digest].join(" ") });
}

/** Null when the blob is there; else the answer that stopped it. */
async function sendBlob(
  context: ActiveContext,
  who: Who,
  repository: string,
): Promise<HttpResult | null> {
  const begun = await sendAs(context, who, repository, {
    method: "POST",
    path: `/v2/${repository}/blobs/uploads/`,
  });
  if (!begun.ok || begun.status !== 202) return begun;
  const location = begun.headers["location"];
  if (location === undefined) return begun;
  const data = { contentType: "application/octet-stream", data: EMPTY };
  const done = await sendAs(context, who, repository, {
    method: "PUT",
    path: `${location}${location.includes("?") ? "&" : "?"}digest=${encodeURIComponent(EMPTY_DIGEST)}`,
    bytes: data,
  });
  return done.ok && done.status === 201 ? null : done;
}

function sendManifest(context: ActiveContext, who: Who, image: Image): Promise<HttpResult> {
  const { data, digest } = packImage(image);
  return sendAs(context, who, image.repository, {
    method: "PUT",
    path: `/v2/${image.repository}/manifests/${image.tag ?? digest}`,
    bytes: { contentType: MANIFEST, data },
  });
}

/** Only 201 says that a manifest was stored; a 202 is what an upload begins with. */
function pushTrial(context: ActiveContext, result: HttpResult, rules: TrialRules = {}): Trial {
  const trial = context.judge(result, rules);
  return trial.did === "allowed" && trial.status !== 201 ? { ...trial, did: "unclear" } : trial;
}

/** An upload that went wrong half-way may have left the repository behind. */
function creationOf({ did }: Trial): Creation {
  if (did === "allowed") return "created";
  return did === "denied" ? "refused" : "unclear";
}

/** Which of these images is behind a tag now. */
export async function servedContent(
  context: ActiveContext,
  image: Image,
  others: readonly Image[],
): Promise<"unchanged" | "replaced" | "unseen"> {
  const result = await readTag(context, image);
  if (!result.ok || result.status !== 200) return "unseen";
  const digest = digestOf(Buffer.from(result.body));
  if (digest === packImage(image).digest) return "unchanged";
  return others.some((other) => packImage(other).digest === digest) ? "replaced" : "unseen";
}

export function readTag(context: ActiveContext, { repository, tag }: Image): Promise<HttpResult> {
  return sendAs(context, "account", repository, {
    method: "GET",
    path: `/v2/${repository}/manifests/${tag ?? "latest"}`,
    headers: { accept: MANIFEST_TYPES },
  });
}

/** The steps of every probe that pushes into so many repositories as so many senders. */
export function pushSteps(repositories: number, senders: number): PlannedStep[] {
  return [
    { request: "GET {target}/v2/", why: "does it ask for credentials, and which?", times: 1 },
    {
      request: "GET {token server}",
      why: "where it does so by tokens: one for each repository",
      times: senders,
    },
    {
      request: "POST {target}/v2/{repository}/blobs/uploads/",
      why: "begin to upload the two bytes that every image of ours consists of",
      times: repositories,
      creates: "a repository",
    },
    { request: "PUT {upload}", why: "finish it", times: repositories },
  ];
}
