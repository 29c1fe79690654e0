import { describe, expect, it } from "vitest";
import { guardedLookup, isPublicAddress, literalAddress } from "../../src/http/addresses.ts";

describe("isPublicAddress", () => {
  it.each([
    "8.8.8.8",
    "1.1.1.1",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "2606:4700::1111",
    "2a00:1450:4001::1",
    "64:ff9b::8.8.8.8",
  ])("%s is", (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::8.8.8.8",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::8.8.8.8",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "",
    "registry.example",
    "0x7f.1",
  ])("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));
});

describe("literalAddress", () => {
  it.each([
    ["http://0x7f.1/", "127.0.0.1"],
    ["http://2130706433/", "127.0.0.1"],
    ["http://0177.0.0.1/", "127.0.0.1"],
    ["http://127.1./", "127.0.0.1"],
    ["http://１２７.0.0.1/", "127.0.0.1"],
    ["http://[::ffff:127.0.0.1]/", "::ffff:7f00:1"],
    ["http://[::1]:80/", "::1"],
    ["http://registry.example/", undefined],
  ])("%s", (url, expected) => expect(literalAddress(new URL(url))).toBe(expected));
});

describe("guardedLookup", () => {
  const both = [
    { address: "2606:4700::1111", family: 6 },
    { address: "8.8.8.8", family: 4 },
  ];

  function look(options: object, found: typeof both): Promise<unknown> {
    return new Promise((resolve) => {
      guardedLookup(async () => found, false)(
        "registry.example",
        options,
        (error, address, family) => resolve(error ?? [address, family]),
      );
    });
  }

  it("answers as net.connect asks", async () => {
    expect(await look({ all: true }, both)).toEqual([both, undefined]);
    expect(await look({}, both)).toEqual(["2606:4700::1111", 6]);
    expect(await look({ family: 4 }, both)).toEqual(["8.8.8.8", 4]);
  });

  it("refuses when one address of several is private, and when there is none", async () => {
    const mixed = [...both, { address: "10.0.0.1", family: 4 }];
    expect(await look({ all: true }, mixed)).toMatchObject({ reason: "refused" });
    // Also when the asked family would have left it out.
    expect(await look({ family: 6 }, mixed)).toMatchObject({ reason: "refused" });
    expect(await look({ all: true }, [])).toMatchObject({ reason: "dns" });
  });
});
