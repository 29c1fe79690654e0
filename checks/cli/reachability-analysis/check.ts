import { type Check, defineCheck, type Finding } from "../../../src/core/check.ts";
import {
  type ClientReachability,
  clientName,
  type ReachTrial,
} from "../../../src/core/client-facts.ts";

export const check: Check = defineCheck({
  id: "cli/reachability-analysis",
  messages: {
    noCommand: "{client} has no command that tells reachable vulnerabilities from others.",
    missing: "{tool} would answer for {client}, and is not installed here.",
    stopped: "{command} was stopped in step {step} ({why}), so nothing follows from it.",
    unreadable: "The answer of {command} could not be read ({said}).",
    unseen: "{command} asked nobody for advisories, so its silence proves nothing ({said}).",
    misses: "{command} does not report a vulnerable function that the project calls.",
    alike:
      "{command} reports a vulnerable dependency, whether or not its vulnerable function is called.",
    apart:
      "{command} reports a vulnerable function that is called, and not one that is merely there.",
    thirdParty:
      "{command} tells reachable vulnerabilities from others, but {tool} is a third party's tool.",
  },
  observe: {
    clientReachability(seen) {
      return seen.state === "absent" ? [] : judgeRun(seen.value);
    },
  },
});

type Message =
  | "noCommand"
  | "missing"
  | "stopped"
  | "unreadable"
  | "unseen"
  | "misses"
  | "alike"
  | "apart"
  | "thirdParty";

function judgeRun(run: ClientReachability): Finding<Message> {
  const client = clientName(run);
  const { analysis, missing } = run;
  if (missing?.by === "ecosystem") {
    return finding("unknown", "missing", { client, tool: missing.title });
  }
  if (!analysis) return finding("unmet", "noCommand", { client });
  const { command, companion, calls, depends } = analysis;
  const stopped = [calls, depends].find((trial) => trial.stopped);
  if (stopped) {
    const args = { command, step: stopped.step, why: stopped.stopped ?? "" };
    return finding("unknown", "stopped", args);
  }
  const unread = [calls, depends].find((trial) => trial.reported === null);
  if (unread) return finding("unknown", "unreadable", { command, said: unread.excerpt });
  // Silence means something only after an answer that names the vulnerability.
  const blind = [calls, depends].find((trial) => !trial.reported && !answered(trial));
  if (blind) return finding("unknown", "unseen", { command, said: blind.excerpt });
  if (!calls.reported) return finding("unmet", "misses", { command });
  if (depends.reported) return finding("unmet", "alike", { command });
  return companion?.by === "third-party"
    ? finding("partial", "thirdParty", { command, tool: companion.title })
    : finding("met", "apart", { command });
}

function answered({ advisoryStatuses }: ReachTrial): boolean {
  return advisoryStatuses.some((status) => status >= 200 && status < 300);
}

function finding(
  outcome: Finding["outcome"],
  message: Message,
  args: Record<string, string>,
): Finding<Message> {
  return { criterion: "reachability", outcome, message, args };
}
