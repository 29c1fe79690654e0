import type { Report } from "../../core/report.ts";
import { reportDigest } from "../identity.ts";
import { toJson } from "../json.ts";

/** An in-toto Statement v1 about a report: its subject is the bytes that `--format json` writes. Unsigned. */
export function renderStatement(
  raw: Report,
  name: string,
  predicateType: string,
  predicate: object,
): string {
  return toJson({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name, digest: { sha256: reportDigest(raw) } }],
    predicateType,
    predicate,
  });
}
