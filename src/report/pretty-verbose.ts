import type { Exchange } from "../core/http.ts";
import type { ReportCapability, ReportCriterion, ReportEvidence } from "../core/report.ts";
import { hanging, indent, row, table } from "./grid.ts";
import {
  type Context,
  dotted,
  heading,
  span,
  STRENGTH_CELLS,
  VERDICT_CELLS,
  verdict,
} from "./pretty-context.ts";
import { type Line, wrap } from "./spans.ts";
import { CODE_WORDS, strengthWords } from "./words.ts";

/** Why each capability of a track came out as it did, with everything that was gathered for it. */
export function details(capabilities: readonly ReportCapability[], context: Context): Line[] {
  return capabilities
    .filter(({ outcome }) => outcome !== "not-applicable")
    .flatMap((item) => [[], ...indent(capability(item, narrower(context, 2)), 2)]);
}

function narrower(context: Context, by: number): Context {
  return { ...context, width: context.width - by };
}

function capability(item: ReportCapability, context: Context): Line[] {
  const { symbols, width } = context;
  const why = item.code ? ` (${CODE_WORDS[item.code]})` : "";
  const strength = item.strength ? ` ${symbols.dot} ${item.strength}` : "";
  return [
    ...wrap(
      [
        ...verdict(item.outcome, context),
        span(" "),
        span(item.id, "strong"),
        span(strength, "dim"),
        span(why, "dim"),
      ],
      width,
    ),
    ...indent(
      [
        ...wrap([span(item.message)], width - 2),
        ...(repeats(item) ? [] : item.criteria).flatMap((entry) =>
          criterion(entry, narrower(context, 2)),
        ),
        ...item.evidence.flatMap((piece) => evidence(piece, narrower(context, 2))),
      ],
      2,
    ),
  ];
}

/** A lone criterion that only repeats its capability tells nothing new. */
function repeats({ criteria, outcome, message }: ReportCapability): boolean {
  const [only] = criteria;
  return criteria.length === 1 && only?.outcome === outcome && only.message === message;
}

function criterion(entry: ReportCriterion, context: Context): Line[] {
  const { symbols, width, ending } = context;
  const optional = entry.required ? "" : " (optional, not counted)";
  return row(
    [
      { spans: verdict(entry.outcome, context), width: VERDICT_CELLS },
      { spans: [span(strengthWords(entry.strength, symbols.dash), "dim")], width: STRENGTH_CELLS },
      {
        spans: [
          span(entry.title),
          span(optional, "dim"),
          span(` ${symbols.dash} ${entry.message}`, "dim"),
        ],
        width: width - VERDICT_CELLS - STRENGTH_CELLS - 4,
      },
    ],
    2,
    ending,
  );
}

/** One line that says what was seen, and one that says where, with status, digest and proof. */
function evidence(piece: ReportEvidence, context: Context): Line[] {
  const { symbols, width } = context;
  const about = piece.criterion ? ` [${piece.criterion}]` : "";
  const from = dotted([`${piece.strength}, ${piece.method}`, piece.source], context);
  const origin = [
    piece.url ?? "",
    ...exchangeWords(piece, context),
    piece.says ? `says "${piece.says}": ${piece.proof ?? "unchecked"}` : (piece.proof ?? ""),
    piece.checked ? `checked ${piece.checked}` : "",
    piece.age ?? "",
    piece.setAside ? `set aside: ${piece.setAside}` : "",
  ];
  const where = dotted(origin, context);
  return [
    ...hanging(
      [span(`${symbols.arrow} `, "dim")],
      [span(piece.message), span(about, "dim"), span(` (${piece.outcome}; ${from})`, "dim")],
      width,
    ),
    ...(where === "" ? [] : indent(wrap([span(where, "dim")], width - 3), 3)),
  ];
}

function exchangeWords(piece: ReportEvidence, { exchanges }: Context): string[] {
  return (piece.exchanges ?? []).flatMap((id) => {
    const exchange = exchanges.get(id);
    if (!exchange) return [id];
    const result = exchange.failure ? exchange.failure.reason : String(exchange.status ?? "");
    const digest = exchange.digest ? ` ${exchange.digest.slice(0, "sha256:".length + 12)}` : "";
    return [`${id} ${result}${digest}`];
  });
}

/** Everything that was asked over the network in this run. */
export function exchangeTable(context: Context): Line[] {
  const { report, width, ending } = context;
  if (report.exchanges.length === 0) return [[span("No request was made.", "dim")]];
  const columns = exchangeColumns(context).filter(({ detail }) => !detail || width >= 60);
  const rows = report.exchanges.map((exchange) => columns.map(({ show }) => show(exchange)));
  return [
    heading(`Exchanges (${report.exchanges.length})`),
    ...indent(
      table(
        columns.map(({ title }) => title),
        rows,
        {
          width: width - 2,
          gap: 2,
          ending,
          right: columns.flatMap(({ right }, at) => (right ? [at] : [])),
        },
      ),
      2,
    ),
  ];
}

interface ExchangeColumn {
  title: string;
  right?: true;
  /** Left out where the terminal is narrow. */
  detail?: true;
  show(exchange: Exchange): Line;
}

function exchangeColumns({ symbols }: Context): ExchangeColumn[] {
  return [
    { title: "id", show: ({ id }) => [span(id, "dim")] },
    { title: "method", detail: true, show: ({ method }) => [span(method)] },
    {
      title: "status",
      show: ({ failure, status }) =>
        failure ? [span(failure.reason, "unknown")] : [span(String(status ?? ""))],
    },
    { title: "ms", right: true, show: ({ ms }) => [span(String(Math.round(ms)))] },
    { title: "bytes", right: true, detail: true, show: ({ bytes }) => [span(String(bytes))] },
    {
      title: "asked by",
      detail: true,
      show: ({ requestedBy }) => [span(requestedBy.join(", "), "dim")],
    },
    {
      title: "url",
      show: ({ url, finalUrl }) => [
        span(url),
        ...(finalUrl ? [span(` ${symbols.arrow} ${finalUrl}`, "dim")] : []),
      ],
    },
  ];
}
