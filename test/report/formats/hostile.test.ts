import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Report } from "../../../src/core/report.ts";
import { FORMATS } from "../../../src/report/formats.ts";
import type { Renderer } from "../../../src/report/render.ts";
import { realReport } from "../../support/real-report.ts";
import { HOSTILE_BITS, options, UNSAFE, withTexts } from "../support.ts";
import { compileDraft04, compileDraft2020, errorsOf, EVERYTHING } from "./support.ts";
import { type Element, parseXml } from "./xml.ts";
import { workedMs } from "../../support/own-work.ts";

const BASE = realReport({ ...EVERYTHING, log: "failed" });
const PLAIN = withTexts(BASE, () => "x");
const BITS = [
  ...HOSTILE_BITS,
  "\u0000",
  "\ufffe",
  "\uffff",
  "]]>",
  "-->",
  "<!DOCTYPE x [",
  "&x;",
  "&#0;",
  "%0A::error::x",
  "::error::x",
  "](https://e.example)",
  "{0}",
  "${{ x }}",
  ": ",
  "? x",
  "&anchor",
  "*alias",
  "!!js/function x",
  "---\n",
  "...",
  '","x":"',
  "</details>",
];

const RENDERERS = new Map<string, Renderer>(
  await Promise.all(FORMATS.map(async ({ id, load }) => [id, await load()] as const)),
);

function render(id: string, report: Report): string {
  return (RENDERERS.get(id) as Renderer)(report, options());
}

/** Texts in every free field. Addresses stay addresses in half of the runs, so that links are tried as well. */
const texts = fc.array(
  fc.oneof(fc.constantFrom(...BITS), fc.string({ unit: "binary", maxLength: 12 })),
  { minLength: 1, maxLength: 6 },
);

function hostile(parts: readonly string[], urls: boolean): Report {
  let at = 0;
  const spoiled = withTexts(BASE, () => {
    at += 1;
    return `${parts[at % parts.length] ?? ""}${parts.join("")}`;
  });
  return urls ? keepUrls(BASE, spoiled) : spoiled;
}

/** `spoiled`, with the addresses of `base`. */
function keepUrls<T>(base: T, spoiled: T): T {
  if (Array.isArray(base)) {
    return base.map((item, at) => keepUrls(item as unknown, (spoiled as unknown[])[at])) as T;
  }
  if (typeof base !== "object" || base === null) return spoiled;
  return Object.fromEntries(
    Object.entries(base).map(([key, item]) => [
      key,
      key === "url"
        ? (item as unknown)
        : keepUrls(item as unknown, (spoiled as Record<string, unknown>)[key]),
    ]),
  ) as T;
}

const PLAIN_WITH_URLS: Report = keepUrls(BASE, PLAIN);

/** What a document is made of, without its texts. */
function skeleton(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(skeleton);
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, skeleton(item)]));
}

function xmlSkeleton({ name, attributes, children }: Element): unknown {
  return [name, Object.keys(attributes), children.map(xmlSkeleton)];
}

const SKELETONS: Readonly<Record<string, (text: string) => unknown>> = {
  json: (text) => skeleton(JSON.parse(text)),
  sarif: (text) => skeleton(JSON.parse(text)),
  "sarif-github": (text) => skeleton(JSON.parse(text)),
  gitlab: (text) => skeleton(JSON.parse(text)),
  cyclonedx: (text) => skeleton(JSON.parse(text)),
  "cyclonedx-1.6": (text) => skeleton(JSON.parse(text)),
  "in-toto": (text) => skeleton(JSON.parse(text)),
  "in-toto-test-result": (text) => skeleton(JSON.parse(text)),
  "gemara-json": (text) => skeleton(JSON.parse(text)),
  gemara: (text) => skeleton(parse(text)),
  oscal: (text) => skeleton(JSON.parse(text)),
  badge: (text) => skeleton(JSON.parse(text)),
  junit: (text) => xmlSkeleton(parseXml(text)),
  "badge-svg": (text) => xmlSkeleton(parseXml(text)),
  // Lines and the cells of tables: an unescaped `|` anywhere would add one.
  "github-summary": (text) => text.split("\n").map((line) => line.split("|").length),
};

