import { type Check, defineCheck, type Finding } from "../../../src/core/check.ts";
import {
  type ClientPinning,
  clientName,
  type InstallTrial,
  quoteLine,
} from "../../../src/core/client-facts.ts";
import { FIXED, VULNERABLE } from "../../../src/core/driver.ts";

export const check: Check = defineCheck({
  id: "cli/dependency-pinning",
  messages: {
    digests: "The {sampled} files looked at carry a digest to pin on ({algorithms}).",
    someMissing: "{missing} of the {sampled} files looked at carry no digest to pin on.",
    noDigests: "The registry serves no digest to pin on: {note}",
    noLock: "{client} wrote no lock that names 1.0.0, so nothing could be tried ({said}).",
    stopped: "{client} was stopped in step {step} ({why}), so nothing follows from it.",
    versionControl:
      "Without a lock {client} did not take the newer version either, so keeping the older one proves nothing ({said}).",
    lockedFailed: "{client} did not install from its own lock ({said}).",
    notServed: "{client} installed {version} without asking the stub registry for it.",
    versionKept: "With 1.0.1 on offer, {client} installs the 1.0.0 of its lock.",
    versionLost: "With 1.0.0 in its lock, {client} installs {version}.",
    hashControl:
      "Without a lock {client} did not install the tampered package either, so refusing it proves nothing ({said}).",
    tampered:
      "From its lock {client} installs other bytes than those that were locked (replaced: {replaced}).",
    unproven:
      "{client} neither installed the tampered package nor complained about its digest (replaced: {replaced}; {said}).",
    refused:
      "From its lock {client} refuses other bytes, also where the registry's metadata matches them: {refusal}.",
  },
  observe: {
    // A digest is what a client can pin on; whether it does is seen by running it.
    fileDigests(seen) {
      const criterion = "hash";
      if (seen.state === "absent")
        return { criterion, outcome: "note", message: "noDigests", args: { note: seen.note } };
      const { sampled, missing, algorithms } = seen.value;
      if (missing > 0)
        return { criterion, outcome: "note", message: "someMissing", args: { sampled, missing } };
      const args = { sampled, algorithms: algorithms.slice(0, 5).join(", ") };
      return { criterion, outcome: "note", message: "digests", args };
    },
    clientPinning(seen) {
      if (seen.state === "absent") return [];
      return [judgeVersion(seen.value), judgeHash(seen.value)];
    },
  },
});

type Message =
  | "noLock"
  | "stopped"
  | "versionControl"
  | "lockedFailed"
  | "notServed"
  | "versionKept"
  | "versionLost"
  | "hashControl"
  | "tampered"
  | "unproven"
  | "refused";

function judgeVersion(run: ClientPinning): Finding<Message> {
  const criterion = "version";
  const client = clientName(run);
  const { lock, locked, unlocked } = run;
  const early = notEvenTried(run, criterion, [locked, unlocked]);
  if (early) return early;
  if (!locked || !unlocked || unlocked.installed?.version !== FIXED) {
    const args = { client, said: unlocked?.excerpt ?? lock.excerpt };
    return { criterion, outcome: "unknown", message: "versionControl", args };
  }
  if (!locked.installed) {
    const args = { client, said: locked.excerpt };
    return { criterion, outcome: "unknown", message: "lockedFailed", args };
  }
  const { version } = locked.installed;
  const args = { client, version };
  if (!locked.artifacts.includes(version)) {
    return { criterion, outcome: "unknown", message: "notServed", args };
  }
  return version === VULNERABLE
    ? { criterion, outcome: "met", message: "versionKept", args }
    : { criterion, outcome: "unmet", message: "versionLost", args };
}

/** Tampered bytes that were installed decide at once; a refusal counts only beside controls that install. */
function judgeHash(run: ClientPinning): Finding<Message> {
  const criterion = "hash";
  const client = clientName(run);
  const { locked, metadata, metadataUnlocked, bytes } = run;
  const variants = [
    { trial: metadata, replaced: "bytes and metadata" },
    { trial: bytes, replaced: "bytes" },
  ];
  const evil = variants.find(({ trial }) => trial?.installed?.build === "tampered");
  if (evil) {
    const args = { client, replaced: evil.replaced };
    return { criterion, outcome: "unmet", message: "tampered", args };
  }
  const early = notEvenTried(run, criterion, [locked, metadata, metadataUnlocked, bytes]);
  if (early) return early;
  if (locked?.installed?.build !== "genuine") {
    const args = { client, said: locked?.excerpt ?? "" };
    return { criterion, outcome: "unknown", message: "lockedFailed", args };
  }
  if (metadataUnlocked?.installed?.build !== "tampered") {
    const args = { client, said: metadataUnlocked?.excerpt ?? "" };
    return { criterion, outcome: "unknown", message: "hashControl", args };
  }
  const open = variants.find(({ trial }) => !refuses(trial));
  if (open) {
    const args = { client, replaced: open.replaced, said: open.trial?.excerpt ?? "" };
    return { criterion, outcome: "unknown", message: "unproven", args };
  }
  const args = { client, refusal: quoteLine(metadata?.refusal ?? "") };
  return { criterion, outcome: "met", message: "refused", args };
}

function refuses(trial: InstallTrial | null): boolean {
  return (
    trial !== null &&
    trial.installed === null &&
    trial.exit !== 0 &&
    trial.sawTampered &&
    trial.refusal !== null
  );
}

function notEvenTried(
  run: ClientPinning,
  criterion: string,
  trials: readonly (InstallTrial | null)[],
): Finding<Message> | null {
  const client = clientName(run);
  const stopped = [run.lock, ...trials].find((trial) => trial?.stopped);
  if (stopped) {
    const args = { client, step: stopped.step, why: stopped.stopped ?? "" };
    return { criterion, outcome: "unknown", message: "stopped", args };
  }
  if (run.lock.version === VULNERABLE) return null;
  const args = { client, said: run.lock.excerpt };
  return { criterion, outcome: "unknown", message: "noLock", args };
}
