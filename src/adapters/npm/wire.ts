import { entries, field, isObject, list, text } from "../shared/wire.ts";

/** The used fields of a package's document (packument), newest releases first and only some of them. */
export interface Packument {
  name: string;
  /** The release that `dist-tags.latest` names, else the newest. */
  latest: Release | undefined;
  /** At most `MAX_RELEASES`, `latest` first, then by time of publishing. */
  releases: readonly Release[];
  /** Versions that have a time of publishing and no release any more; a few examples. */
  removed: readonly string[];
  /** The whole package was unpublished, and its document kept. */
  unpublished: boolean;
}

export interface Release {
  version: string;
  /** ISO time, as the registry wrote it. */
  published?: string;
  integrity?: string;
  shasum?: string;
  signatures: readonly { keyid: string; sig: string }[];
  /** The document points at attestations of this release. */
  attested: boolean;
  /** `_npmUser.trustedPublisher.id`: who issued the identity that published it (`github`, `gitlab`). */
  trustedPublisher?: string;
}

const MAX_RELEASES = 25;
const MAX_VERSIONS = 20_000;
const MAX_REMOVED = 5;

/** Null when it is not a packument of that name. */
export function readPackument(json: unknown, name: string): Packument | null {
  if (field(json, "name") !== name) return null;
  const versions = field(json, "versions");
  const times = field(json, "time");
  const unpublished = isObject(field(times, "unpublished"));
  if (!isObject(versions) && !unpublished) return null;
  const known = entries(versions, MAX_VERSIONS).filter(([version]) => version.length <= 100);
  const latestTag = text(field(field(json, "dist-tags"), "latest"), 100);
  const newest = known
    .map(([version]) => ({ version, at: Date.parse(text(field(times, version), 40) ?? "") || 0 }))
    .sort(
      (a, b) => Number(b.version === latestTag) - Number(a.version === latestTag) || b.at - a.at,
    )
    .slice(0, MAX_RELEASES);
  const releases = newest.map(({ version }) =>
    readRelease(field(versions, version), version, text(field(times, version), 40)),
  );
  const removed = entries(times, MAX_VERSIONS)
    .map(([version]) => version)
    .filter((version) => /^\d+\.\d+\.\d+/.test(version) && version.length <= 100)
    .filter((version) => field(versions, version) === undefined)
    .slice(0, MAX_REMOVED);
  return { name, latest: releases[0], releases, removed, unpublished };
}

function readRelease(json: unknown, version: string, published: string | undefined): Release {
  const dist = field(json, "dist");
  const integrity = text(field(dist, "integrity"), 1000);
  const shasum = text(field(dist, "shasum"), 100);
  const trustedPublisher = text(
    field(field(field(json, "_npmUser"), "trustedPublisher"), "id"),
    50,
  );
  return {
    version,
    ...(published !== undefined && { published }),
    ...(integrity !== undefined && { integrity }),
    ...(shasum !== undefined && { shasum }),
    signatures: list(field(dist, "signatures"), 5).flatMap((item) => {
      const keyid = text(field(item, "keyid"), 200);
      const sig = text(field(item, "sig"), 1000);
      return keyid !== undefined && sig !== undefined ? [{ keyid, sig }] : [];
    }),
    attested: isObject(field(dist, "attestations")),
    ...(trustedPublisher !== undefined && { trustedPublisher }),
  };
}

export interface SigningKey {
  keyid: string;
  /** Base64 of the DER form. */
  key: string;
  keytype: string;
  /** ISO time, or null for a key without end. */
  expires: string | null;
}

/** Null when it is not the documented list; an empty list is a list. */
export function readKeys(json: unknown): SigningKey[] | null {
  const keys = field(json, "keys");
  if (!Array.isArray(keys)) return null;
  return list(keys, 50).flatMap((item) => {
    const keyid = text(field(item, "keyid"), 200);
    const key = text(field(item, "key"), 4000);
    const keytype = text(field(item, "keytype"), 100);
    if (keyid === undefined || key === undefined || keytype === undefined) return [];
    return [{ keyid, key, keytype, expires: text(field(item, "expires"), 40) ?? null }];
  });
}

/** Predicate types of the attestations that come with a signed envelope. Null when it is another document. */
export function readAttestations(json: unknown): string[] | null {
  const attestations = field(json, "attestations");
  if (!Array.isArray(attestations)) return null;
  const types = list(attestations, 20).flatMap((item) => {
    const type = text(field(item, "predicateType"), 200);
    const signed = isObject(field(field(item, "bundle"), "dsseEnvelope"));
    return type !== undefined && signed ? [type] : [];
  });
  return [...new Set(types)];
}

/** Does it look like a page of a changes feed? Clients agree on `results[].seq` and `id`, and on `last_seq`. */
export function isChangesFeed(json: unknown): boolean {
  const results = field(json, "results");
  if (!Array.isArray(results)) return false;
  if (results.length === 0) return field(json, "last_seq") !== undefined;
  const sequence = field(results[0], "seq");
  return (
    (typeof sequence === "number" || typeof sequence === "string") &&
    text(field(results[0], "id"), 300) !== undefined
  );
}
