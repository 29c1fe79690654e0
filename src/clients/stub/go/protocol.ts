import type { FixtureVersion, World } from "../../../core/client-facts.ts";
import { artifact, described, digestsOf, type Fixture, metadata, served } from "../fixture.ts";
import { PUBLISHED, type StubAnswer, type StubProtocol } from "../world.ts";
import { GO_FIXTURES, goMod, HOST } from "./packages.ts";
import { vulndb, VULNDB } from "./vulndb.ts";

/**
 * The module proxy (https://go.dev/ref/mod#goproxy-protocol) and, below `/vulndb`, the vulnerability database. The proxy
 * serves no digest of what it serves, so that replaced bytes and replaced metadata are one and the same here.
 */
export const goProtocol: StubProtocol = {
  id: "go",
  answer(request, world) {
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    if (request.path.startsWith(`${VULNDB}/`)) {
      return vulndb(request.path.slice(VULNDB.length + 1), world);
    }
    const module = new RegExp(`^/${HOST}/(victim|parent)/(@latest|@v/.+)$`).exec(request.path);
    return module ? proxy(module[1] ?? "", module[2] ?? "", world) : null;
  },
  digests: (version) => digestsOf(GO_FIXTURES.victim[version]),
};

function proxy(name: string, rest: string, world: World): StubAnswer | null {
  // Neither list nor go.mod differ in a tampered world.
  const releases = described(GO_FIXTURES, name, { ...world, tamper: "none" });
  const latest = releases.at(-1);
  if (!latest) return null;
  if (rest === "@latest") return metadata([latest], info(latest));
  if (rest === "@v/list") {
    const list = releases.map(({ version }) => `v${version}\n`).join("");
    return metadata(releases, list, "text/plain");
  }
  const file = /^@v\/v(\d+\.\d+\.\d+)\.(info|mod|zip)$/.exec(rest);
  const release = releases.find(({ version }) => version === file?.[1]);
  if (!file || !release) return null;
  if (file[2] === "info") return metadata([release], info(release));
  if (file[2] === "mod") return metadata([release], goMod(release.name), "text/plain");
  const bytes = served(GO_FIXTURES, name, release.version, world);
  return bytes ? artifact(bytes, "application/zip") : null;
}

function info({ version }: { version: FixtureVersion } & Fixture): string {
  return JSON.stringify({ Version: `v${version}`, Time: PUBLISHED[version] });
}
