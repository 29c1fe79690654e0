import { availableParallelism } from "node:os";
import type { FactKey, FactRecord, Facts, Gathered } from "../core/facts.ts";
import type { Driver } from "../core/driver.ts";
import { testPinning } from "./behaviours/pinning.ts";
import { testReachability } from "./behaviours/reachability.ts";
import { testRemediation } from "./behaviours/remediation.ts";
import { testSbom } from "./behaviours/sbom.ts";
import { testWarnings } from "./behaviours/warnings.ts";
import { type Bench, type BenchOptions, type Client, openBench } from "./bench.ts";
import { detectClient } from "./detect.ts";
import { findDriver } from "./drivers/index.ts";

/** The facts that clients give, in the order of the Principles. */
export const CLIENT_FACTS: readonly ClientFactKey[] = [
  "clientPinning",
  "clientWarnings",
  "clientSbom",
  "clientRemediation",
  "clientReachability",
];
export type ClientFactKey = Extract<FactKey, `client${string}`>;

/** A fact without the id that the evidence file gives it. */
export type ClientFact = Omit<FactRecord<ClientFactKey>, "id">;

export interface ClientProgress {
  client: string;
  /** `detect`, or the fact being gathered. */
  part: string;
  /** Id of the step within it. */
  step?: string;
  /** `planned` comes first, for every fact that is to be gathered; `done` last, whatever became of it. */
  state: "planned" | "start" | "step" | "done";
}

export interface RunClientsOptions {
  /** Tests at the same time. Default, and upper limit: one per core. */
  concurrency?: number;
  /** For all of it, from the call on. What has not ended by then is unknown. Default: none. */
  deadlineMs?: number;
  /** For one command. */
  commandMs?: number;
  signal?: AbortSignal;
  onProgress?: (event: ClientProgress) => void;
  /** Where to look for clients. Default: PATH. */
  path?: string;
  /** What `detectClients` found earlier, so that nobody is looked for twice. */
  found?: ReadonlyMap<string, Detected>;
  /** See `BenchOptions`. */
  isolation?: "auto" | "environment";
  /** Restricts the facts gathered. */
  facts?: readonly ClientFactKey[];
}

const TESTS: { readonly [K in ClientFactKey]: (bench: Bench) => Promise<Facts[K]> } = {
  clientPinning: testPinning,
  clientWarnings: testWarnings,
  clientSbom: testSbom,
  clientRemediation: testRemediation,
  clientReachability: testReachability,
};

/** The installed client of a driver, or why there is none. */
export type Detected = Client | { missing: string };

/** Looks for the clients of these drivers, one per core at a time. Never throws; by id. */
export async function detectClients(
  ids: readonly string[],
  options: Pick<RunClientsOptions, "path" | "signal" | "onProgress"> = {},
): Promise<Map<string, Detected>> {
  const limit = pool(availableParallelism());
  const found = await Promise.all(
    driversOf(ids).map(
      async (driver): Promise<[string, Detected]> => [
        driver.id,
        await limit(() => detect(driver, options)),
      ],
    ),
  );
  return new Map(found);
}

async function detect(
  driver: Driver,
  options: Pick<RunClientsOptions, "path" | "signal" | "onProgress">,
): Promise<Detected> {
  options.onProgress?.({ client: driver.id, part: "detect", state: "start" });
  try {
    return await detectClient(driver, options);
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  } finally {
    options.onProgress?.({ client: driver.id, part: "detect", state: "done" });
  }
}

function driversOf(ids: readonly string[]): Driver[] {
  return ids.map((id) => {
    const driver = findDriver(id);
    if (!driver) throw new Error(`no driver is called "${id}"`);
    return driver;
  });
}

type Failed = Extract<Gathered<never>, { state: "failed" }>;

/**
 * Runs installed clients against stub registries and returns what they did, in the order of the ids and then of
 * `CLIENT_FACTS`. The first id decides, the others are `beside`. An absent client, a test that broke and a deadline that
 * passed are failed facts with their reason. Nothing is thrown but for ids that no driver has.
 */
export async function runClients(
  ids: readonly string[],
  options: RunClientsOptions = {},
): Promise<ClientFact[]> {
  const drivers = driversOf(ids);
  const deadline = new AbortController();
  const stopped = (): Failed =>
    failed(
      "not-observable",
      options.signal?.aborted
        ? "The run was interrupted, or out of time."
        : "The deadline passed before it ended.",
    );
  const timer =
    options.deadlineMs === undefined
      ? undefined
      : setTimeout(() => deadline.abort(), options.deadlineMs);
  const signal = options.signal
    ? AbortSignal.any([deadline.signal, options.signal])
    : deadline.signal;
  const limit = pool(
    Math.max(1, Math.min(options.concurrency ?? Infinity, availableParallelism())),
  );
  const wanted = CLIENT_FACTS.filter((key) => options.facts?.includes(key) ?? true);
  const found = new Map<Driver, Promise<Detected>>();

  const report = (driver: Driver, part: ClientFactKey, state: "planned" | "start" | "done"): void =>
    options.onProgress?.({ client: driver.id, part, state });
  const testOne = async (driver: Driver, key: ClientFactKey): Promise<ClientFact["result"]> => {
    try {
      if (signal.aborted) return stopped();
      const client = await found.get(driver);
      if (!client || signal.aborted) return stopped();
      if ("missing" in client) return failed("not-observable", client.missing);
      report(driver, key, "start");
      const value = await runTest(client, key, {
        ...options,
        signal,
        onStep(step) {
          options.onProgress?.({ client: driver.id, part: key, step, state: "step" });
        },
      });
      return signal.aborted ? stopped() : { state: "found", value };
    } catch (error) {
      if (signal.aborted) return stopped();
      const why = error instanceof Error ? error.message : String(error);
      return failed("check-error", `The test could not be run: ${why}`);
    } finally {
      report(driver, key, "done");
    }
  };

  try {
    for (const driver of drivers) for (const key of wanted) report(driver, key, "planned");
    for (const driver of new Set(drivers)) {
      const known = options.found?.get(driver.id);
      found.set(
        driver,
        known ? Promise.resolve(known) : limit(() => detect(driver, { ...options, signal })),
      );
    }
    await Promise.all(found.values());
    return await Promise.all(
      drivers.flatMap((driver, index) =>
        wanted.map(
          async (key): Promise<ClientFact> => ({
            key,
            method: "client",
            source: driver.id,
            result: await limit(() => testOne(driver, key)),
            exchanges: [],
            ...(index > 0 ? { beside: true } : {}),
          }),
        ),
      ),
    );
  } finally {
    clearTimeout(timer);
  }
}

async function runTest(
  client: Client,
  key: ClientFactKey,
  options: BenchOptions,
): Promise<Facts[ClientFactKey]> {
  const bench = await openBench(client, options);
  try {
    return await TESTS[key](bench);
  } finally {
    await bench.close();
  }
}

function failed(code: Failed["code"], message: string): Failed {
  return { state: "failed", code, message };
}

/** Runs at most `size` tasks at once, in the order they came. */
function pool(size: number): <T>(task: () => Promise<T>) => Promise<T> {
  let free = size;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
