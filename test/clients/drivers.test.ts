import { readdirSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { baseEnv } from "../../src/clients/sandbox/env.ts";
import { DRIVERS } from "../../src/clients/drivers/index.ts";
import { PROTOCOLS } from "../../src/clients/stub/index.ts";
import type { Place } from "../../src/core/driver.ts";

const folder = new URL("../../src/clients/drivers/", import.meta.url);

const place: Place = {
  home: "/t/home",
  cache: "/t/cache",
  tmp: "/t/tmp",
  project: "/t/project",
  registry: "http://127.0.0.1:4873",
  version: "99.0.0",
};

it("lists every folder, and nothing else", () => {
  const folders = readdirSync(folder).filter((name) =>
    statSync(new URL(name, folder)).isDirectory(),
  );
  expect(DRIVERS.map(({ id }) => id).sort()).toEqual(folders.sort());
});

describe.each(DRIVERS.map((driver) => ({ driver, id: driver.id })))("$id", ({ driver }) => {
  it("names a protocol that a stub registry speaks", () => {
    expect(PROTOCOLS.map(({ id }) => id)).toContain(driver.protocol);
  });

  it("points its client at the stub and at the throw-away folders, and nowhere else", () => {
    const env = { ...baseEnv(place, "/t/bin"), ...driver.env(place) };
    const values = [...Object.values(env), ...Object.values(driver.files(place, "direct"))].join(
      "\n",
    );
    expect(values).toContain(place.registry);
    for (const [address] of values.matchAll(/https?:\/\/[^\s"']+/g)) {
      expect(address).toMatch(/^http:\/\/127\.0\.0\.1:4873/);
    }
    for (const value of Object.values(env)) {
      if (value.startsWith("/")) expect(value).toMatch(/^\/(t\/|dev\/null$)/);
    }
  });

  it("asks for nothing but programs and arguments", () => {
    const commands = [
      ...driver.lock(place),
      ...driver.installFromLock(place),
      ...driver.install(place),
      ...(driver.fix?.commands(place) ?? []),
      ...(driver.sbom?.(place).map(({ command }) => command) ?? []),
    ];
    for (const { args } of commands) {
      for (const word of args) expect(word).toMatch(/^[^\s;|&`]+$/);
    }
  });

  it("reads no version from nonsense, and no lock from nothing", () => {
    for (const text of ["", "error: it broke", "\u0000\u0001", "v"]) {
      expect(driver.detect.version(text)).toBeNull();
    }
    expect(driver.lockedVersion({})).toBeNull();
    const broken = Object.fromEntries(driver.lockFiles.map((name) => [name, "{{{ nonsense"]));
    expect(driver.lockedVersion(broken)).toBeNull();
  });
});
