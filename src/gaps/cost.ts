import type { Cost, GapSelection, OverlayEntry } from "./types.ts";

interface Effort {
  low: number;
  high: number;
}

export function currencyOf({ currency, overlay }: GapSelection): string | null {
  return currency ?? overlay?.currency ?? null;
}

/** What the overlay says; else what the rate makes of the effort; else to be decided. */
export function costOf(effort: Effort, entry: OverlayEntry, selection: GapSelection): Cost {
  const currency = currencyOf(selection);
  if (typeof entry.cost === "number") return { low: entry.cost, high: entry.cost, currency };
  if (entry.cost === "Ask") return "Ask";
  const rate = selection.rate ?? selection.overlay?.rate;
  // A skeleton says TBD everywhere: a rate is the estimate that it was waiting for.
  if (rate === undefined) return "TBD";
  return { low: round(effort.low * rate), high: round(effort.high * rate), currency };
}

/** The sum of what has a cost, and how many have none. */
export function totalCost(costs: readonly Cost[]): { known: Cost | null; open: number } {
  const known = costs.filter((cost) => typeof cost === "object");
  const open = costs.length - known.length;
  if (known.length === 0) return { known: null, open };
  const low = round(known.reduce((sum, cost) => sum + cost.low, 0));
  const high = round(known.reduce((sum, cost) => sum + cost.high, 0));
  return { known: { low, high, currency: known[0]?.currency ?? null }, open };
}

/** `EUR 12,000–24,000`, `TBD`, `Ask`. */
export function costWords(cost: Cost): string {
  if (typeof cost === "string") return cost;
  const { low, high, currency } = cost;
  const amount = low === high ? amountWords(low) : `${amountWords(low)}–${amountWords(high)}`;
  return currency ? `${currency} ${amount}` : amount;
}

/** `12,000`, with cents only where there are some. Written by hand: locales differ between machines. */
export function amountWords(amount: number): string {
  const [whole = "0", cents] = String(round(amount)).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return cents ? `${grouped}.${cents.padEnd(2, "0")}` : grouped;
}

export function fundedWords(funded: OverlayEntry["funded"], currency: string | null): string {
  if (funded === undefined) return "TBD";
  if (typeof funded === "boolean") return funded ? "yes" : "no";
  return currency ? `${currency} ${amountWords(funded)}` : amountWords(funded);
}

function round(amount: number): number {
  return Math.round(amount * 100) / 100;
}
