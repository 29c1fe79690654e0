import { gzipSync } from "node:zlib";
import type { World } from "../../../core/client-facts.ts";
import { ADVISORY, PUBLISHED, type StubAnswer } from "../world.ts";
import { HOST } from "./packages.ts";

/** Path of the database below the stub's address. */
export const VULNDB = "/vulndb";

const ID = "GO-2020-0001";
const MODULE = `${HOST}/victim`;
const MODIFIED = PUBLISHED["1.0.1"];

/** https://go.dev/security/vuln/database#schema */
const ENTRY = {
  schema_version: "1.3.1",
  id: ID,
  modified: MODIFIED,
  published: MODIFIED,
  aliases: [ADVISORY.id],
  summary: ADVISORY.title,
  details: `${ADVISORY.title}.`,
  affected: [
    {
      package: { name: MODULE, ecosystem: "Go" },
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.0.1" }] }],
      // Earlier versions of the tool read the second and refuse an entry without the first.
      database_specific: { url: `https://pkg.go.dev/vuln/${ID}` },
      ecosystem_specific: { imports: [{ path: MODULE, symbols: ["Bad"] }] },
    },
  ],
  references: [{ type: "ADVISORY", url: ADVISORY.url }],
  database_specific: { url: `https://pkg.go.dev/vuln/${ID}`, review_status: "REVIEWED" },
};

/**
 * The database in the layout of today (`index/modules`, `ID/…`, plain and gzipped) and in that of early 2023
 * (`index.json`, one file a module).
 */
export function vulndb(path: string, world: World): StubAnswer {
  const kind = "advisory" as const;
  if (world.advisory === "failing") return { status: 503, body: "unavailable", kind };
  const gzipped = path.endsWith(".gz");
  const content = contentOf(gzipped ? path.slice(0, -".gz".length) : path, world.advisory === "on");
  if (content === undefined) return { status: 404, body: "not found", kind };
  const text = JSON.stringify(content);
  return gzipped
    ? { status: 200, headers: { "content-type": "application/gzip" }, body: gzipSync(text), kind }
    : { status: 200, body: text, kind };
}

function contentOf(path: string, known: boolean): unknown {
  const entries = known ? [ENTRY] : [];
  switch (path) {
    case "index/db.json":
      return { modified: MODIFIED };
    case "index/modules.json":
      return entries.map(({ id }) => ({
        path: MODULE,
        vulns: [{ id, modified: MODIFIED, fixed: "1.0.1" }],
      }));
    case "index/vulns.json":
      return entries.map(({ id, aliases }) => ({ id, modified: MODIFIED, aliases }));
    case "index.json":
      return known ? { [MODULE]: MODIFIED } : {};
    case `${MODULE}.json`:
      return known ? [ENTRY] : undefined;
    case `ID/${ID}.json`:
      return entries[0];
    default:
      return undefined;
  }
}
