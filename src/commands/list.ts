import type { FactKey } from "../core/facts.ts";
import type { Strength } from "../core/outcome.ts";
import { bundledNames } from "../profile/bundled.ts";
import { COMPARE_FORMATS } from "../report/compare/formats.ts";
import { PROGRESS_FORMATS } from "../report/gaps-progress.ts";
import { FORMATS, GAP_FORMATS } from "../report/formats.ts";
import { observabilityTable } from "../report/observability.ts";
import { renderTable, TABLE_FORMATS, type Table, type TableFormat } from "../report/table.ts";
import { ledger, ledgerWarning } from "../score/ledger.ts";
import { type Context, loadContext, mustBeKnown } from "../context.ts";
import { print, tell } from "./output.ts";
import { describeTerminal } from "./terminal.ts";

interface ListOptions {
  format: string;
  plugin?: string[];
  framework?: string;
  now?: Date;
  warnWithin: number;
  maxAge?: Partial<Record<Strength, number>>;
  color: boolean;
}

type Lister = (
  context: Context,
  profile: string | undefined,
  options: ListOptions,
) => Table | Promise<Table>;

const LISTS: Readonly<Record<string, Lister>> = {
  capabilities: ({ framework }) => ({
    columns: ["id", "level", "title", "criteria", "weeks"],
    rows: framework.capabilities.map((one) => ({
      id: one.id,
      track: one.track,
      level: one.level,
      title: one.title,
      criteria: one.criteria.map(({ id, required }) => (required ? id : `(${id})`)).join(", "),
      weeks: `${one.effort.low}-${one.effort.high}`,
    })),
  }),
  checks: ({ checks, adapters }) => ({
    columns: ["capability", "reads", "gathered by"],
    rows: checks.map(({ id, observe }) => {
      const facts = Object.keys(observe) as FactKey[];
      const able = adapters.filter(({ probes }) => facts.some((fact) => probes[fact]));
      return {
        capability: id,
        reads: facts.join(", "),
        "gathered by": able.map((adapter) => adapter.id).join(", ") || "no adapter",
      };
    }),
  }),
  adapters: ({ framework, adapters }) => observabilityTable(framework, adapters),
  clients: async () => {
    const [{ DRIVERS }, { detectClient }] = await Promise.all([
      import("../clients/drivers/index.ts"),
      import("../clients/detect.ts"),
    ]);
    const found = await Promise.all(DRIVERS.map((driver) => detectClient(driver)));
    return {
      columns: ["client", "title", "ecosystem", "installed"],
      rows: DRIVERS.map(({ id, title, ecosystem }, at) => {
        const client = found[at];
        const installed = client && "version" in client ? client.version : "no";
        return { client: id, title, ecosystem, installed };
      }),
    };
  },
  profiles: () => ({
    columns: ["profile"],
    rows: bundledNames().map((profile) => ({ profile })),
  }),
  formats: () => ({
    columns: ["format", "of", "title", "endings"],
    rows: [
      ...FORMATS.map((format) => ({ ...format, of: "report" })),
      ...GAP_FORMATS.map((format) => ({ ...format, of: "gaps" })),
      ...PROGRESS_FORMATS.map((format) => ({ ...format, of: "gaps --since" })),
      ...COMPARE_FORMATS.map((format) => ({ ...format, of: "compare" })),
    ].map(({ id, of, title, endings }) => ({ format: id, of, title, endings: endings.join(", ") })),
  }),
  waivers: (context, profile, options) => listLedger(context, profile, options),
};

export async function runList(
  what: string,
  profile: string | undefined,
  options: ListOptions,
): Promise<number> {
  const list = LISTS[mustBeKnown("list", what, Object.keys(LISTS))];
  const format = mustBeKnown("format", options.format, TABLE_FORMATS) as TableFormat;
  const context = await loadContext(options);
  if (!list) throw new Error(`no lister for ${what}`);
  const table = await list(context, profile, options);
  const terminal = describeTerminal(process.stdout, process.env, options.color);
  await print(renderTable(table, format, terminal));
  return 0;
}

/** Waivers and declared claims: what counts without having been seen, and for how long. */
async function listLedger(
  context: Context,
  profile: string | undefined,
  { now = new Date(), warnWithin, maxAge, format }: ListOptions,
): Promise<Table> {
  const { locateProfile } = await import("../locate-profile.ts");
  const loaded = await locateProfile(profile, context, { offline: true });
  const maxAgeDays = maxAge?.declared;
  const entries = ledger(loaded, {
    now,
    warnWithin,
    ...(maxAgeDays === undefined ? {} : { maxAgeDays }),
  });
  const warning = ledgerWarning(entries, warnWithin);
  if (warning) tell(`assay: ${warning}`);
  return {
    columns: [
      "capability",
      "kind",
      "state",
      "days left",
      "expires",
      // A terminal has little room, and the days left say the same.
      ...(format === "pretty" ? [] : ["checked"]),
      "owner",
      "reason",
    ],
    whole: ["capability"],
    rows: entries.map(
      ({ capability, kind, says, state, daysLeft, until, checked, owner, reason }) => ({
        capability,
        kind: kind === "waiver" ? kind : `${kind}: ${says}`,
        state,
        "days left": daysLeft ?? "",
        expires: until ?? "",
        checked: checked ?? "",
        owner: owner ?? "",
        reason,
      }),
    ),
  };
}
