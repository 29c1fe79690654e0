import { check } from "../../../checks/cli/automatic-remediation/check.ts";
import type { ClientRemediation } from "../../../src/core/client-facts.ts";
import { absent, checkTable, found, type Row } from "../table.ts";
import { fix, run, timedOut, unmoved } from "./client-facts.ts";

type Fix = NonNullable<ClientRemediation["fix"]>;

function client(what: string, changes: Partial<Fix> | null, outcome: string): Row {
  const usual: Fix = { command: "tool fix", direct: fix(), transitive: fix(), control: unmoved };
  const value: ClientRemediation = { ...run, fix: changes && { ...usual, ...changes } };
  return [what, "clientRemediation", found(value), [`upgrade: ${outcome}`]];
}

const refused = fix({ after: "1.0.0", exit: 1, refused: true, advisoryStatuses: [] });
const gone = fix({ after: "1.0.0", exit: 1, advisoryStatuses: [410, 410] });
const left = { direct: unmoved, transitive: unmoved };
const fields = ["patched_versions"];

checkTable(check, [
  ["no advisories endpoint", "advisories", absent, ["upgrade: unmet"], /No client can tell/],
  ["an advisories endpoint", "advisories", found({ asked: "a@1", count: 2 }), []],

  client("fixes both", {}, "met"),
  client("fixes both, and fails", { direct: fix({ exit: 1 }) }, "met"),
  client("fixes direct dependencies only", { transitive: unmoved }, "partial"),
  client("fixes transitive dependencies only", { direct: unmoved }, "partial"),
  client("reports and leaves the lock", left, "unmet"),
  client(
    "would fix with richer answers",
    { ...left, richer: { fields, direct: fix(), transitive: unmoved } },
    "partial",
  ),
  client("would not, even so", { ...left, richer: { fields, ...left } }, "unmet"),
  client("moves the lock without an advisory too", { control: fix() }, "unmet"),
  client(
    "has no such command",
    { direct: refused, transitive: refused, control: refused },
    "unmet",
  ),
  client("asks what is retired", { direct: gone, transitive: gone, control: gone }, "unmet"),
  client("asks nobody", { direct: fix({ advisoryStatuses: [] }) }, "unknown"),
  client("gets errors", { transitive: fix({ advisoryStatuses: [500, 410] }) }, "unknown"),
  client(
    "fixes, beside a control that asked nobody",
    { control: fix({ after: "1.0.0", exit: 1, advisoryStatuses: [] }) },
    "unknown",
  ),
  client("was stopped", { transitive: fix(timedOut) }, "unknown"),
  client("had no lock", { direct: fix({ before: null }) }, "unknown"),
  client("lost the lock", { direct: fix({ after: null }) }, "unknown"),
  client("has no command", null, "unmet"),
]);
