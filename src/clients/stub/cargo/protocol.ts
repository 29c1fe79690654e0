import { artifact, described, digestsOf, type Fixture, metadata, served } from "../fixture.ts";
import type { StubProtocol } from "../world.ts";
import { CARGO_FIXTURES } from "./packages.ts";

/** The sparse index and its downloads: https://doc.rust-lang.org/cargo/reference/registry-index.html */
export const cargoProtocol: StubProtocol = {
  id: "cargo",
  answer(request, world, base) {
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    if (request.path === "/index/config.json") {
      const body = JSON.stringify({ dl: `${base}/dl/{crate}/{version}.crate`, api: base });
      return { status: 200, body, kind: "other" };
    }
    const entry = /^\/index\/(vi\/ct\/victim|pa\/re\/parent)$/.exec(request.path);
    if (entry) {
      const releases = described(CARGO_FIXTURES, entry[1]?.slice("vi/ct/".length) ?? "", world);
      return metadata(releases, releases.map(line).join(""), "text/plain");
    }
    const crate = /^\/dl\/(victim|parent)\/(\d+\.\d+\.\d+)\.crate$/.exec(request.path);
    const release = crate && served(CARGO_FIXTURES, crate[1] ?? "", crate[2] ?? "", world);
    return release ? artifact(release) : null;
  },
  digests: (version) => digestsOf(CARGO_FIXTURES.victim[version]),
};

function line(release: Fixture): string {
  const { name, version } = release;
  const victim = {
    name: "victim",
    req: "^1.0.0",
    features: [],
    optional: false,
    default_features: true,
    target: null,
    kind: "normal",
  };
  const deps = name === "parent" ? [victim] : [];
  const cksum = digestsOf(release).sha256;
  return `${JSON.stringify({ name, vers: version, deps, cksum, features: {}, yanked: false })}\n`;
}
