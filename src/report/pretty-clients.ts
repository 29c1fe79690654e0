import type { CriterionOutcome } from "../core/outcome.ts";
import type { ReportCapability, ReportTrack } from "../core/report.ts";
import { hanging, indent } from "./grid.ts";
import { type Context, span } from "./pretty-context.ts";
import type { Line, Span } from "./spans.ts";
import { OUTCOME_WORDS } from "./words.ts";

/** Other clients of the same registry, by what each was seen to do. The official one is in the grid, and decides. */
export function otherClients(track: ReportTrack, context: Context): Line[] {
  const clients = new Set(
    track.capabilities.flatMap(({ evidence }) =>
      evidence.flatMap(({ beside, source }) => (beside ? [source] : [])),
    ),
  );
  if (clients.size === 0) return [];
  const rows = [...clients].flatMap((client) =>
    hanging([span(`${client}  `, "strong")], verdictsOf(client, track, context), context.width - 4),
  );
  return [
    [span("  "), span("Other clients, shown beside and not counted:", "strong")],
    ...indent(rows, 4),
  ];
}

function verdictsOf(client: string, track: ReportTrack, context: Context): Line {
  return track.capabilities.flatMap((item): Span[] => {
    const outcome = outcomeOf(client, item);
    if (!outcome) return [];
    const name = item.id.slice(item.id.indexOf("/") + 1);
    return [
      span(`${context.symbols.verdict[outcome]} ${OUTCOME_WORDS[outcome]}`, outcome),
      span(` ${name}  `, "dim"),
    ];
  });
}

/** As with criteria: some met and some not is partial, else the worst that was seen. */
function outcomeOf(client: string, { evidence }: ReportCapability): CriterionOutcome | undefined {
  const seen = evidence.flatMap(({ beside, source }) =>
    source === client && beside ? [beside] : [],
  );
  if (seen.includes("unmet")) return seen.includes("met") ? "partial" : "unmet";
  return (["partial", "unknown", "met"] as const).find((outcome) => seen.includes(outcome));
}
