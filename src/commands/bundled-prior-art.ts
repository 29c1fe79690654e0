import { claimedPriorArt } from "../gaps/prior-art.ts";
import type { PriorArt } from "../gaps/types.ts";
import { bundledNames, loadBundled } from "../profile/bundled.ts";

/** What the profiles that come with assay claim as met, with the page that shows it. */
export async function bundledPriorArt(): Promise<PriorArt[]> {
  const loaded = await Promise.all(bundledNames().map((name) => loadBundled(name)));
  return loaded.flatMap((bundled) => (bundled ? claimedPriorArt(bundled.profile) : []));
}
