import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../../src/report/formats.ts";
import { OUTCOME_MAPPING, VERDICTS } from "../../../src/report/outcome-mapping.ts";

const page = readFileSync(new URL("../../../docs/formats.md", import.meta.url), "utf8");

/** The rows that the page must hold; to write them anew, print them. */
const formatRows = FORMATS.map(
  ({ id, title, endings }) =>
    `| \`${id}\` | ${endings.map((ending) => `\`${ending}\``).join(" ") || "–"} | ${title} |`,
);
const mappingRows = VERDICTS.map((verdict) => {
  const row = OUTCOME_MAPPING[verdict];
  const cells = [
    row.sarif ? `${row.sarif.kind}, ${row.sarif.level}` : null,
    row.junit,
    row.annotation,
    row.gitlab,
    row.oscal ? `${row.oscal.state}, ${row.oscal.reason}` : "excluded",
    row.gemara,
    row.cyclonedx?.conformance ?? null,
    row.testResult,
  ];
  return `| ${verdict} | ${cells.map((cell) => cell ?? "–").join(" | ")} |`;
});

describe("docs/formats.md", () => {
  it.each(formatRows)("lists %s", (row) => {
    expect(page).toContain(row);
  });

  it.each(mappingRows)("maps %s", (row) => {
    expect(page).toContain(row);
  });
});
