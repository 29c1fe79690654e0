import { createHash } from "node:crypto";
import type { ProbeContext } from "../../core/adapter.ts";
import type { Gathered } from "../../core/facts.ts";
import type { HttpResult } from "../../core/http.ts";
import { type Failed, failed, found, fromFailure, fromStatus } from "../shared/ask.ts";
import {
  type Manifest,
  MANIFEST_TYPES,
  readChallenge,
  readManifest,
  readSample,
  readToken,
  tokenAddress,
} from "./wire.ts";

/** A manifest is small, but public registries count each pull. */
const MAX_SAMPLES = 3;

export interface Sample {
  /** `library/alpine:latest` */
  subject: string;
  repository: string;
  /** Of the bytes that came, whatever the server says. */
  digest: string;
  /** What the server says, in `Docker-Content-Digest`. */
  claimed: string | undefined;
  manifest: Manifest;
}

/**
 * A read of one repository, with the anonymous token that many public registries hand out to anybody. The passive
 * client refuses a token server on a host that nobody named.
 */
export async function readRepository(
  context: ProbeContext,
  repository: string,
  path: string,
  accept: string,
): Promise<HttpResult> {
  const url = `${context.api}/v2/${repository}/${path}`;
  const result = await context.http.get(url, { accept, by: context.by });
  if (!result.ok || result.status !== 401) return result;
  const challenge = readChallenge(result.headers);
  if (challenge?.scheme !== "bearer") return result;
  const answer = await context.http.get(tokenAddress(challenge, `repository:${repository}:pull`), {
    accept: "application/json",
    by: context.by,
  });
  const token = answer.ok && answer.status === 200 ? readToken(answer.json()) : undefined;
  if (token === undefined) return answer.ok ? result : answer;
  const headers = { authorization: `Bearer ${token}` };
  return context.http.get(url, { accept, by: context.by, headers });
}

/** The sampled images that exist, or why none could be read. Never `absent`: other images may exist. */
export async function readSamples(
  context: ProbeContext,
): Promise<{ state: "found"; value: Sample[] } | Failed> {
  const names = context.samples.slice(0, MAX_SAMPLES);
  const results = await Promise.all(names.map((name) => readOne(context, name)));
  const value = results.flatMap((result) => (result.state === "found" ? [result.value] : []));
  if (value.length > 0) return { state: "found", value };
  return (
    results.find((result) => result.state === "failed") ??
    failed("not-observable", `None of the sample images exist there (${names.join(", ")}).`)
  );
}

async function readOne(context: ProbeContext, name: string): Promise<Gathered<Sample>> {
  const { repository, tag } = readSample(name);
  const result = await readRepository(context, repository, `manifests/${tag}`, MANIFEST_TYPES);
  if (!result.ok) return fromFailure(result);
  const manifest = result.status === 200 ? readManifest(result.json()) : null;
  if (manifest)
    return found({
      subject: `${repository}:${tag}`,
      repository,
      digest: `sha256:${createHash("sha256").update(result.body).digest("hex")}`,
      claimed: result.headers["docker-content-digest"],
      manifest,
    });
  const { host } = new URL(context.api);
  return (
    fromStatus(result, host, `image ${name}`) ??
    failed(
      "not-observable",
      `${host} answered ${result.status} for ${name}, but with no image manifest.`,
    )
  );
}
