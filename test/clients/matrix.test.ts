import { describe, expect, it } from "vitest";
import { clientMatrix } from "../../src/clients/matrix.ts";
import { renderMatrix } from "../../src/clients/render-matrix.ts";
import type { ClientFact } from "../../src/clients/run.ts";
import { run, sbom, install } from "../checks/cli/client-facts.ts";

function fact(source: string, key: ClientFact["key"], result: ClientFact["result"]): ClientFact {
  return { source, key, result, method: "client", exchanges: [] };
}

const hostile = { ...run.client, title: "Tool", version: "1|2\u001b[31m<b>" };

const facts: ClientFact[] = [
  fact("npm", "clientSbom", {
    state: "found",
    value: { ...run, known: true, install: install(), documents: [sbom({})] },
  }),
  fact("npm", "clientReachability", { state: "found", value: { ...run, analysis: null } }),
  {
    ...fact("pnpm", "clientSbom", {
      state: "found",
      value: { ...run, client: hostile, known: false, install: null, documents: [] },
    }),
    beside: true,
  },
  fact("deno", "clientSbom", {
    state: "failed",
    code: "not-observable",
    message: "Deno is not installed here.",
  }),
];

describe("clientMatrix", () => {
  const matrix = clientMatrix(facts);

  it("judges each client for itself, beside others or not", () => {
    const outcomes = matrix.rows.map((row) => [
      row.client,
      row.cells["cli/sbom-generation"]?.outcome,
    ]);
    expect(outcomes).toEqual([
      ["npm", "met"],
      ["pnpm", "unmet"],
      ["deno", "unknown"],
    ]);
    expect(matrix.rows[0]?.cells["cli/reachability-analysis"]?.outcome).toBe("unmet");
  });

  it("knows nothing of what was not tried", () => {
    expect(matrix.rows[0]?.cells["cli/dependency-pinning"]).toEqual({
      outcome: "unknown",
      code: "not-observable",
      message: "Nothing was tried.",
    });
    expect(matrix.rows[2]).toMatchObject({ version: null, path: null, isolation: null });
  });
});

describe("renderMatrix", () => {
  const matrix = clientMatrix(facts);
  const options = { columns: 100, color: false, reasons: true };

  it("prints a table, and why", () => {
    const text = renderMatrix(matrix, "pretty", options);
    expect(text).toMatch(/^client +version +pinning +warnings +sbom +remediation +reachability\n/);
    expect(text).toMatch(/npm 9\.9\.9\n(.*\n)* {2}sbom-generation: met\. tool sbom writes/);
    expect(renderMatrix(matrix, "pretty", { ...options, reasons: false })).not.toMatch(/writes/);
  });

  it("says where only configuration kept clients on this machine, with reasons or without", () => {
    const why = "unshare was refused";
    const loose = {
      ...matrix,
      rows: matrix.rows.map((row) =>
        row.client === "npm" ? { ...row, isolation: { kind: "environment" as const, why } } : row,
      ),
    };
    for (const reasons of [true, false]) {
      for (const format of ["pretty", "markdown"] as const) {
        expect(renderMatrix(loose, format, { ...options, reasons })).toContain(why);
        expect(renderMatrix(matrix, format, { ...options, reasons })).not.toContain("namespace");
      }
    }
  });

  it("keeps hostile versions from becoming anything else", () => {
    for (const format of ["pretty", "markdown", "csv"] as const) {
      expect(renderMatrix(matrix, format, options)).not.toContain("\u001b");
    }
    const markdown = renderMatrix(matrix, "markdown", options);
    expect(markdown).not.toMatch(/<b>|1\|2/);
    for (const line of markdown.split("\n").slice(0, 5)) expect(line.split("|")).toHaveLength(9);
  });

  it("holds everything as JSON", () => {
    expect(JSON.parse(renderMatrix(matrix, "json", options))).toEqual(matrix);
  });
});
