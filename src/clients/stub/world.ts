import type { FixtureVersion, SeenRequest, World } from "../../core/client-facts.ts";

/** One request as a protocol sees it. */
export interface StubRequest {
  method: string;
  /** Decoded path, without the query. */
  path: string;
  query: string;
  headers: Readonly<Record<string, string>>;
  /** Decompressed, at most 1 MiB. */
  body: Buffer;
}

export interface StubAnswer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body: Buffer | string;
  kind: SeenRequest["kind"];
  subject?: string;
  tampered?: boolean;
}

/** Hex digests of one generated file. */
export interface FixtureDigests {
  sha1: string;
  sha256: string;
  sha512: string;
}

/** A registry protocol, answered from generated fixtures. Knows nothing of sockets, so that it can be tested alone. */
export interface StubProtocol {
  id: string;
  /** Null: 404. `base` is the stub's own address, no trailing slash. */
  answer(request: StubRequest, world: World, base: string): StubAnswer | null;
  /** Digests of the genuine file of `victim` in that version. */
  digests(version: FixtureVersion): FixtureDigests;
}

/** The world that a lock is written in: only the old version exists, and nobody knows anything against it. */
export const OLD_WORLD: World = {
  versions: ["1.0.0"],
  tamper: "none",
  advisory: "off",
  richer: [],
};

export function worldOf(changes: Partial<World>): World {
  return { ...OLD_WORLD, ...changes };
}

/** Publish times long past: young releases are held back by several clients. */
export const PUBLISHED: Readonly<Record<FixtureVersion, string>> = {
  "1.0.0": "2020-01-01T00:00:00.000Z",
  "1.0.1": "2020-06-01T00:00:00.000Z",
};

/** The advisory that every protocol serves, in its own format. */
export const ADVISORY = {
  id: "GHSA-vvvv-vvvv-vvvv",
  number: 1000001,
  title: "victim runs whatever it is given",
  severity: "high",
  affected: "<1.0.1",
  fixed: ">=1.0.1",
  url: "https://advisories.example/GHSA-vvvv-vvvv-vvvv",
  cwe: "CWE-94",
} as const;

/** First line of the marker file that every fixture package carries. */
export function markerText(version: FixtureVersion, build: "genuine" | "tampered"): string {
  return `victim ${version} ${build}\n`;
}

/** Finds a marker in any file that carries one. */
export const MARKER: RegExp = /\bvictim (\d+\.\d+\.\d+) (genuine|tampered)\b/;
