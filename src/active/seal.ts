import type { ActiveRun } from "../core/active.ts";
import type { FactRecord } from "../core/facts.ts";
import type { Exchange } from "../core/http.ts";

/** Numbers a run's exchanges and facts after those that the evidence has already, and ties them. */
export function sealActive(
  run: Pick<ActiveRun, "facts" | "exchanges">,
  after: { exchanges: number; facts: number },
): { exchanges: Exchange[]; facts: FactRecord[] } {
  const exchanges = run.exchanges.map((exchange, index) => {
    exchange.id = `x${after.exchanges + index + 1}`;
    return exchange;
  });
  const facts = run.facts.map(
    ({ by, record }, index): FactRecord => ({
      id: `f${after.facts + index + 1}`,
      ...record,
      exchanges: exchanges.filter((one) => one.requestedBy.includes(by)).map(({ id }) => id),
    }),
  );
  return { exchanges, facts };
}
