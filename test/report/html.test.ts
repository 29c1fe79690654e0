import { createHash } from "node:crypto";
import fc from "fast-check";
import { Parser } from "htmlparser2";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/core/report.ts";
import { formatForFile, renderReport } from "../../src/report/formats.ts";
import { escapeHtml, html, toMarkup, trusted } from "../../src/report/html/escape.ts";
import { stepsOf } from "../../src/report/html/gauge.ts";
import { addressLink, titledLink, webAddress } from "../../src/report/html/link.ts";
import { renderHtml } from "../../src/report/html/page.ts";
import { FIXTURES, fixture, HOSTILE_BITS, options, UNSAFE, withTexts } from "./support.ts";
import { workedMs } from "../support/own-work.ts";

interface Element {
  name: string;
  attributes: Record<string, string>;
}

function parse(markup: string): { elements: Element[]; text: string; code: string[] } {
  const elements: Element[] = [];
  const code: string[] = [];
  let text = "";
  let inside = "";
  const parser = new Parser({
    onopentag(name, attributes) {
      elements.push({ name, attributes });
      inside = name;
    },
    ontext(part) {
      if (inside === "style" || inside === "script") code.push(part);
      else text += part;
    },
    onclosetag() {
      inside = "";
    },
  });
  parser.end(markup);
  return { elements, text, code };
}

/** Names of elements and attributes, in order: what a hostile text must not be able to change. */
function skeleton(markup: string): string[] {
  return parse(markup).elements.map(
    ({ name, attributes }) => `${name} ${Object.keys(attributes).join(" ")}`,
  );
}

describe("html``", () => {
  it("escapes what it is given, in text and in attributes", () => {
    const bad = `<b a="1" c='2'>&\``;
    expect(toMarkup(html`<p title="${bad}">${bad}</p>`)).toBe(
      `<p title="${escapeHtml(bad)}">${escapeHtml(bad)}</p>`,
    );
    expect(escapeHtml(bad)).toBe("&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;&#96;");
  });

  it("keeps its own markup, joins lists, and shows nothing for nothing", () => {
    const items = ["<", 2].map((item) => html`<li>${item}</li>`);
    expect(toMarkup(html`<ul>${items}${null}${undefined}${false}</ul>`)).toBe(
      "<ul><li>&lt;</li><li>2</li></ul>",
    );
    expect(toMarkup(trusted("<hr>"))).toBe("<hr>");
  });

  it.each([
    ["an unquoted attribute", () => html`<p title=${"x"}>`],
    ["a single-quoted attribute", () => html`<p title='${"x"}'>`],
    ["an attribute's name", () => html`<p ${"x"}="y">`],
    ["a tag's name", () => html`<${"x"}>`],
    ["a comment", () => html`<!-- ${"x"} -->`],
  ])("refuses a value in %s", (_, make) => {
    expect(make).toThrow("A value cannot stand here");
  });

  it("refuses markup in an attribute", () => {
    expect(() => html`<p title="${html`<b>`}">`).toThrow("Markup cannot stand in an attribute");
  });

  it("does not take an object of a report for markup", () => {
    const forged = JSON.parse('{"markup":"<b>","Symbol(markup)":"<b>"}') as string;
    expect(toMarkup(html`${forged}`)).not.toContain("<b>");
  });
});

describe("links", () => {
  it.each([
    ["https://a.example/b?c=d#e", "https://a.example/b?c=d#e"],
    ["http://a.example", "http://a.example/"],
    ["HTTPS://A.example/x y", "https://a.example/x%20y"],
    ["javascript:alert(1)", null],
    ["JaVaScRiPt:alert(1)", null],
    ["java\\nscript:alert(1)", null],
    ["data:text/html,<script>", null],
    ["vbscript:x", null],
    ["file:///etc/passwd", null],
    ["//a.example", null],
    ["https://bank.example@evil.example/", null],
    ["", null],
  ])("%s leads to %s", (text, href) => {
    expect(webAddress(text)).toBe(href);
  });

  it("carry rel, show where they lead, and become text when they lead nowhere", () => {
    expect(toMarkup(addressLink("https://a.example"))).toBe(
      '<a class="address" href="https://a.example/" rel="noopener noreferrer">https://a.example</a>',
    );
    expect(toMarkup(addressLink("javascript:1"))).toBe('<span class="address">javascript:1</span>');
    expect(toMarkup(titledLink("A bank", "https://evil.example/x"))).toContain(
      "evil.example</span>",
    );
    expect(toMarkup(titledLink("A bank", "data:x"))).not.toContain("<a");
  });
});

