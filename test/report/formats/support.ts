import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Report, ReportCapability } from "../../../src/core/report.ts";
import { renderReport } from "../../../src/report/formats.ts";
import { type Plan, realReport } from "../../support/real-report.ts";
import { FIXTURES, fixture, options } from "../support.ts";

export function render(id: string, report: Report): Promise<string> {
  return renderReport(id, report, options());
}

export async function renderParsed(id: string, report: Report): Promise<unknown> {
  return JSON.parse(await render(id, report));
}

/** Every outcome, code and state of a waiver once. */
export const EVERYTHING: Plan = {
  outcomes: {
    "authentication/totp-mfa": "met",
    "authentication/passwordless": "unmet",
    "authorization/token-prefix": "partial",
    "authorization/package-scoped-tokens": "unmet",
    "general/unpublish-policy": "none",
    "cli/dependency-pinning": "stale",
    "cli/sbom-generation": "unchecked",
  },
  log: "absent",
  waivers: [
    {
      capability: "authorization/package-scoped-tokens",
      reason: "Planned for spring.",
      owner: "Registry team",
      expires: "2026-12-24",
      compensating: "Tokens expire after a day.",
    },
    {
      capability: "authentication/passwordless",
      reason: "Not yet.",
      owner: "Registry team",
      expires: "2026-01-01",
    },
  ],
  minimums: [{ scope: "registry", minimum: 1 }],
};

/** Reports that every format must take: as the pipeline builds them, and as nobody would. */
export const REPORTS: readonly [string, Report][] = [
  ["everything", realReport(EVERYTHING)],
  ["everything, timed out", realReport({ ...EVERYTHING, log: "failed" })],
  ["all documented", realReport()],
  ["nothing claimed", realReport({ others: "none" })],
  [
    "no accounts",
    realReport({ profile: { taxonomy: { userAccounts: false, packages: ["source-only"] } } }),
  ],
  [
    "one capability",
    realReport({ evidence: { scope: { capabilities: ["cli/sbom-generation"] } } }),
  ],
  ["no track", realReport({ evidence: { scope: { tracks: [] } } })],
  ...FIXTURES.map((name): [string, Report] => [name, fixture(name)]),
];

export function capabilities(report: Report): ReportCapability[] {
  return report.tracks.flatMap((track) => track.capabilities);
}

export function readSchema(path: string): Record<string, unknown> {
  const url = new URL(path, import.meta.url);
  return JSON.parse(readFileSync(url, "utf8")) as Record<string, unknown>;
}

export function compileDraft2020(path: string): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(readSchema(path));
}

/** For draft-04 schemas that use nothing which draft-07 reads differently. */
export function compileDraft04(path: string): ValidateFunction {
  const { $schema: _, id: __, ...schema } = readSchema(path);
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

export function errorsOf(validate: ValidateFunction, value: unknown): unknown[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
