import { check } from "../../../checks/cli/dependency-pinning/check.ts";
import type { ClientPinning } from "../../../src/core/client-facts.ts";
import { absent, checkTable, found, type Row } from "../table.ts";
import { evil, install, newer, refused, run, timedOut, trial } from "./client-facts.ts";

const good: ClientPinning = {
  ...run,
  lock: { ...trial, version: "1.0.0" },
  locked: install(),
  unlocked: newer,
  metadata: refused,
  metadataUnlocked: evil,
  bytes: refused,
};

function client(what: string, changes: Partial<ClientPinning>, version: string, hash: string): Row {
  const findings = [`version: ${version}`, `hash: ${hash}`];
  return [what, "clientPinning", found({ ...good, ...changes }), findings];
}

const nothing = install({ installed: null, exit: 1, artifacts: [] });

checkTable(check, [
  [
    "digests",
    "fileDigests",
    found({ algorithms: ["sha512"], sampled: 3, missing: 0 }),
    ["hash: note"],
    /sha512/,
  ],
  [
    "some missing",
    "fileDigests",
    found({ algorithms: ["sha512"], sampled: 3, missing: 1 }),
    ["hash: note"],
    /^1 of the 3/,
  ],
  [
    "all missing",
    "fileDigests",
    found({ algorithms: [], sampled: 3, missing: 3 }),
    ["hash: note"],
    /^3 of the 3/,
  ],
  ["none served", "fileDigests", absent, ["hash: note"]],

  client("pins both", {}, "met", "met"),
  client("takes the newer version in spite of the lock", { locked: newer }, "unmet", "met"),
  client("installs tampered bytes whose metadata match", { metadata: evil }, "met", "unmet"),
  client("installs tampered bytes", { bytes: evil }, "met", "unmet"),
  client(
    "installs tampered bytes, controls or not",
    { bytes: evil, metadataUnlocked: nothing },
    "met",
    "unmet",
  ),
  client("wrote no lock", { lock: { ...trial, version: null } }, "unknown", "unknown"),
  client("locked another version", { lock: { ...trial, version: "1.0.1" } }, "unknown", "unknown"),
  client("was stopped", { locked: { ...install(), ...timedOut } }, "unknown", "unknown"),
  client("was stopped late", { bytes: { ...nothing, ...timedOut } }, "met", "unknown"),
  client("never takes the newer version", { unlocked: install() }, "unknown", "met"),
  client("cannot install from its lock", { locked: nothing }, "unknown", "unknown"),
  client("had it from elsewhere", { locked: install({ artifacts: [] }) }, "unknown", "met"),
  client("never installs what was tampered with", { metadataUnlocked: refused }, "met", "unknown"),
  client("fails without blaming a digest", { metadata: nothing }, "met", "unknown"),
  client(
    "complains of a digest that it was never served",
    { metadata: { ...refused, sawTampered: false } },
    "met",
    "unknown",
  ),
  client("complains, and succeeds", { bytes: { ...refused, exit: 0 } }, "met", "unknown"),
  client("installs the genuine bytes, from somewhere", { metadata: install() }, "met", "unknown"),
]);
