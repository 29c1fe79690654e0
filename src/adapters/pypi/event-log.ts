import type { Probe, ProbeContext } from "../../core/adapter.ts";
import type { Facts, Gathered } from "../../core/facts.ts";
import type { HttpAnswer } from "../../core/http.ts";
import { absent, ask, failed, found } from "../shared/ask.ts";
import { askSimplePages, onlyIfAlive, pagesFound, readSerial } from "./simple.ts";

const LAST_SERIAL =
  '<?xml version="1.0"?><methodCall><methodName>changelog_last_serial</methodName><params/></methodCall>';
/** A journal's answer is one number; a feed is larger, and only its beginning is read. */
const MAX_SCAN = 20_000;

/**
 * The journal of every change, read through XML-RPC; where that refuses (its limits are tight), the feed of releases
 * stands in, which covers less. The serial that pages carry is no log by itself.
 */
export const eventLog: Probe<"eventLog"> = {
  requests: [
    "POST {api}/pypi (XML-RPC changelog_last_serial, once)",
    "GET {api}/rss/updates.xml",
    "GET {api}/simple/{project}/ (X-PyPI-Last-Serial)",
  ],
  source:
    "pypi/warehouse:docs/dev/api-reference/xml-rpc.md, docs/user/api/feeds.md, warehouse/legacy/api/xmlrpc/views.py, warehouse/templates/rss/updates.xml",
  async run(context) {
    const [journal, feed, pages] = await Promise.all([
      askJournal(context),
      askFeed(context),
      askSimplePages(context),
    ]);
    if (journal.state === "found") return journal;
    if (feed.state === "found") {
      const serials = pagesFound(pages).flatMap(({ serial }) => serial ?? []);
      const position = serials.length > 0 ? Math.max(...serials) : undefined;
      return found(
        { ...feed.value, ...(position !== undefined && { position }) },
        journal.state === "failed" ? `The journal did not answer: ${journal.message}` : undefined,
      );
    }
    if (journal.state === "failed") return journal;
    if (feed.state === "failed") return feed;
    return onlyIfAlive(absent(`${journal.note} ${feed.note}`), pages);
  },
};

function askJournal(context: ProbeContext): Promise<Gathered<Facts["eventLog"]>> {
  const url = `${context.api}/pypi`;
  return ask(context, url, (answer) => readJournal(answer, url), {
    accept: "text/xml",
    post: { contentType: "text/xml", text: LAST_SERIAL },
    what: "journal of changes",
  });
}

/** A fault is how XML-RPC says that it is too much, switched off or unknown; none of these says there is no journal. */
function readJournal(answer: HttpAnswer, url: string): Gathered<Facts["eventLog"]> | null {
  const body = answer.text().slice(0, MAX_SCAN);
  if (!/<methodResponse\b/.test(body)) return null;
  const position = readSerial(/<(int|i4|i8)>\s*(\d{1,15})\s*<\/\1>/.exec(body)?.[2]);
  if (/<fault\b/.test(body) || position === undefined)
    return failed("not-observable", `${new URL(url).host} refused to read its journal.`);
  return found({ kind: "journal", url, position, signed: false });
}

function askFeed(context: ProbeContext): Promise<Gathered<Facts["eventLog"]>> {
  const url = `${context.api}/rss/updates.xml`;
  return ask(context, url, (answer) => readFeed(answer, url), {
    accept: "application/rss+xml, text/xml",
    what: "feed of releases",
  });
}

function readFeed(answer: HttpAnswer, url: string): Gathered<Facts["eventLog"]> | null {
  const body = answer.text().slice(0, MAX_SCAN);
  if (!/^\s*(<\?xml[^>]*>\s*)?<rss\b/.test(body) || !/<item>/.test(body)) return null;
  return found({ kind: "changes-feed", url, signed: false });
}
