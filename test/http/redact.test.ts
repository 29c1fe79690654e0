import { describe, expect, it } from "vitest";
import { redactUrl } from "../../src/http/redact.ts";

describe("redactUrl", () => {
  it.each([
    ["https://a.example/x?q=1", "https://a.example/x?q=1"],
    ["https://user:pw@a.example/x#frag", "https://a.example/x"],
    ["https://a.example/?token=s3&q=1", "https://a.example/?token=REDACTED&q=1"],
    ["https://a.example/?ACCESS_TOKEN=s3", "https://a.example/?ACCESS_TOKEN=REDACTED"],
    [
      "https://a.example/?api_key=s3&apikey=s3",
      "https://a.example/?api_key=REDACTED&apikey=REDACTED",
    ],
    ["https://a.example/?key=s3&key=s3", "https://a.example/?key=REDACTED"],
    ["https://a.example/?password=s3", "https://a.example/?password=REDACTED"],
    ["https://a.example/?client_secret=s3", "https://a.example/?client_secret=REDACTED"],
    ["https://a.example/?X-Amz-Signature=s3", "https://a.example/?X-Amz-Signature=REDACTED"],
    ["https://a.example/?npm-otp=1&code=2", "https://a.example/?npm-otp=REDACTED&code=REDACTED"],
    [
      "https://a.example/?keyword=x&monkey=1&author=a",
      "https://a.example/?keyword=x&monkey=1&author=a",
    ],
    ["https://user:pw@:bad", "(not a URL)"],
  ])("%s", (url, expected) => {
    expect(redactUrl(url)).toBe(expected);
  });

  it("keeps a URL short", () => {
    expect(redactUrl(`https://a.example/${"x".repeat(5000)}`).length).toBeLessThanOrEqual(2000);
  });
});