describe("stepsOf", () => {
  it.each([
    [3, 3, 3, ["verified", "verified", "verified"]],
    [2, 1, 3, ["verified", "claimed", "potential"]],
    [1, 0, 2, ["claimed", "potential", "open"]],
    [0, 0, 0, ["open", "open", "open"]],
    [0, 0, 3, ["potential", "potential", "potential"]],
  ] as const)(
    "level %i, verified %i, potential %i",
    (level, verifiedLevel, potentialLevel, steps) => {
      expect(stepsOf({ level, verifiedLevel, potentialLevel })).toEqual(steps);
    },
  );
});

describe.each(FIXTURES)("renderHtml of %s", (name) => {
  const report = fixture(name);
  const page = renderHtml(report);
  const { elements, code, text } = parse(page);

  it("needs nothing from outside", () => {
    for (const { name, attributes } of elements) {
      expect(["img", "iframe", "object", "embed", "base", "video", "audio"]).not.toContain(name);
      expect(attributes["src"]).toBeUndefined();
      expect(attributes["style"]).toBeUndefined();
      expect(Object.keys(attributes).filter((key) => key.startsWith("on"))).toEqual([]);
      if (name === "a") {
        expect(attributes["href"]).toMatch(/^(#|https?:\/\/)/);
        if (!attributes["href"]?.startsWith("#"))
          expect(attributes["rel"]).toBe("noopener noreferrer");
      }
      if (name === "link") expect(attributes["href"]).toMatch(/^data:image\/svg\+xml,/);
      if (name === "use") expect(attributes["href"]).toMatch(/^#i-/);
    }
  });

  it("allows exactly its own style and script", () => {
    const metas = elements.filter(({ attributes }) => attributes["http-equiv"] !== undefined);
    expect(metas).toHaveLength(1);
    const policy = metas[0]?.attributes["content"] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(code).toHaveLength(2);
    for (const [at, directive] of ["style-src", "script-src"].entries()) {
      const hash = createHash("sha256")
        .update(code[at] ?? "")
        .digest("base64");
      expect(policy).toContain(`${directive} 'sha256-${hash}'`);
    }
    expect(page.indexOf("Content-Security-Policy")).toBeLessThan(page.indexOf("<style"));
  });

  it("has every capability once, under unique ids that all links find", () => {
    const all = report.tracks.flatMap(({ capabilities }) => capabilities);
    const articles = elements.filter((element) => element.name === "article");
    expect(articles.map(({ attributes }) => attributes["data-outcome"])).toEqual(
      report.tracks.flatMap(({ capabilities }) =>
        [1, 2, 3].flatMap((level) =>
          capabilities.filter((item) => item.level === level).map(({ outcome }) => outcome),
        ),
      ),
    );
    expect(articles).toHaveLength(all.length);
    const ids = elements.flatMap(({ attributes }) => attributes["id"] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { attributes } of elements) {
      const href = attributes["href"];
      if (href?.startsWith("#")) expect(ids).toContain(href.slice(1));
      const label = attributes["aria-labelledby"];
      if (label !== undefined) expect(ids).toContain(label);
    }
  });

  it("has one h1 and skips no level of headings", () => {
    const levels = elements.flatMap(({ name }) =>
      /^h[1-6]$/.test(name) ? [Number(name.slice(1))] : [],
    );
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.entries())
      expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  it("is small, fast and the same every time", () => {
    expect(renderHtml(structuredClone(report))).toBe(page);
    expect(Buffer.byteLength(page)).toBeLessThan(400_000);
    const began = workedMs();
    renderHtml(report);
    expect(workedMs(began)).toBeLessThan(300);
  });

  it("shows no control, direction mark or hidden character", () => {
    expect(text.replaceAll("\n", " ")).not.toMatch(UNSAFE);
  });
});

describe("what the page says", () => {
  const report = fixture("mixed");
  const { text } = parse(renderHtml(report));

  it("shows the reason, the evidence's link and digest, and the work for each", () => {
    for (const { capabilities } of report.tracks)
      for (const { id, title, message } of capabilities)
        for (const part of [id, title, message]) expect(text).toContain(part);
    for (const { digest, url } of report.exchanges) {
      expect(text).toContain(url);
      if (digest !== undefined) expect(text).toContain(digest);
    }
    for (const gap of report.gaps) for (const step of gap.remediation) expect(text).toContain(step);
  });

  it.each([
    "1 claim contradicted",
    "Gate: not met",
    "Could not be reached",
    "the page still says it",
    "Who already ships it",
    "Also serves",
    "The mapping is ours",
    "expired 20 days ago",
    "waived until 2027-03-01",
    "The profile names no samples",
    "assay explain authorization/token-prefix",
    "could be up to 2: 2 unknown",
    "23–64 person-weeks",
  ])("says %s", (words) => {
    expect(text).toContain(words);
  });

  it("says n/a for tracks that do not apply, and the gate is met", () => {
    const other = parse(renderHtml(fixture("not-applicable"))).text;
    expect(other).toContain("does not apply");
    expect(other).toContain("Gate: met");
    expect(other).toContain("No request was made.");
  });

  it("does without the catalogue where it lacks that version", () => {
    const unknown = { ...report, framework: { ...report.framework, version: "99" } };
    const other = parse(renderHtml(unknown)).text;
    expect(other).not.toContain("Who already ships it");
    expect(other).toContain("How to close it");
  });

  it("is chosen by the ending", async () => {
    expect(formatForFile("out/r.html")).toBe("html");
    expect(formatForFile("R.HTM")).toBe("html");
    expect(await renderReport("html", report, options())).toBe(renderHtml(report));
  });

  it("survives duplicate and hostile ids", () => {
    const twisted = structuredClone<Report>(report);
    const [first, second] = twisted.tracks[0]?.capabilities ?? [];
    if (!first || !second) throw new Error("the fixture has capabilities");
    first.id = second.id;
    for (const exchange of twisted.exchanges) exchange.id = `x" onload="1`;
    const { elements } = parse(renderHtml(twisted));
    const ids = elements.flatMap(({ attributes }) => attributes["id"] ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(elements.some(({ attributes }) => "onload" in attributes)).toBe(false);
  });
});

describe("hostile text", () => {
  const hostile = fc
    .array(fc.oneof(fc.constantFrom(...HOSTILE_BITS), fc.string({ unit: "binary" })), {
      maxLength: 6,
    })
    .map((bits) => `~${bits.join("")}`);
  const report = fixture("mixed");
  /** Numbered, since a text that repeats another is shown once. */
  const page = (texts: readonly string[]): string => {
    let at = 0;
    return renderHtml(withTexts(report, () => `${texts[at % texts.length]} ${at++}`));
  };
  const expected = skeleton(page(["~plain"]));

  it("changes no element and no attribute, in whatever field it stands", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 8 }), (texts) => {
        const markup = page(texts);
        expect(skeleton(markup)).toEqual(expected);
        expect(parse(markup).text.replaceAll("\n", " ")).not.toMatch(UNSAFE);
      }),
      { numRuns: 60 },
    );
  });

  it("leads nowhere but to web addresses", () => {
    const schemes = [
      "javascript:",
      "data:text/html,",
      "https://",
      " \tjava\nscript:",
      "http://a@",
      "//",
    ];
    const address = fc.tuple(fc.constantFrom(...schemes), hostile).map(([a, b]) => a + b);
    fc.assert(
      fc.property(address, (text) => {
        const { elements } = parse(renderHtml(withTexts(report, () => text)));
        for (const { name, attributes } of elements)
          if (name === "a") expect(attributes["href"]).toMatch(/^(#|https?:\/\/[^@]*)/);
      }),
      { numRuns: 40 },
    );
  });

  it("of a mebibyte in every field stays small", () => {
    const long = `<b>${"x".repeat(1 << 20)}`;
    const began = performance.now();
    const markup = renderHtml(withTexts(report, () => long));
    expect(markup).not.toContain("<b>");
    expect(markup.length).toBeLessThan(4_000_000);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
