import { createHash } from "node:crypto";
import type { World } from "../../../core/client-facts.ts";
import { artifact, described, digestsOf, type Fixture, hex, metadata, served } from "../fixture.ts";
import { PUBLISHED, type StubAnswer, type StubProtocol } from "../world.ts";
import { RUBY_FIXTURES } from "./packages.ts";
import { quickSpec } from "./quick-spec.ts";

const NAMES = ["parent", "victim"] as const;

/** The compact index and the gems: https://guides.rubygems.org/rubygems-org-compact-index-api/ */
export const rubygemsProtocol: StubProtocol = {
  id: "rubygems",
  answer(request, world) {
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    // `gem` asks for this before it trusts the compact index.
    if (request.path === "/") return { status: 200, body: "", kind: "other" };
    if (request.path === "/names") return text("---\nparent\nvictim\n", []);
    if (request.path === "/versions") return versions(world);
    const info = /^\/info\/(victim|parent)$/.exec(request.path);
    if (info) {
      const releases = described(RUBY_FIXTURES, info[1] ?? "", world);
      return text(infoOf(releases), releases);
    }
    const gem = /^\/gems\/(victim|parent)-(\d+\.\d+\.\d+)\.gem$/.exec(request.path);
    if (gem) {
      const release = served(RUBY_FIXTURES, gem[1] ?? "", gem[2] ?? "", world);
      return release ? artifact(release) : null;
    }
    const spec = /^\/quick\/Marshal\.4\.8\/victim-(\d+\.\d+\.\d+)\.gemspec\.rz$/.exec(request.path);
    const found = spec && described(RUBY_FIXTURES, "victim", world).find(is(spec[1]));
    return found ? metadata([found], quickSpec(found), "application/octet-stream") : null;
  },
  digests: (version) => digestsOf(RUBY_FIXTURES.victim[version]),
};

function is(version: string | undefined): (release: Fixture) => boolean {
  return (release) => release.version === version;
}

function infoOf(releases: readonly Fixture[]): string {
  const lines = releases.map((release) => {
    const dependencies = release.name === "parent" ? "victim:~> 1.0" : "";
    return `${release.version} ${dependencies}|checksum:${digestsOf(release).sha256}\n`;
  });
  return `---\n${lines.join("")}`;
}

function versions(world: World): StubAnswer {
  const lines = NAMES.map((name) => {
    const releases = described(RUBY_FIXTURES, name, world);
    const list = releases.map(({ version }) => version).join(",");
    return `${name} ${list} ${hex("md5", infoOf(releases))}\n`;
  });
  return text(`created_at: ${PUBLISHED["1.0.1"]}\n---\n${lines.join("")}`, []);
}

/** Clients compare what they put together from ranges with these digests. */
function text(body: string, releases: readonly Fixture[]): StubAnswer {
  const digest = createHash("sha256").update(body).digest("base64");
  const answer = metadata(releases, body, "text/plain");
  return {
    ...answer,
    kind: releases.length > 0 ? "metadata" : "other",
    headers: {
      ...answer.headers,
      etag: `"${hex("md5", body)}"`,
      digest: `sha-256=${digest}`,
      "repr-digest": `sha-256=:${digest}:`,
    },
  };
}
