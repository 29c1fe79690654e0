import type { Probe, ProbeContext } from "../../core/adapter.ts";
import type { Facts, Gathered } from "../../core/facts.ts";
import { absent, ask, failed, found, fromFailure, fromStatus } from "../shared/ask.ts";
import { GO_SUMDB_KEY } from "./note.ts";
import { noService, serviceUrl } from "./services.ts";
import { BAD_SIGNATURE, LOGGED, readIndex, readLookup, readTree, signatureNote } from "./wire.ts";

const DAY_MS = 86_400_000;

/** The signed tree of the checksum database decides; the index stands in only where there is no such tree. */
export function eventLogProbe(key: string = GO_SUMDB_KEY): Probe<"eventLog"> {
  return {
    requests: ["GET {sumdb}/latest", "GET {index}/index?since={yesterday}&limit=10"],
    source:
      "golang/mod:sumdb/server.go, sumdb/note/note.go, sumdb/tlog/note.go; golang/pkgsite:internal/index/index.go",
    async run(context) {
      const [tree, feed] = await Promise.all([askTree(context, key), askIndex(context)]);
      if (!tree && !feed) return failed("unsupported", noService("sumdb"));
      if (tree && tree.state !== "absent") {
        if (tree.state === "found" && feed?.state === "found")
          return found(tree.value, [tree.note, INDEX_TOO].filter(Boolean).join(" "));
        return tree;
      }
      if (!feed) return tree ?? failed("unsupported", noService("index"));
      if (feed.state === "absent" && tree?.state === "absent")
        return absent(`${tree.note} ${feed.note}`);
      return feed;
    },
  };
}

const INDEX_TOO = "The module index lists new versions besides.";

/**
 * Asks for one old version that has been logged since 2019, and never for another: a lookup of an unknown version
 * makes the server fetch it and append it to the log. For the same reason there is no random path to compare with.
 */
export function checksumLogProbe(key: string = GO_SUMDB_KEY): Probe<"checksumLog"> {
  const subject = `${LOGGED.module}@${LOGGED.version}`;
  return {
    requests: [`GET {sumdb}/lookup/${subject}`, "GET {sumdb}/latest"],
    source: "golang/mod:sumdb/server.go, sumdb/tlog/note.go; golang/website:_content/ref/mod.md",
    async run(context) {
      const base = serviceUrl(context.profile, context.api, "sumdb");
      if (base === undefined) return failed("unsupported", noService("sumdb"));
      const url = `${base}/lookup/${subject}`;
      const [answer, tree] = await Promise.all([
        context.http.get(url, { by: context.by, accept: "text/plain" }),
        askTree(context, key),
      ]);
      if (!answer.ok) return fromFailure(answer);
      const { host } = new URL(url);
      if (answer.status === 404 || answer.status === 410) {
        if (tree?.state === "found")
          return failed("not-observable", `${host} is a log, and does not list ${subject}.`);
        return tree ?? failed("unsupported", noService("sumdb"));
      }
      if (answer.status === 200) {
        const lookup = readLookup(answer, key);
        if (lookup) return judgeLookup(subject, lookup);
      }
      const odd = `${host} answered ${answer.status} for ${subject}, not in the documented shape.`;
      return fromStatus(answer, host, "checksum lookup") ?? failed("not-observable", odd);
    },
  };
}

function judgeLookup(
  subject: string,
  { state, same }: NonNullable<ReturnType<typeof readLookup>>,
): Gathered<Facts["checksumLog"]> {
  if (state === "bad") return failed("not-observable", BAD_SIGNATURE);
  const signed = state === "verified";
  if (same) return found({ subject, signed }, signatureNote(signed));
  const differs = `The log answers other hashes for ${subject} than the ones known since 2019`;
  // Without the log's own signature this may be somebody else's doing.
  return signed
    ? absent(`${differs}: its content was replaced.`)
    : failed("not-observable", `${differs}, and is not signed by a known key.`);
}

async function askTree(
  context: ProbeContext,
  key: string,
): Promise<Gathered<Facts["eventLog"]> | undefined> {
  const base = serviceUrl(context.profile, context.api, "sumdb");
  if (base === undefined) return undefined;
  const url = `${base}/latest`;
  return ask(context, url, (answer) => readTree(answer, url, key), {
    accept: "text/plain",
    what: "signed tree head",
  });
}

async function askIndex(context: ProbeContext): Promise<Gathered<Facts["eventLog"]> | undefined> {
  const base = serviceUrl(context.profile, context.api, "index");
  if (base === undefined) return undefined;
  // A whole day, so that a second run on the same day asks the same.
  const since = new Date(Math.floor(context.now.getTime() / DAY_MS - 1) * DAY_MS).toISOString();
  return ask(
    context,
    `${base}/index?since=${since}&limit=10`,
    (answer) => readIndex(answer, `${base}/index`),
    { what: "index of new versions" },
  );
}
