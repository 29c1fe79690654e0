import { check } from "../../../checks/cli/sbom-generation/check.ts";
import type { ClientSbom } from "../../../src/core/client-facts.ts";
import { checkTable, found, type Row } from "../table.ts";
import { install, run, sbom, timedOut } from "./client-facts.ts";

function client(
  what: string,
  documents: ClientSbom["documents"],
  outcome: string,
  changes: Partial<ClientSbom> = {},
): Row {
  const value = { ...run, known: true, install: install(), documents, ...changes };
  return [what, "clientSbom", found(value), [`sbom: ${outcome}`]];
}

const invalid = sbom({ valid: false, errors: ["/components/0 must have property name"] });
const refused = sbom(null, { exit: 1, refused: true });
const spdx = sbom({ specVersion: "SPDX-2.3" }, { format: "spdx" });

checkTable(check, [
  client("complete", [sbom({})], "met"),
  client("one good format is enough", [invalid, spdx], "met"),
  client("without the digest", [sbom({ hash: null })], "partial"),
  client(
    "with the digest of something else",
    [sbom({ hash: { algorithm: "SHA-1", matches: false } })],
    "partial",
  ),
  client("without the dependency", [sbom({ names: null })], "unmet"),
  client("rejected by the schema", [invalid], "unmet"),
  client("of a version that nobody here knows", [sbom({ valid: null })], "unknown"),
  client("one bad, one of an unknown version", [invalid, sbom({ valid: null })], "unknown"),
  client("without a version", [sbom({ specVersion: null, valid: null })], "unknown"),
  client("command unknown to the client", [refused, refused], "unmet"),
  client("neither document nor refusal", [sbom(null, { exit: 1 })], "unknown"),
  client("stopped", [sbom(null, timedOut)], "unknown"),
  client("no command known", [], "unmet", { known: false, install: null }),
  client("no lock to install from", [], "unknown", { install: null }),
  client("nothing installed", [sbom({})], "unknown", { install: install({ installed: null }) }),
]);
