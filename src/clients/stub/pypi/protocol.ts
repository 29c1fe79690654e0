import { artifact, described, digestsOf, type Fixture, metadata, served } from "../fixture.ts";
import { PUBLISHED, type StubAnswer, type StubProtocol } from "../world.ts";
import { PYPI_FIXTURES, wheelName } from "./packages.ts";

const JSON_TYPE = "application/vnd.pypi.simple.v1+json";

/**
 * The simple repository API in both its forms: https://packaging.python.org/en/latest/specifications/simple-repository-api/.
 * The JSON API of the public index names vulnerabilities, too, at `/pypi/…/json`; no installer asks there, and a request
 * for it would show up in the log as an advisory.
 */
export const pypiProtocol: StubProtocol = {
  id: "pypi",
  answer(request, world, base) {
    if (request.method !== "GET" && request.method !== "HEAD") return null;
    if (/^\/pypi\/.*\/json$/.test(request.path)) {
      return { status: 404, body: '{"message":"Not Found"}', kind: "advisory" };
    }
    const wheel = /^\/files\/(victim|parent)-(\d+\.\d+\.\d+)-py3-none-any\.whl$/.exec(request.path);
    if (wheel) {
      const release = served(PYPI_FIXTURES, wheel[1] ?? "", wheel[2] ?? "", world);
      return release ? artifact(release) : null;
    }
    const page = /^\/simple\/(victim|parent)\/?$/.exec(request.path);
    if (!page) return null;
    const releases = described(PYPI_FIXTURES, page[1] ?? "", world);
    return (request.headers["accept"] ?? "").includes(JSON_TYPE)
      ? jsonPage(releases, base)
      : htmlPage(releases, base);
  },
  digests: (version) => digestsOf(PYPI_FIXTURES.victim[version]),
};

function jsonPage(releases: readonly Fixture[], base: string): StubAnswer {
  const body = {
    meta: { "api-version": "1.1" },
    name: releases[0]?.name,
    versions: releases.map(({ version }) => version),
    files: releases.map((release) => ({
      filename: wheelName(release),
      url: `${base}/files/${wheelName(release)}`,
      hashes: { sha256: digestsOf(release).sha256 },
      "requires-python": null,
      size: release.file.length,
      "upload-time": PUBLISHED[release.version],
      yanked: false,
    })),
  };
  return metadata(releases, JSON.stringify(body), JSON_TYPE);
}

function htmlPage(releases: readonly Fixture[], base: string): StubAnswer {
  const links = releases.map((release) => {
    const name = wheelName(release);
    return `<a href="${base}/files/${name}#sha256=${digestsOf(release).sha256}">${name}</a><br>\n`;
  });
  const page = `<!DOCTYPE html>\n<html><body>\n${links.join("")}</body></html>\n`;
  return metadata(releases, page, "text/html");
}
