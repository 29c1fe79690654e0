import type { Headers } from "../../core/http.ts";
import { field, isObject, list, text } from "../shared/wire.ts";

export const INDEX = "application/vnd.oci.image.index.v1+json";
export const MANIFEST = "application/vnd.oci.image.manifest.v1+json";

/** Without the type in `Accept`, some registries answer 404 for a manifest that they have. */
export const MANIFEST_TYPES: string = [
  INDEX,
  MANIFEST,
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

/** How a registry wants to be asked: its `WWW-Authenticate`. */
export type Challenge =
  | { scheme: "basic" }
  | { scheme: "bearer"; realm: string; service: string | undefined };

/** RFC 7235 and the distribution token specification. Null when there is none that we know. */
export function readChallenge(headers: Headers): Challenge | null {
  const header = (headers["www-authenticate"] ?? "").slice(0, 2000);
  if (/^\s*basic\b/i.test(header)) return { scheme: "basic" };
  if (!/^\s*bearer\b/i.test(header)) return null;
  const realm = /\brealm="([^"]{1,500})"/i.exec(header)?.[1];
  const service = /\bservice="([^"]{1,300})"/i.exec(header)?.[1];
  return realm !== undefined && URL.canParse(realm) ? { scheme: "bearer", realm, service } : null;
}

/** The address that hands out a token for some actions on one repository. */
export function tokenAddress(
  { realm, service }: Extract<Challenge, { scheme: "bearer" }>,
  scope?: string,
): string {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  if (scope !== undefined) url.searchParams.set("scope", scope);
  return url.href;
}

/** The token in a token server's answer; both names are documented. */
export function readToken(json: unknown): string | undefined {
  return text(field(json, "token"), 16_000) ?? text(field(json, "access_token"), 16_000);
}

export interface Descriptor {
  digest: string;
  mediaType: string | undefined;
  artifactType: string | undefined;
  annotations: ReadonlyMap<string, string>;
}

/** What is read of a manifest or index. */
export interface Manifest {
  kind: "image" | "index";
  artifactType: string | undefined;
  /** Layers of an image, manifests of an index. */
  parts: Descriptor[];
  /** Every descriptor in it has a digest of a strong algorithm. */
  pinned: boolean;
}

const DIGEST = /^(sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})$/;

/** Null when it is neither form of the image specification. */
export function readManifest(json: unknown): Manifest | null {
  const children = field(json, "manifests");
  const layers = field(json, "layers");
  const items = Array.isArray(children) ? children : Array.isArray(layers) ? layers : null;
  if (items === null || (items === layers && !isObject(field(json, "config")))) return null;
  const read = list(items, 200).map(readDescriptor);
  const parts = read.flatMap((part) => part ?? []);
  const config = items === layers ? readDescriptor(field(json, "config")) : undefined;
  return {
    kind: items === children ? "index" : "image",
    artifactType: text(field(json, "artifactType"), 200),
    parts,
    pinned: parts.length === read.length && config !== null,
  };
}

function readDescriptor(value: unknown): Descriptor | null {
  const digest = text(field(value, "digest"), 200);
  if (digest === undefined || !DIGEST.test(digest)) return null;
  const annotations = new Map<string, string>();
  const noted = field(value, "annotations");
  if (isObject(noted))
    for (const key of Object.keys(noted).slice(0, 50)) {
      const content = text(noted[key], 500);
      if (content !== undefined) annotations.set(key, content);
    }
  return {
    digest,
    mediaType: text(field(value, "mediaType"), 200),
    artifactType: text(field(value, "artifactType"), 200),
    annotations,
  };
}

/** A sample as people write it: `library/alpine`, `library/alpine:3.20`. */
export function readSample(sample: string): { repository: string; tag: string } {
  const [, repository = sample, tag = "latest"] = /^([^:]+):([\w.-]{1,128})$/.exec(sample) ?? [];
  return { repository, tag };
}
