import { frameworks } from "../../../checks/catalogue.gen.ts";
import type { Capability } from "../../core/framework.ts";
import type { Exchange } from "../../core/http.ts";
import type { Gap, Report, ReportCapability, ReportTrack } from "../../core/report.ts";
import { cleanStrings } from "../clean.ts";
import { type Html, html } from "./escape.ts";

/** What every section of the page works with. */
export interface Page {
  /** Already clean: every string is one line of at most `LONGEST` characters, without controls. */
  report: Report;
  gaps: ReadonlyMap<string, Gap>;
  exchanges: ReadonlyMap<string, Exchange>;
  /** The catalogue's entries, when it has this version of the framework. */
  catalogue: ReadonlyMap<string, Capability>;
  /** Ids of elements, unique and harmless whatever the report calls its parts. */
  anchors: ReadonlyMap<ReportCapability | ReportTrack | Exchange, string>;
}

const LONGEST = 2_000;

export function createPage(raw: Report): Page {
  const report = cleanStrings(raw, LONGEST);
  const framework = frameworks.find(
    ({ id, version }) => id === report.framework.id && version === report.framework.version,
  );
  return {
    report,
    gaps: new Map(report.gaps.map((gap) => [gap.capability, gap])),
    exchanges: new Map(report.exchanges.map((exchange) => [exchange.id, exchange])),
    catalogue: new Map((framework?.capabilities ?? []).map((entry) => [entry.id, entry])),
    anchors: anchorsOf(report),
  };
}

/** Ids as they are, where they are plain, so that links into a report last; numbers otherwise. */
function anchorsOf({ tracks, exchanges }: Report): Page["anchors"] {
  const taken = new Set<string>();
  const anchors = new Map<ReportCapability | ReportTrack | Exchange, string>();
  const add = (part: ReportCapability | ReportTrack | Exchange, prefix: string): void => {
    const plain = /^[a-z0-9][a-z0-9/-]{0,80}$/.test(part.id) ? part.id : "";
    const wished = `${prefix}${plain}`;
    const id = plain === "" || taken.has(wished) ? `${prefix}n${anchors.size + 1}` : wished;
    taken.add(id);
    anchors.set(part, id);
  };
  for (const track of tracks) {
    add(track, "track:");
    for (const capability of track.capabilities) add(capability, "capability:");
  }
  for (const exchange of exchanges) add(exchange, "exchange:");
  return anchors;
}

export function allCapabilities({ report }: Page): ReportCapability[] {
  return report.tracks.flatMap(({ capabilities }) => capabilities);
}

/** A capability by its id, as a link to its place on the page. */
export function capabilityLink(id: string, page: Page): Html {
  const found = allCapabilities(page).find((item) => item.id === id);
  const anchor = found && page.anchors.get(found);
  return anchor ? html`<a href="#${anchor}"><code>${id}</code></a>` : html`<code>${id}</code>`;
}

export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