describe("hostile texts in every field", () => {
  it("covers every format that is not covered elsewhere", () => {
    const elsewhere = ["pretty", "markdown", "csv", "html", "github-annotations"];
    const ids = FORMATS.map(({ id }) => id).filter((id) => !elsewhere.includes(id));
    expect(Object.keys(SKELETONS).sort()).toEqual(ids.sort());
  });

  it.each(Object.keys(SKELETONS))("%s keeps its structure", (id) => {
    const expected = SKELETONS[id]?.(render(id, PLAIN_WITH_URLS));
    fc.assert(
      fc.property(texts, (parts) => {
        expect(SKELETONS[id]?.(render(id, hostile(parts, true)))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it("github-annotations keeps its commands", () => {
    const count = render("github-annotations", PLAIN).split("\n").length;
    fc.assert(
      fc.property(texts, (parts) => {
        const lines = render("github-annotations", hostile(parts, false)).split("\n");
        expect(lines).toHaveLength(count);
        for (const line of lines.slice(1, -1)) {
          expect(line).toMatch(
            /^::(?:error|warning|notice) file=[^:,]*,line=\d+,col=\d+,title=[^:,]*::/,
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each(FORMATS.map(({ id }) => id))("%s shows no control and ends its last line", (id) => {
    fc.assert(
      fc.property(texts, fc.boolean(), (parts, urls) => {
        const text = render(id, hostile(parts, urls));
        // Spreadsheets and pages end lines as they must; no other control is anybody's.
        expect(text.replaceAll("\r\n", "\n")).not.toMatch(UNSAFE);
        expect(text.endsWith("\n")).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it("stays valid by every schema", async () => {
    const sarif = compileDraft04("../../../schemas/vendor/sarif/sarif-2.1.0-rtm.5.schema.json");
    const draft2020 = {
      "gemara-json": compileDraft2020("./schemas/gemara-evaluation-log.schema.json"),
      oscal: compileDraft2020("./schemas/oscal-assessment-results.schema.json"),
      "in-toto": compileDraft2020("./schemas/in-toto-statement.schema.json"),
      "in-toto-test-result": compileDraft2020("./schemas/in-toto-statement.schema.json"),
    };
    const cyclonedx = new Validation.JsonStrictValidator(Spec.Version.v1dot7);
    await fc.assert(
      fc.asyncProperty(texts, fc.boolean(), async (parts, urls) => {
        const report = hostile(parts, urls);
        for (const [id, validate] of [["sarif", sarif], ...Object.entries(draft2020)] as const) {
          expect(errorsOf(validate, JSON.parse(render(id, report)))).toEqual([]);
        }
        expect(await cyclonedx.validate(render("cyclonedx", report))).toBeNull();
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});

describe("size and speed", () => {
  it("renders every format of a report in under a second together", () => {
    for (const { id } of FORMATS) render(id, BASE);
    const start = workedMs();
    for (const { id } of FORMATS) render(id, BASE);
    expect(workedMs(start)).toBeLessThan(1_000);
  });

  it.each(["<", "\u202e", "=cmd|", "\ufffe", "日"])(
    "takes texts of a mebibyte of %j",
    (bit) => {
      const long = bit.repeat(Math.ceil((1024 * 1024) / bit.length));
      let left = 4;
      const report = withTexts(BASE, () => (left-- > 0 ? long : "short"));
      for (const { id } of FORMATS) {
        if (id === "json") continue;
        const start = workedMs();
        const { length } = render(id, report);
        // Only what is cut is shown: none grows with what a server sends.
        expect(length, id).toBeLessThan(8 * 1024 * 1024);
        expect(workedMs(start), id).toBeLessThan(2_000);
      }
    },
    60_000,
  );

  it("gives the same bytes for the same report, in any process and order", () => {
    for (const { id } of [...FORMATS].reverse()) {
      expect(render(id, structuredClone(BASE))).toBe(render(id, BASE));
    }
  });
});
