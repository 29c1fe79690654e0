import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Check } from "../../src/core/check.ts";
import type { FactKey, FactRecord, Facts, Gathered } from "../../src/core/facts.ts";
import type { Capability } from "../../src/core/framework.ts";
import { observeFacts } from "../../src/judge/findings.ts";

/** A fact, what the check makes of it (`criterion: outcome`, or the outcome alone), and words its message must have. */
export type Row = {
  [K in FactKey]: [
    what: string,
    key: K,
    result: Gathered<Facts[K]>,
    findings: string[],
    says?: RegExp,
  ];
}[FactKey];

export function found<T>(value: T): Gathered<T> {
  return { state: "found", value };
}

export const absent: Gathered<never> = { state: "absent", note: "the host has none." };

/** Runs the rows as judging does, and with each fact unreachable: a failed look is always unknown. */
export function checkTable(check: Check, rows: readonly Row[]): void {
  const capability = readCapability(check.id);
  const observe = (key: FactKey, result: Gathered<Facts[FactKey]>) => {
    const fact: FactRecord = {
      id: "f1",
      key,
      method: "passive",
      source: "test",
      result,
      exchanges: [],
    };
    return observeFacts(capability, check, [fact]);
  };
  describe(check.id, () => {
    it.each(rows.map((row) => ({ row, what: row[0] })))("$what", ({ row }) => {
      const [, key, result, expected, says] = row;
      const findings = observe(key, result);
      expect(
        findings.map(({ criterion, outcome }) =>
          criterion === undefined ? outcome : `${criterion}: ${outcome}`,
        ),
      ).toEqual(expected);
      for (const { message } of findings) {
        expect(message).toMatch(says ?? /./);
        expect(message).not.toMatch(/[{}]|undefined/);
        expect(message).toMatch(/\.$/);
      }
    });

    it.each(Object.keys(check.observe) as FactKey[])("unreachable: %s is unknown", (key) => {
      const findings = observe(key, {
        state: "failed",
        code: "unreachable",
        message: "No answer.",
      });
      expect(findings).toMatchObject([{ outcome: "unknown", code: "unreachable" }]);
    });

    it("uses every message it has, and every fact it reads stands in a row", () => {
      const said = rows.flatMap(([, key, result]) =>
        observe(key, result).map(({ message }) => message),
      );
      for (const template of Object.values(check.messages)) {
        const start = template.replace(/\{.*/s, "");
        const words = template.split(/\{\w+\}/).sort((a, b) => b.length - a.length)[0] ?? "";
        expect(
          said.some((message) => message.startsWith(start) && message.includes(words)),
          template,
        ).toBe(true);
      }
      const keys = rows.map(([, key]) => key);
      expect(Object.keys(check.observe).filter((key) => !keys.includes(key as FactKey))).toEqual(
        [],
      );
    });
  });
}

function readCapability(id: string): Capability {
  const url = new URL(`../../checks/${id}/capability.yaml`, import.meta.url);
  return { ...(parse(readFileSync(url, "utf8")) as Capability), id: id as Capability["id"] };
}
