import { type Check, defineCheck } from "../../../src/core/check.ts";

const KINDS = {
  "changes-feed": "changes feed",
  "signed-tree": "append-only tree",
  journal: "journal of events",
  "version-index": "index of new versions",
} as const;

export const check: Check = defineCheck({
  id: "general/transparency-log",
  messages: {
    signed: "A signed {kind} is public at {url}.",
    unsigned: "A {kind} is public at {url}; it is not signed.",
    none: "No public log of events, and its standard places answer like any unknown path: {note}",
  },
  observe: {
    eventLog(seen) {
      if (seen.state === "absent")
        return { outcome: "unmet", message: "none", args: { note: seen.note } };
      const { kind, url, signed } = seen.value;
      const args = { kind: KINDS[kind], url };
      return { outcome: "met", message: signed ? "signed" : "unsigned", args };
    },
  },
});
