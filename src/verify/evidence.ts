import type { Strength } from "../core/outcome.ts";
import { strengthRank } from "../core/outcome.ts";
import type { Report, ReportCapability, ReportEvidence } from "../core/report.ts";
import { daysBetween, STALE_AFTER_DAYS } from "../judge/claims.ts";
import type { WeighedFinding } from "../judge/findings.ts";
import type { Compare } from "./finding.ts";

/** Evidence of a report, as judging takes it: with what does not count set aside again. */
export function weigh(item: ReportCapability, report: Report): WeighedFinding[] {
  return item.evidence.map((piece): WeighedFinding => {
    const why = whySetAside(piece, report);
    return {
      method: piece.method,
      strength: piece.strength,
      outcome: piece.outcome,
      ...(piece.criterion === undefined ? {} : { criterion: piece.criterion }),
      message: piece.message,
      source: piece.source,
      exchanges: piece.exchanges ?? [],
      ...(why === null ? {} : { setAside: { code: "stale-evidence", why } }),
    };
  });
}

/** The rules of `--min-evidence` and `--max-age`, from the settings in the report. Null: it counts. */
function whySetAside(piece: ReportEvidence, report: Report): string | null {
  if (!isDefinite(piece)) return null;
  const { minEvidence, maxAgeDays } = report.settings;
  const now = new Date(report.settings.now);
  if (minEvidence && strengthRank(piece.strength) < strengthRank(minEvidence)) return "too weak";
  if (piece.strength === "declared") {
    if (piece.checked === undefined) return null;
    const limit = maxAgeDays.declared ?? STALE_AFTER_DAYS;
    return daysBetween(piece.checked, now) > limit ? "too old" : null;
  }
  const limit = maxAgeDays[piece.strength];
  if (limit === undefined) return null;
  return daysBetween(report.generatedAt.slice(0, 10), now) > limit ? "too old" : null;
}

const STRENGTH_OF: Readonly<Record<ReportEvidence["method"], Strength>> = {
  passive: "observed",
  active: "observed",
  client: "observed",
  document: "documented",
  profile: "declared",
};

function isDefinite({ outcome }: ReportEvidence): boolean {
  return outcome !== "unknown" && outcome !== "note";
}

/** Is each piece what it says it is, and does what it rests on stand in the report? */
export function checkEvidence(item: ReportCapability, report: Report, compare: Compare): void {
  const exchanges = new Map(report.exchanges.map((exchange) => [exchange.id, exchange]));
  for (const [at, piece] of item.evidence.entries()) {
    const where = `${item.id} evidence ${at + 1}`;
    compare(where, "strength", piece.strength, STRENGTH_OF[piece.method]);
    if (report.settings.offline && piece.method !== "profile" && isDefinite(piece)) {
      compare(
        where,
        "method",
        piece.method,
        "profile",
        `${where} is ${piece.strength}, and the run was offline: nothing could be seen or fetched.`,
      );
    }
    if (piece.method === "document") compare(where, "proof", piece.proof ?? "none", "verified");
    const why = whySetAside(piece, report);
    compare(
      where,
      "setAside",
      piece.setAside === undefined ? "counted" : "set aside",
      why === null ? "counted" : "set aside",
    );
    const ids = piece.exchanges ?? [];
    const known = ids.flatMap((id) => exchanges.get(id) ?? []);
    compare(
      where,
      "exchanges",
      ids,
      known.map(({ id }) => id),
    );
    if (
      isDefinite(piece) &&
      known.length > 0 &&
      known.every(({ status }) => status === undefined)
    ) {
      compare(
        where,
        "outcome",
        piece.outcome,
        "unknown",
        `${where} says ${piece.outcome}, and none of its exchanges had an answer.`,
      );
    }
  }
}
