import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  containsPhrase,
  decodeBody,
  documentKind,
  documentText,
} from "../../src/gather/document.ts";
import { htmlText } from "../../src/gather/html-text.ts";
import { normalizeText } from "../../src/gather/normalize.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const fixture = (name: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/documents/${name}`, import.meta.url));

function says(name: string, type: string | undefined, phrase: string, host = "x.example"): boolean {
  return containsPhrase(documentText(fixture(name), type, `https://${host}/${name}`), phrase);
}

describe("an HTML page", () => {
  it.each([
    ["a non-breaking hyphen", "Two-factor authentication"],
    ["a typographic apostrophe and an inline tag", "maintainer's account must be"],
    ["a soft hyphen", "must be protected by"],
    ["a tag and a line break", "by a second factor"],
    ["a non-breaking space", "second factor. We support"],
    ["quotes", '"security keys"'],
    ["typographic quotes in the phrase", "and “security keys” – both"],
    ["other capitals", "ANY totp APPLICATION"],
    ["a code element", "An npm_access_token is revoked"],
    ["ticks in the phrase", "an `npm_access_token` is"],
    ["a decoded sign", "1 million+ weekly downloads"],
    ["neighbouring cells", "Owner manages"],
    ["the title", "account security - example registry"],
  ])("is found across %s", (_, phrase) => {
    expect(says("page.html", "text/html; charset=utf-8", phrase)).toBe(true);
  });

  it.each([
    ["comments", "commented words here"],
    ["scripts", "scripted words here"],
    ["styles", "styled words here"],
    ["templates", "templated words here"],
    ["noscript", "JavaScript disabled"],
    ["addresses", "recaptcha/api.js"],
    ["parts of words", "affected by deletion"],
    ["words that merely stand close", "recovery token"],
  ])("does not count %s", (_, phrase) => {
    expect(says("page.html", "text/html", phrase)).toBe(false);
  });

  it("is known by its first bytes when the server names no type", () => {
    expect(documentKind(fixture("page.html"), undefined)).toBe("html");
    expect(says("page.html", undefined, "scripted words here")).toBe(false);
  });

  it("reads GitHub's data block as the file's text, and no other host's", () => {
    const phrase = "rate limiters for second-factor attempts";
    expect(says("github-blob.html", "text/html", phrase, "github.com")).toBe(true);
    expect(says("github-blob.html", "text/html", 'LIMIT = "5 per 5 minutes"', "github.com")).toBe(
      true,
    );
    expect(says("github-blob.html", "text/html", phrase, "github.com.example")).toBe(false);
    expect(says("github-blob.html", "text/html", "not in the file", "github.com")).toBe(false);
  });
});

describe("a source file", () => {
  it.each([
    ["policy.mdx", "is immutable, meaning once published, a package cannot change"],
    ["policy.mdx", "Once name@version has been used, you can never use it again"],
    ["policy.mdx", "now require two-factor authentication (2FA) or a token"],
    ["policy.mdx", "npm_ prefix – always"],
    ["policy.mdx", "Use the key npm_ prefix"],
    ["patterns.yml", "secretType: npm_access_token"],
    ["patterns.yml", "that the registry's owner issued"],
    ["limits.py", "limiters for failed second-factor attempts, so"],
    ["limits.py", "have a verified primary email address"],
    ["Client.java", "an upload whose name was used before"],
    ["Client.java", "deleted files stay deleted"],
    ["Client.java", "the file name is taken"],
  ])("%s says: %s", (name, phrase) => {
    expect(says(name, "text/plain; charset=utf-8", phrase)).toBe(true);
  });

  it.each([
    ["policy.mdx", "can be deleted"],
    ["patterns.yml", "secretType: pypi_api_token"],
    ["limits.py", "primary postal address"],
  ])("%s does not say: %s", (name, phrase) => {
    expect(says(name, "text/plain", phrase)).toBe(false);
  });

  it("decodes strings down to a depth that documents have, and no deeper", () => {
    const nested = (depth: number): Uint8Array =>
      encode(`${"[".repeat(depth)}"\\u0061 phrase"${"]".repeat(depth)}`);
    for (const [depth, decoded] of [
      [10, true],
      [100, false],
      [500_000, false],
    ] as const) {
      const text = documentText(nested(depth), "application/json", "https://x.example/");
      expect(containsPhrase(text, "a phrase")).toBe(decoded);
    }
  });

  it("decodes the strings of JSON", () => {
    for (const phrase of [
      "this module is a malicious 'typosquat'",
      "deep words",
      "MAL-2026-0001",
    ]) {
      const asked = phrase.replaceAll("'", '"');
      expect(says("report.json", "application/json", asked)).toBe(true);
    }
    const text = documentText(encode('{"a": "cut'), "application/json", "https://x.example/");
    expect(containsPhrase(text, "cut")).toBe(true);
  });
});

