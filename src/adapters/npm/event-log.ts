import type { Probe } from "../../core/adapter.ts";
import { absent, ask, firstFound, found } from "../shared/ask.ts";
import { isChangesFeed } from "./wire.ts";

/** The changes feed: where the profile says, else at the two places that servers of this protocol use. */
export const eventLog: Probe<"eventLog"> = {
  requests: ["GET {changes}?limit=1", "GET {api}/_changes?limit=1", "GET {api}/-/_changes?limit=1"],
  source:
    "https://github.blog/changelog/2025-04-22-reminder-for-changes-to-npm-replication-feeds-apis/ and cnpm/cnpmjs.org:controllers/registry/package/changes.js",
  async run(context) {
    const { changes } = context.profile.registry.urls ?? {};
    const places =
      changes === undefined ? [`${context.api}/_changes`, `${context.api}/-/_changes`] : [changes];
    const result = firstFound(
      await Promise.all(
        places.map((place) => {
          const url = new URL(place);
          if (!url.searchParams.has("limit")) url.searchParams.set("limit", "1");
          // No position: with a limit, `last_seq` is where this page ends and not where the feed does.
          return ask(
            context,
            url.href,
            (answer) =>
              isChangesFeed(answer.json())
                ? found({ kind: "changes-feed" as const, url: url.href, signed: false })
                : null,
            { accept: "application/json", what: "changes feed" },
          );
        }),
      ),
    );
    return result.state === "absent" && changes === undefined
      ? absent(`${result.note} A feed elsewhere would stand in a profile (registry.urls.changes).`)
      : result;
  },
};
