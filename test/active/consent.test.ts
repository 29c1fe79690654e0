import { describe, expect, it } from "vitest";
import { askConsent, refusalFor } from "../../src/active/consent.ts";
import { bundledNames, loadBundled } from "../../src/profile/bundled.ts";
import { npmDefaultRegistry } from "../../src/profile/npm-config.ts";
import { makeProfile } from "../support/evidence.ts";

describe("refusalFor", () => {
  it("refuses npm's built-in default address, whatever is configured", async () => {
    const address = await npmDefaultRegistry();
    expect(address).toMatch(/^https:\/\/registry\./);
    expect(await refusalFor(`${address}`)).toMatch(/npm's own default|public registry npm/);
    const { hostname } = new URL(`${address}`);
    expect(await refusalFor(`http://${hostname.toUpperCase()}.:8080/x`)).not.toBeNull();
    expect(await refusalFor(`https://staging.${hostname}/`)).not.toBeNull();
  });

  it("refuses every host of every bundled profile", async () => {
    for (const name of bundledNames()) {
      const urls = (await loadBundled(name))?.profile.registry.urls ?? {};
      for (const url of Object.values(urls)) {
        if (typeof url === "string") expect(await refusalFor(url), url).not.toBeNull();
      }
    }
  });

  it.each(["https://ghcr.io", "https://registry-1.docker.io../v2/", "https://eu.gcr.io:443/x"])(
    "refuses the shared service %s",
    async (url) => {
      expect(await refusalFor(url)).toMatch(/many people share/);
    },
  );

  it.each(["ftp://registry.example/", "not a url"])("refuses %s", async (url) => {
    expect(await refusalFor(url)).not.toBeNull();
  });

  it.each(["http://127.0.0.1:4873/", "https://staging.registry.example/npm/"])(
    "allows %s",
    async (url) => {
      expect(await refusalFor(url)).toBeNull();
    },
  );
});

describe("askConsent", () => {
  const staging = {
    url: "http://127.0.0.1:4873",
    credentials: { username: "S_USER", password: "S_PASSWORD" },
  };

  it("reads the credentials that the profile names", async () => {
    const env = { S_USER: "auditor", S_PASSWORD: "pw-1234" };
    expect(await askConsent(makeProfile({ staging }), env)).toEqual({
      target: staging.url,
      names: staging.credentials,
      credentials: { username: "auditor", password: "pw-1234" },
    });
  });

  it.each([
    ["no staging section", {}, {}, /staging section/],
    ["a variable that is not set", { staging }, { S_USER: "auditor" }, /S_PASSWORD is not set/],
    ["an empty variable", { staging }, { S_USER: "a", S_PASSWORD: "" }, /S_PASSWORD is not set/],
    ["no credentials", { staging: { url: staging.url } }, {}, /password or a token/],
    [
      "a name alone",
      { staging: { url: staging.url, credentials: { username: "S_USER" } } },
      { S_USER: "a" },
      /password or a token/,
    ],
  ])("says what is missing: %s", async (_what, parts, env, message) => {
    await expect(askConsent(makeProfile(parts), env)).rejects.toMatchObject({
      message: expect.stringMatching(message),
    });
  });

  it("refuses a public registry before it reads any credential", async () => {
    const url = `${await npmDefaultRegistry()}`;
    await expect(askConsent(makeProfile({ staging: { url } }), {})).rejects.toMatchObject({
      message: expect.stringMatching(/not audited actively/),
    });
  });
});
