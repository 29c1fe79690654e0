import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { checks } from "../../checks/index.gen.ts";
import { type ActiveOptions, runActive } from "../../src/active/run.ts";
import type { ActiveRun } from "../../src/core/active.ts";
import type { FactKey, FactRecord, Facts } from "../../src/core/facts.ts";
import type { Capability } from "../../src/core/framework.ts";
import { observeFacts } from "../../src/judge/findings.ts";

/** Runs the probes that fill some facts, in a folder of its own for the journal. */
export async function runProbes(
  options: Omit<ActiveOptions, "now" | "credentialNames" | "journalFolder">,
): Promise<ActiveRun> {
  const journalFolder = await mkdtemp(join(tmpdir(), "assay-journal-"));
  try {
    return await runActive({
      ...options,
      now: new Date(),
      credentialNames: { username: "ASSAY_TEST_USER", password: "ASSAY_TEST_PASSWORD" },
      journalFolder,
    });
  } finally {
    await rm(journalFolder, { recursive: true, force: true });
  }
}

/**
 * What the checks make of a run: outcomes by `capability criterion`, notes left out. Where one criterion got several,
 * they are joined by a plus sign.
 */
export function verdictsOf(run: ActiveRun, only?: readonly FactKey[]): Record<string, string> {
  const facts = run.facts.flatMap(({ record }, index): FactRecord[] => {
    if (only && !only.includes(record.key)) return [];
    return [{ ...record, id: `f${index + 1}`, exchanges: [] }];
  });
  const verdicts: Record<string, string> = {};
  for (const check of checks) {
    const capability = readCapability(check.id);
    for (const { criterion, outcome } of observeFacts(capability, check, facts)) {
      if (outcome === "note") continue;
      const key = [check.id, criterion].filter((part) => part !== undefined).join(" ");
      verdicts[key] = verdicts[key] === undefined ? outcome : `${verdicts[key]} + ${outcome}`;
    }
  }
  return verdicts;
}

/** The value of a fact that was found. */
export function valueOf<K extends FactKey>(run: ActiveRun, key: K): Facts[K] | undefined {
  const result = run.facts.find(({ record }) => record.key === key)?.record.result;
  return result?.state === "found" ? (result.value as Facts[K]) : undefined;
}

function readCapability(id: string): Capability {
  const url = new URL(`../../checks/${id}/capability.yaml`, import.meta.url);
  return { ...(parse(readFileSync(url, "utf8")) as Capability), id: id as Capability["id"] };
}
