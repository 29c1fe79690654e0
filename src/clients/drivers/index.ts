import type { Driver } from "../../core/driver.ts";
import { bun } from "./bun/driver.ts";
import { bundler } from "./bundler/driver.ts";
import { cargo } from "./cargo/driver.ts";
import { composer } from "./composer/driver.ts";
import { deno } from "./deno/driver.ts";
import { gem } from "./gem/driver.ts";
import { go } from "./go/driver.ts";
import { maven } from "./maven/driver.ts";
import { npm } from "./npm/driver.ts";
import { pip } from "./pip/driver.ts";
import { pnpm } from "./pnpm/driver.ts";
import { yarnBerry } from "./yarn-berry/driver.ts";
import { yarnClassic } from "./yarn-classic/driver.ts";

/** Every driver, in the order in which matrices show them. A test compares this list with the folders. */
export const DRIVERS: readonly Driver[] = [
  npm,
  pnpm,
  yarnClassic,
  yarnBerry,
  bun,
  deno,
  pip,
  cargo,
  go,
  composer,
  bundler,
  gem,
  maven,
];

export function findDriver(id: string): Driver | undefined {
  return DRIVERS.find((driver) => driver.id === id);
}
