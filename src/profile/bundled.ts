import type { Position, Profile } from "../core/profile.ts";
import { BUNDLED } from "./bundled.gen.ts";

/** A profile of `profiles/`, parsed when the package was built. */
export interface BundledProfile {
  profile: Profile;
  positions: Record<string, Position>;
}

/** Names of the bundled profiles, sorted. */
export function bundledNames(): string[] {
  return Object.keys(BUNDLED);
}

/** A fresh copy, or undefined where no bundled profile has that name. Parses no YAML. */
export async function loadBundled(name: string): Promise<BundledProfile | undefined> {
  const load = Object.hasOwn(BUNDLED, name) ? BUNDLED[name] : undefined;
  return load ? structuredClone(await load()) : undefined;
}
