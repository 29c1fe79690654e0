import { createHash } from "node:crypto";
import type { Report } from "../core/report.ts";
import { renderJson } from "./json.ts";

/** Names that stay the same from run to run, and digests that tell runs apart. */

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** The digest of the bytes that `--format json` writes; what every attestation of a report is about. */
export function reportDigest(report: Report): string {
  return sha256(renderJson(report));
}

/** One finding of one registry, whatever the run, the file or the line. */
export function fingerprint(report: Report, capability: string): string {
  return sha256(`registry-assay/v1\n${report.registry.id}\n${capability}`);
}

/** Made once, at random; names below it are ours. */
const NAMESPACE = "5d6a2b1e-7c0f-4f0e-9a53-3d1f8e2c6b47";

/** UUID version 5 (RFC 9562 §5.5) of parts in our namespace: the same parts give the same id. */
export function uuid5(...parts: readonly string[]): string {
  const hash = createHash("sha1")
    .update(Buffer.from(NAMESPACE.replaceAll("-", ""), "hex"))
    .update(parts.map((part) => `${part.length}:${part}`).join(","), "utf8")
    .digest()
    .subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [8, 12, 16, 20, 32]
    .map((end, at, ends) => hex.slice(at === 0 ? 0 : ends[at - 1], end))
    .join("-");
}
