import { type Check, defineCheck, type Finding } from "../../../src/core/check.ts";
import { type ClientSbom, clientName, type SbomDocument } from "../../../src/core/client-facts.ts";
import { VULNERABLE } from "../../../src/core/driver.ts";

export const check: Check = defineCheck({
  id: "cli/sbom-generation",
  messages: {
    noCommand: "{client} has no command that writes an SBOM.",
    notInstalled: "{client} did not install what the SBOM would be about ({said}).",
    stopped: "{command} was stopped ({why}), so nothing follows from it.",
    refused: "{client} does not know the command {command}.",
    unreadable: "{command} printed neither an SBOM nor that it has no such command ({said}).",
    noSchema: "{command} writes {format} {version}, for which no official schema is at hand.",
    invalid: "{command} writes {format} {version} that its official schema rejects ({errors}).",
    namesNothing: "{command} writes valid {format} {version} without the installed dependency.",
    noHash:
      "{command} writes valid {format} {version} that names {names}, without the digest of what was installed.",
    complete: "{command} writes valid {format} {version} that names {names} with its {algorithm}.",
  },
  observe: {
    clientSbom(seen) {
      return seen.state === "absent" ? [] : judgeRun(seen.value);
    },
  },
});

type Message =
  | "noCommand"
  | "notInstalled"
  | "stopped"
  | "refused"
  | "unreadable"
  | "noSchema"
  | "invalid"
  | "namesNothing"
  | "noHash"
  | "complete";

const BEST_FIRST = ["met", "partial", "unknown", "unmet"] as const;

/** One good format is enough, so the best document decides; an unknown one might be good. */
function judgeRun(run: ClientSbom): Finding<Message> {
  const client = clientName(run);
  if (!run.known) return finding("unmet", "noCommand", { client });
  if (run.install?.installed?.version !== VULNERABLE) {
    return finding("unknown", "notInstalled", { client, said: run.install?.excerpt ?? "no lock" });
  }
  const findings = run.documents.map((document) => judgeDocument(client, document));
  const best = BEST_FIRST.flatMap((outcome) => findings.filter((one) => one.outcome === outcome));
  return best[0] ?? finding("unmet", "noCommand", { client });
}

function judgeDocument(client: string, sbom: SbomDocument): Finding<Message> {
  const { command, document, excerpt } = sbom;
  if (sbom.stopped) return finding("unknown", "stopped", { command, why: sbom.stopped });
  if (!document) {
    return sbom.refused
      ? finding("unmet", "refused", { client, command })
      : finding("unknown", "unreadable", { command, said: excerpt });
  }
  const format = sbom.format === "cyclonedx" ? "CycloneDX" : "SPDX";
  const version = (document.specVersion ?? "without a version").replace(/^SPDX-/, "");
  const args = { command, format, version };
  if (document.valid === null) return finding("unknown", "noSchema", args);
  if (!document.valid) {
    return finding("unmet", "invalid", { ...args, errors: document.errors.join("; ") });
  }
  if (document.names === null) return finding("unmet", "namesNothing", args);
  const named = { ...args, names: document.names };
  return document.hash?.matches
    ? finding("met", "complete", { ...named, algorithm: document.hash.algorithm })
    : finding("partial", "noHash", named);
}

function finding(
  outcome: Finding["outcome"],
  message: Message,
  args: Record<string, string>,
): Finding<Message> {
  return { criterion: "sbom", outcome, message, args };
}
