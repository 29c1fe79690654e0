import { expect, test } from "vitest";
import { suggest } from "../../src/profile/suggest.ts";

const IDS = ["authentication/totp-mfa", "authentication/passwordless", "cli/sbom-generation"];

test.each([
  ["authentication/totp-mfx", IDS, "authentication/totp-mfa"],
  ["authentication/ttop-mfa", IDS, "authentication/totp-mfa"],
  ["totp-mfa", IDS, "authentication/totp-mfa"],
  ["totp_mfa", IDS, "authentication/totp-mfa"],
  ["sbom-genration", IDS, "cli/sbom-generation"],
  ["cli/sbom", IDS, "cli/sbom-generation"],
  ["sbom", IDS, "cli/sbom-generation"],
  ["authentication/", IDS, undefined],
  ["user_accounts", ["userAccounts", "packages"], "userAccounts"],
  ["nmp", ["npm", "pypi", "go"], "npm"],
  ["pipy", ["npm", "pypi", "go"], "pypi"],
  ["cargo", ["npm", "pypi", "go"], undefined],
  ["x", ["npm", "pypi", "go"], undefined],
  ["", ["npm"], undefined],
  ["something else", IDS, undefined],
  ["a".repeat(1_000_000), IDS, undefined],
])("%.30s", (word, candidates, expected) => {
  expect(suggest(word, candidates)).toBe(expected);
});
