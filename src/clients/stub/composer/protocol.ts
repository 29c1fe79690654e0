import type { World } from "../../../core/client-facts.ts";
import { artifact, described, digestsOf, type Fixture, metadata, served } from "../fixture.ts";
import {
  ADVISORY,
  PUBLISHED,
  type StubAnswer,
  type StubProtocol,
  type StubRequest,
} from "../world.ts";
import { COMPOSER_FIXTURES, VENDOR } from "./packages.ts";

const ADVISORIES = "/api/security-advisories/";

/**
 * A Composer v2 repository: https://getcomposer.org/doc/05-repositories.md#composer. Packagist sends an empty
 * `dist.shasum` for archives that a code host makes, that is for nearly all; so does this stub, unless `richer` names
 * `dist.shasum`.
 */
export const composerProtocol: StubProtocol = {
  id: "composer",
  answer(request, world, base) {
    if (request.path === ADVISORIES) return advisories(request, world);
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    if (request.path === "/packages.json") return root(base);
    const page = new RegExp(`^/p2/${VENDOR}/(victim|parent)\\.json$`).exec(request.path);
    if (page) return packages(described(COMPOSER_FIXTURES, page[1] ?? "", world), world, base);
    const dist = /^\/dist\/(victim|parent)-(\d+\.\d+\.\d+)\.zip$/.exec(request.path);
    const release = dist && served(COMPOSER_FIXTURES, dist[1] ?? "", dist[2] ?? "", world);
    return release ? artifact(release, "application/zip") : null;
  },
  digests: (version) => digestsOf(COMPOSER_FIXTURES.victim[version]),
};

function root(base: string): StubAnswer {
  const body = {
    packages: [],
    "metadata-url": "/p2/%package%.json",
    "available-packages": [`${VENDOR}/victim`, `${VENDOR}/parent`],
    "security-advisories": {
      metadata: false,
      "api-url": `${base}${ADVISORIES}`,
      "query-all": false,
    },
  };
  return { status: 200, body: JSON.stringify(body), kind: "other" };
}

function packages(releases: readonly Fixture[], world: World, base: string): StubAnswer {
  const name = `${VENDOR}/${releases[0]?.name}`;
  const versions = releases.map((release) => ({
    name,
    version: release.version,
    version_normalized: `${release.version}.0`,
    type: "library",
    license: ["MIT"],
    time: PUBLISHED[release.version],
    ...(release.name === "parent" ? { require: { [`${VENDOR}/victim`]: "^1.0.0" } } : {}),
    autoload: { files: [`src/${release.name}.php`] },
    dist: {
      type: "zip",
      url: `${base}/dist/${release.name}-${release.version}.zip`,
      // A commit of the code host. It stays the same when an archive is replaced.
      reference: "0123456789abcdef0123456789abcdef01234567",
      shasum: world.richer.includes("dist.shasum") ? digestsOf(release).sha1 : "",
    },
  }));
  // Newest first, as Packagist lists them.
  const answer = metadata(releases, JSON.stringify({ packages: { [name]: versions.reverse() } }));
  return answer;
}

/** https://packagist.org/apidoc#list-security-advisories */
function advisories(request: StubRequest, world: World): StubAnswer {
  const kind = "advisory" as const;
  if (world.advisory === "failing") return { status: 503, body: '{"error":"unavailable"}', kind };
  const asked = [
    ...new URLSearchParams(request.body.toString("utf8")).values(),
    ...new URLSearchParams(request.query).values(),
  ];
  const name = `${VENDOR}/victim`;
  const known = world.advisory === "on" && asked.includes(name);
  const advisory = {
    advisoryId: "PKSA-vvvv-vvvv-vvvv",
    packageName: name,
    remoteId: ADVISORY.id,
    title: ADVISORY.title,
    link: ADVISORY.url,
    cve: null,
    affectedVersions: ADVISORY.affected,
    source: "GitHub",
    sources: [{ name: "GitHub", remoteId: ADVISORY.id }],
    reportedAt: "2020-06-01 00:00:00",
    composerRepository: "https://packagist.example",
    severity: ADVISORY.severity,
  };
  // PHP writes an empty map as a list.
  const body = { advisories: known ? { [name]: [advisory] } : [] };
  return { status: 200, body: JSON.stringify(body), kind };
}
