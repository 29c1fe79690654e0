import { createHash } from "node:crypto";
import type { FixtureVersion, World } from "../../core/client-facts.ts";
import type { FixtureDigests, StubAnswer } from "./world.ts";

/** One generated package file, whatever its format. */
export interface Fixture {
  name: "victim" | "parent";
  version: FixtureVersion;
  build: "genuine" | "tampered";
  file: Buffer;
}

/** All builds of the fixture packages: `victim` 1.0.0, 1.0.1, the tampered 1.0.0, and `parent` 1.0.0 that depends on it. */
export interface Fixtures {
  victim: Readonly<Record<FixtureVersion, Fixture>>;
  tampered: Fixture;
  parent: Fixture;
}

/** Generates them with a writer of the protocol's format. */
export function fixturesOf(
  write: (name: Fixture["name"], version: FixtureVersion, build: Fixture["build"]) => Buffer,
): Fixtures {
  const make = (
    name: Fixture["name"],
    version: FixtureVersion,
    build: Fixture["build"],
  ): Fixture => ({ name, version, build, file: write(name, version, build) });
  return {
    victim: {
      "1.0.0": make("victim", "1.0.0", "genuine"),
      "1.0.1": make("victim", "1.0.1", "genuine"),
    },
    tampered: make("victim", "1.0.0", "tampered"),
    parent: make("parent", "1.0.0", "genuine"),
  };
}

/** The releases of a package that metadata describes in a world, oldest first; empty for an unknown name. */
export function described(all: Fixtures, name: string, world: World): readonly Fixture[] {
  if (name === "parent") return [all.parent];
  if (name !== "victim") return [];
  return world.versions.map((version) =>
    version === "1.0.0" && world.tamper === "metadata" ? all.tampered : all.victim[version],
  );
}

/** The release whose bytes are served in a world. */
export function served(
  all: Fixtures,
  name: string,
  version: string,
  world: World,
): Fixture | undefined {
  const found = described(all, name, world).find((one) => one.version === version);
  return found === all.victim["1.0.0"] && world.tamper !== "none" ? all.tampered : found;
}

/** An answer that carries the file of a release. */
export function artifact(release: Fixture, type = "application/octet-stream"): StubAnswer {
  return {
    status: 200,
    headers: { "content-type": type },
    body: release.file,
    kind: "artifact",
    subject: `${release.name}@${release.version}`,
    ...(release.build === "tampered" ? { tampered: true } : {}),
  };
}

/** An answer that describes releases. */
export function metadata(
  releases: readonly Fixture[],
  body: string | Buffer,
  type = "application/json",
): StubAnswer {
  const [first] = releases;
  return {
    status: 200,
    headers: { "content-type": type },
    body,
    kind: "metadata",
    ...(first ? { subject: first.name } : {}),
    ...(releases.some(({ build }) => build === "tampered") ? { tampered: true } : {}),
  };
}

export function hex(
  algorithm: "md5" | "sha1" | "sha256" | "sha512",
  content: Buffer | string,
): string {
  return createHash(algorithm).update(content).digest("hex");
}

export function digestsOf({ file }: Fixture): FixtureDigests {
  return { sha1: hex("sha1", file), sha256: hex("sha256", file), sha512: hex("sha512", file) };
}
