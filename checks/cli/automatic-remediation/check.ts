import { type Check, defineCheck, type Finding } from "../../../src/core/check.ts";
import {
  type ClientRemediation,
  clientName,
  type FixTrial,
} from "../../../src/core/client-facts.ts";
import { FIXED, VULNERABLE } from "../../../src/core/driver.ts";

export const check: Check = defineCheck({
  id: "cli/automatic-remediation",
  messages: {
    noAdvisories:
      "No client can tell what to fix with this registry, because it answers no questions about advisories: {note}",
    noCommand: "{client} has no command that fixes what an advisory names.",
    refused: "{client} does not know the command {command}.",
    stopped: "{command} was stopped in step {step} ({why}), so nothing follows from it.",
    noLock: "{client} wrote no lock that could be fixed ({said}).",
    lostLock: "{command} left no lock that names the dependency ({said}).",
    moves: "{command} moves the lock even without an advisory, so it updates rather than remedies.",
    retired:
      "{command} asks only endpoints that the registry has retired (410), and fixes nothing.",
    unseen: "{command} got no answer about advisories, so it shows nothing ({said}).",
    noControl:
      "{command} got no answer in step {step}, where no advisory was served, so the lock that stayed there proves nothing ({said}).",
    both: "{command} moves the lock from 1.0.0 to 1.0.1, for a direct and a transitive dependency.",
    one: "{command} fixes the {fixed} dependency and leaves the {left} one at 1.0.0.",
    richerOnly:
      "{command} fixes nothing with the answers that the registry gives; it would, if these carried {fields}.",
    neither: "{command} leaves the lock at 1.0.0, with 1.0.1 on offer.",
  },
  observe: {
    advisories(seen) {
      return seen.state === "absent" ? finding("unmet", "noAdvisories", { note: seen.note }) : [];
    },
    clientRemediation(seen) {
      return seen.state === "absent" ? [] : judgeRun(seen.value);
    },
  },
});

type Message =
  | "noAdvisories"
  | "noCommand"
  | "refused"
  | "stopped"
  | "noLock"
  | "lostLock"
  | "moves"
  | "retired"
  | "unseen"
  | "noControl"
  | "both"
  | "one"
  | "richerOnly"
  | "neither";

/** The lock decides. Exit codes do not: one client fails after a fix, another succeeds without one. */
function judgeRun(run: ClientRemediation): Finding<Message> {
  const client = clientName(run);
  const { fix } = run;
  if (!fix) return finding("unmet", "noCommand", { client });
  const { command, direct, transitive, control, richer } = fix;
  const trials = [direct, transitive, control];
  const stopped = trials.find((trial) => trial.stopped);
  if (stopped) {
    const args = { command, step: stopped.step, why: stopped.stopped ?? "" };
    return finding("unknown", "stopped", args);
  }
  const lockless = trials.find((trial) => trial.before !== VULNERABLE);
  if (lockless) return finding("unknown", "noLock", { client, said: lockless.excerpt });
  const lost = trials.find((trial) => trial.after === null);
  if (lost) return finding("unknown", "lostLock", { command, said: lost.excerpt });
  if (control.after !== VULNERABLE) return finding("unmet", "moves", { command });
  if (direct.refused && !fixed(direct)) return finding("unmet", "refused", { client, command });

  const unseen = [direct, transitive].find((trial) => !answered(trial));
  if (unseen) {
    const gone =
      unseen.advisoryStatuses.length > 0 &&
      unseen.advisoryStatuses.every((status) => status === 410);
    return gone
      ? finding("unmet", "retired", { command })
      : finding("unknown", "unseen", { command, said: unseen.excerpt });
  }
  // It stays where nothing was looked up, too; only an answer without an advisory makes it a control.
  if ((fixed(direct) || fixed(transitive)) && !answered(control)) {
    return finding("unknown", "noControl", { command, step: control.step, said: control.excerpt });
  }
  if (fixed(direct) && fixed(transitive)) return finding("met", "both", { command });
  if (fixed(direct) || fixed(transitive)) {
    const [done, left] = fixed(direct) ? ["direct", "transitive"] : ["transitive", "direct"];
    return finding("partial", "one", { command, fixed: done, left });
  }
  if (richer && (fixed(richer.direct) || fixed(richer.transitive))) {
    return finding("partial", "richerOnly", { command, fields: richer.fields.join(", ") });
  }
  return finding("unmet", "neither", { command });
}

function fixed(trial: FixTrial): boolean {
  return trial.after === FIXED;
}

function answered({ advisoryStatuses }: FixTrial): boolean {
  return advisoryStatuses.some((status) => status >= 200 && status < 300);
}

function finding(
  outcome: Finding["outcome"],
  message: Message,
  args: Record<string, string>,
): Finding<Message> {
  return { criterion: "upgrade", outcome, message, args };
}
