import { check } from "../../../checks/cli/reachability-analysis/check.ts";
import type { ClientReachability } from "../../../src/core/client-facts.ts";
import { checkTable, found, type Row } from "../table.ts";
import { reach, run, timedOut } from "./client-facts.ts";

type Analysis = NonNullable<ClientReachability["analysis"]>;

function client(
  what: string,
  changes: Partial<Analysis> | null,
  outcome: string,
  missing?: ClientReachability["missing"],
): Row {
  const usual: Analysis = { command: "tool reach", calls: reach(true), depends: reach(false) };
  const analysis = changes && { ...usual, ...changes };
  const value = { ...run, analysis, ...(missing ? { missing } : {}) };
  return [what, "clientReachability", found(value), [`reachability: ${outcome}`]];
}

const companion = { title: "reachtool", version: "1", path: "/bin/reachtool" };

checkTable(check, [
  client("tells them apart", {}, "met"),
  client("the ecosystem's tool does", { companion: { ...companion, by: "ecosystem" } }, "met"),
  client(
    "a third party's tool does",
    { companion: { ...companion, by: "third-party" } },
    "partial",
  ),
  client("reports both", { depends: reach(true) }, "unmet"),
  client("misses the call", { calls: reach(false) }, "unmet"),
  client("asked nobody", { calls: reach(false, { advisoryStatuses: [] }) }, "unknown"),
  client(
    "asked nobody about what is merely there",
    { depends: reach(false, { advisoryStatuses: [] }) },
    "unknown",
  ),
  client("cannot be read", { depends: reach(null) }, "unknown"),
  client("was stopped", { calls: reach(null, timedOut) }, "unknown"),
  client("has no command", null, "unmet"),
  client("its tool is not here", null, "unknown", { title: "reachtool", by: "ecosystem" }),
  client("a third party's tool is not here", null, "unmet", {
    title: "reachtool",
    by: "third-party",
  }),
]);
