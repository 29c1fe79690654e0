import { createHash } from "node:crypto";
import type { World } from "../../../core/client-facts.ts";
import {
  ADVISORY,
  PUBLISHED,
  type StubAnswer,
  type StubProtocol,
  type StubRequest,
} from "../world.ts";
import { type NpmPackage, parent, victim } from "./packages.ts";

const GENUINE = { "1.0.0": victim("1.0.0"), "1.0.1": victim("1.0.1") } as const;
const TAMPERED = victim("1.0.0", "tampered");
const PARENT = parent();

const BULK = "/-/npm/v1/security/advisories/bulk";
/** Both were retired by the public registry, which answers 410. */
const RETIRED = ["/-/npm/v1/security/audits", "/-/npm/v1/security/audits/quick"];
const ABBREVIATED = "application/vnd.npm.install-v1+json";

/**
 * The npm registry protocol, as far as clients use it for installing and auditing.
 * Shapes: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md, and the bulk advisory endpoint as
 * npm's own client speaks it (npm/metavuln-calculator). What the public registry leaves out is left out here: no `time`
 * in abbreviated documents, no `patched_versions` in advisories.
 */
export const npmProtocol: StubProtocol = {
  id: "npm",
  answer(request, world, base) {
    if (request.path === BULK) return bulk(request, world);
    if (RETIRED.includes(request.path)) {
      return { status: 410, body: '{"error":"This endpoint is retired"}', kind: "advisory" };
    }
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    const tarball = /^\/(victim|parent)\/-\/\1-(\d+\.\d+\.\d+)\.tgz$/.exec(request.path);
    if (tarball) return file(tarball[1] ?? "", tarball[2] ?? "", world);
    if (request.path === "/victim") {
      const packages = world.versions.map((version) =>
        version === "1.0.0" && world.tamper === "metadata" ? TAMPERED : GENUINE[version],
      );
      const document = packument(packages, base, request.headers["accept"]);
      return { ...document, ...(packages.includes(TAMPERED) ? { tampered: true } : {}) };
    }
    if (request.path === "/parent") return packument([PARENT], base, request.headers["accept"]);
    return null;
  },
  digests(version) {
    const { tarball } = GENUINE[version];
    const hex = (algorithm: string): string => createHash(algorithm).update(tarball).digest("hex");
    return { sha1: hex("sha1"), sha256: hex("sha256"), sha512: hex("sha512") };
  },
};

function file(name: string, version: string, world: World): StubAnswer | null {
  const headers = { "content-type": "application/octet-stream" };
  const found =
    name === "parent" && version === PARENT.version
      ? PARENT
      : name === "victim" && world.versions.some((offered) => offered === version)
        ? GENUINE[version as keyof typeof GENUINE]
        : undefined;
  if (!found) return null;
  const tampered = found === GENUINE["1.0.0"] && world.tamper !== "none";
  return {
    status: 200,
    headers,
    body: tampered ? TAMPERED.tarball : found.tarball,
    kind: "artifact",
    subject: `${name}@${version}`,
    ...(tampered ? { tampered } : {}),
  };
}

function packument(
  packages: readonly NpmPackage[],
  base: string,
  accept: string | undefined,
): StubAnswer {
  const abbreviated = accept?.includes(ABBREVIATED) ?? false;
  const latest = packages.at(-1);
  const name = latest?.name ?? "";
  const times = packages.map(({ version }) => [
    version,
    PUBLISHED[version as keyof typeof PUBLISHED],
  ]);
  const modified = times.at(-1)?.[1] ?? PUBLISHED["1.0.0"];
  const versions = Object.fromEntries(
    packages.map((one) => [
      one.version,
      {
        ...one.manifest,
        dist: {
          integrity: one.integrity,
          shasum: one.shasum,
          tarball: `${base}/${one.name}/-/${one.name}-${one.version}.tgz`,
        },
      },
    ]),
  );
  const shared = { name, "dist-tags": { latest: latest?.version }, versions };
  const time = { created: PUBLISHED["1.0.0"], modified, ...Object.fromEntries(times) };
  return {
    status: 200,
    headers: { "content-type": abbreviated ? ABBREVIATED : "application/json" },
    body: JSON.stringify(
      abbreviated ? { ...shared, modified } : { _id: name, ...shared, time, readme: "" },
    ),
    kind: "metadata",
    subject: name,
  };
}

function bulk(request: StubRequest, world: World): StubAnswer {
  const kind = "advisory" as const;
  if (world.advisory === "failing") {
    return { status: 503, body: '{"error":"unavailable"}', kind };
  }
  const asked = parse(request.body.toString("utf8"));
  const versions = asked?.["victim"];
  const affected = Array.isArray(versions) && versions.includes("1.0.0");
  if (world.advisory === "off" || !affected) return { status: 200, body: "{}", kind };
  const advisory = {
    id: ADVISORY.number,
    url: ADVISORY.url,
    title: ADVISORY.title,
    severity: ADVISORY.severity,
    vulnerable_versions: ADVISORY.affected,
    cwe: [ADVISORY.cwe],
    cvss: { score: 8.1, vectorString: "CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H" },
    ...(world.richer.includes("patched_versions") ? { patched_versions: ADVISORY.fixed } : {}),
  };
  return { status: 200, body: JSON.stringify({ victim: [advisory] }), kind };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
