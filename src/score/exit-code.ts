import { EXIT_CODES } from "../core/errors.ts";
import type { Report } from "../core/report.ts";

/** The exit code that an audit ends with: from its gate, and from whether the registry answered at all. */
export function exitCodeFor(report: Report): number {
  const states = report.gate?.requirements.map(({ state }) => state) ?? [];
  if (states.includes("not-met")) return EXIT_CODES.gateNotMet.code;
  if (states.includes("inconclusive")) return EXIT_CODES.inconclusive.code;
  // An active audit that could not finish leaves open what it would have shown.
  const unfinished = report.active?.stopped != null || nothingReached(report);
  return unfinished ? EXIT_CODES.inconclusive.code : EXIT_CODES.done.code;
}

/** The registry was asked, and not one of its answers came. */
export function nothingReached(report: Report): boolean {
  const { url } = report.registry;
  if (url === null || report.settings.adapter === null || report.settings.offline) return false;
  const asked = report.exchanges.filter((exchange) => sameHost(exchange.url, url));
  return asked.length > 0 && asked.every(({ status }) => status === undefined);
}

function sameHost(a: string, b: string): boolean {
  return URL.canParse(a) && URL.canParse(b) && new URL(a).host === new URL(b).host;
}
