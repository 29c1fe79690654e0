import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { frameworks } from "../../checks/catalogue.gen.ts";
import { checks } from "../../checks/index.gen.ts";
import { type ActiveOptions, runActive } from "../../src/active/run.ts";
import { sealActive } from "../../src/active/seal.ts";
import { NPM_ACTIVE } from "../../src/adapters/npm/active/index.ts";
import type { ActiveRun } from "../../src/core/active.ts";
import { judge } from "../../src/judge/judge.ts";
import { makeEvidence, NOW } from "../support/evidence.ts";

export const CREDENTIALS: { username: string; password: string } = {
  username: "auditor",
  password: "correct-horse-9",
};
/** What a profile would name, and the environment that has it. */
export const NAMES: { username: string; password: string } = {
  username: "STAGING_USER",
  password: "STAGING_PASSWORD",
};
export const ENV: Record<string, string> = {
  STAGING_USER: CREDENTIALS.username,
  STAGING_PASSWORD: CREDENTIALS.password,
};

/** A folder for journals, gone after the file's tests. */
export function journalFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "assay-journal-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function runNpm(target: string, options: Partial<ActiveOptions> = {}): Promise<ActiveRun> {
  return runActive({
    protocol: NPM_ACTIVE,
    target,
    credentials: { ...CREDENTIALS },
    credentialNames: { ...NAMES },
    now: NOW,
    env: {},
    ...options,
  });
}

/** Outcome by capability, as the report would have it. */
export function outcomes(run: ActiveRun): Record<string, string> {
  const framework = frameworks[0];
  if (!framework) throw new Error("no framework");
  const sealed = sealActive(run, { exchanges: 0, facts: 0 });
  const evidence = makeEvidence({ ...sealed });
  const verdicts = judge(evidence, framework, checks, { now: NOW });
  return Object.fromEntries(verdicts.map(({ capability, outcome }) => [capability.id, outcome]));
}

/** The value of a fact that a run found. */
export function valueOf(run: ActiveRun, key: string): Record<string, never> {
  const fact = run.facts.find(({ record }) => record.key === key);
  if (fact?.record.result.state !== "found") throw new Error(`${key} was not found`);
  return fact.record.result.value as unknown as Record<string, never>;
}