describe("documentKind", () => {
  it.each([
    ["text/html; charset=utf-8", "html"],
    ["application/xhtml+xml", "html"],
    ["application/vnd.api+json", "json"],
    ["text/x-python", "source"],
    ["application/atom+xml", "source"],
    ["application/yaml", "source"],
    ["application/pdf", "other"],
    ["image/png", "other"],
    ["application/octet-stream", "other"],
  ])("%s is %s", (type, kind) => {
    expect(documentKind(encode("x"), type)).toBe(kind);
  });
  it("tells binary from text without a type", () => {
    expect(documentKind(new Uint8Array([1, 0, 2]), undefined)).toBe("other");
    expect(documentKind(encode("key: value"), undefined)).toBe("source");
  });
});

describe("decoding", () => {
  it("follows the declared charset, and survives a wrong one", () => {
    const latin1 = new Uint8Array([0x63, 0x61, 0x66, 0xe9]);
    expect(decodeBody(latin1, "text/plain; charset=iso-8859-1")).toBe("café");
    expect(decodeBody(encode("café"), "text/plain; charset=klingon")).toBe("café");
    expect(decodeBody(encode('<meta charset="utf-8">café'), "text/html")).toContain("café");
    expect(decodeBody(encode("\uFEFFcafé"), "text/plain; charset=latin1")).toBe("café");
  });
});

describe("phrases", () => {
  it("are whole words", () => {
    expect(containsPhrase("not unsupported, supported", "supported")).toBe(true);
    expect(containsPhrase("unsupported", "supported")).toBe(false);
    expect(containsPhrase("2fax", "2fa")).toBe(false);
    expect(containsPhrase("(2fa)", "2FA")).toBe(true);
  });
  it("may stand inside a run of letters where a script has no spaces", () => {
    expect(containsPhrase("所有用户必须启用双因素认证", "必须启用")).toBe(true);
  });
  it("are never empty", () => {
    for (const empty of ["", "  ", "\u200b", "`"])
      expect(containsPhrase("text", empty)).toBe(false);
  });
  it("never span two ways of reading a file", () => {
    const text = documentText(encode("**one**"), "text/plain", "https://x.example/a.md");
    expect(text.split("\n")).toEqual(["**one**", "one"]);
    expect(containsPhrase(text, "one one")).toBe(false);
  });
});

describe("hostile documents", () => {
  const SIZE = 1024 * 1024;
  it.each(
    [
      "<",
      "&",
      "<b>",
      "<b></i>",
      "<a b='",
      "<!--",
      "<![CDATA[",
      "<script>",
      "</script",
      "<template>",
    ]
      .concat([
        "a\u0316\u0301",
        "\u0301\u0316",
        "\uFDFA",
        "[",
        "[a](",
        "*",
        "_",
        " ",
        "\n//",
        '" "',
      ])
      .concat(["`", "\\", "-", "/", "~", "\t", "affected by", "<input ", "<meta "]),
  )("a megabyte of %j takes linear time", (piece) => {
    const body = encode(`x${piece.repeat(SIZE / piece.length)}`);
    const start = performance.now();
    for (const type of ["text/html", "text/plain", "application/json"]) {
      containsPhrase(documentText(body, type, "https://github.com/"), "maffected by");
    }
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array(), fc.string().map(encode)),
        fc.constantFrom(undefined, "", "text/html", "text/plain; charset=x", "application/json"),
        fc.string(),
        (body, type, phrase) => {
          const text = documentText(body, type, "not a url");
          expect(typeof containsPhrase(text, phrase)).toBe("boolean");
        },
      ),
      { numRuns: 300 },
    );
  });

  it("finds any phrase of plain words in the page made of them", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(words, fc.constantFrom(" ", "\n", "\n# ", "\n// ", "\n * "), (list, gap) => {
        const text = documentText(encode(list.join(gap)), "text/plain", "https://x.example/");
        expect(containsPhrase(text, list.slice(1, -1).join(" "))).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});

describe("parts", () => {
  it("normalizeText gives one line, and is stable", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = normalizeText(text);
        expect(once).not.toMatch(/[\n\r]/);
      }),
    );
  });
  it("htmlText keeps the title apart and the data blocks whole", () => {
    expect(
      htmlText('<title>A &amp; B</title><script type="application/json">{"a":"<b>"}</script>'),
    ).toEqual({
      title: "A & B",
      text: expect.stringContaining("A & B") as string,
      dataBlocks: ['{"a":"<b>"}'],
    });
  });
});
