import type { World } from "../../../core/client-facts.ts";
import { artifact, described, digestsOf, type Fixture, hex, metadata, served } from "../fixture.ts";
import type { StubAnswer, StubProtocol } from "../world.ts";
import { GROUP, MAVEN_FIXTURES, pomOf, TOOLS } from "./packages.ts";

const FOLDER = `/${GROUP.replaceAll(".", "/")}`;
const SUMS = { sha1: "sha1", md5: "md5" } as const;

/**
 * The Maven 2 repository layout: https://maven.apache.org/repository/layout.html. Beside each file lie its digests, as
 * on Maven Central; the one for a jar says what the metadata of a world says.
 */
export const mavenProtocol: StubProtocol = {
  id: "maven",
  answer(request, world) {
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    const sum = /^(.+)\.(sha1|md5)$/.exec(request.path);
    const path = sum?.[1] ?? request.path;
    if (!sum) return file(path, world, "bytes");
    const of = file(path, world, "described");
    if (!of) return null;
    const algorithm = SUMS[sum[2] === "md5" ? "md5" : "sha1"];
    const digest = hex(algorithm, of.body);
    const { subject, tampered } = of;
    return {
      status: 200,
      headers: { "content-type": "text/plain" },
      body: digest,
      kind: subject === undefined ? "other" : "metadata",
      ...(subject === undefined ? {} : { subject: subject.replace(/@.*/, "") }),
      ...(tampered ? { tampered } : {}),
    };
  },
  digests: (version) => digestsOf(MAVEN_FIXTURES.victim[version]),
};

/** `bytes`: what is sent for the path itself; `described`: what its digest is made of. */
function file(path: string, world: World, which: "bytes" | "described"): StubAnswer | null {
  const fixed = TOOLS[path];
  if (fixed) return { status: 200, headers: OCTETS, body: fixed, kind: "other" };
  const [name = "", ...rest] = path.startsWith(`${FOLDER}/`)
    ? path.slice(FOLDER.length + 1).split("/")
    : [];
  const releases = described(MAVEN_FIXTURES, name, world);
  if (rest.length === 1 && rest[0] === "maven-metadata.xml") return versionList(releases);
  const [version = "", leaf] = rest;
  const release = releases.find((one) => one.version === version);
  if (!release || rest.length !== 2) return null;
  if (leaf === `${name}-${version}.pom`) {
    return metadata([release], pomOf(release), "application/xml");
  }
  if (leaf !== `${name}-${version}.jar`) return null;
  if (which === "described") return artifact(release);
  const sent = served(MAVEN_FIXTURES, name, version, world);
  return sent ? artifact(sent) : null;
}

const OCTETS = { "content-type": "application/octet-stream" };

function versionList(releases: readonly Fixture[]): StubAnswer | null {
  const latest = releases.at(-1);
  if (!latest) return null;
  const versions = releases.map(({ version }) => `      <version>${version}</version>\n`).join("");
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<metadata>
  <groupId>${GROUP}</groupId>
  <artifactId>${latest.name}</artifactId>
  <versioning>
    <latest>${latest.version}</latest>
    <release>${latest.version}</release>
    <versions>
${versions}    </versions>
    <lastUpdated>20200601000000</lastUpdated>
  </versioning>
</metadata>
`;
  return metadata(releases, body, "application/xml");
}
