import { describe, expect, it } from "vitest";
import { TERMS, forbiddenByTerms } from "../../src/gather/terms.ts";

describe("hosts whose terms forbid automated access", () => {
  it.each([
    "https://www.npmjs.com/package/semver",
    "https://npmjs.com/package/semver",
    "http://WWW.NPMJS.COM/",
    "https://www.npmjs.com:8443/",
    "https://user@www.npmjs.com/",
    "https://www.npmjs.com./",
  ])("%s is forbidden, with the reason and its source", (url) => {
    expect(forbiddenByTerms(url)).toEqual({
      why: "npm's terms forbid automated access to its website",
      source: "https://docs.npmjs.com/policies/open-source-terms",
    });
  });

  it.each([
    "https://docs.npmjs.com/policies/open-source-terms",
    "https://replicate.npmjs.com/registry/_changes",
    "https://www.npmjs.com.example/",
    "https://example.org/?u=https://www.npmjs.com/",
    "https://notnpmjs.com/",
    "not a url",
  ])("%s is not", (url) => {
    expect(forbiddenByTerms(url)).toBeUndefined();
  });

  it("names a source and the date of its text for each", () => {
    for (const site of TERMS) {
      expect(URL.canParse(site.source)).toBe(true);
      expect(site.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(forbiddenByTerms(site.source)).toBeUndefined();
    }
  });
});
