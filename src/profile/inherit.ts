import { join } from "node:path";
import type { Claim, LoadedProfile, Profile } from "../core/profile.ts";
import { loadBundled } from "./bundled.ts";
import type { ProfileContext } from "./context.ts";
import { loadProfileText } from "./load.ts";
import { ProfileError } from "./profile-error.ts";
import { readProfileFile } from "./read-file.ts";

type Inherited = Pick<LoadedProfile, "inherited" | "assumptions">;

/**
 * What the account provider's own profile claims about authentication: a file beside the profile, else a bundled one.
 * One step only: a provider's provider is not followed.
 */
export async function inheritClaims(
  profile: Profile,
  directory: string | undefined,
  context: ProfileContext,
): Promise<Inherited> {
  const provider = profile.taxonomy.accountProvider;
  if (provider === undefined || provider === profile.registry.id) return { assumptions: [] };
  const found =
    (directory === undefined ? undefined : await besideProfile(provider, directory, context)) ??
    (await loadBundled(provider))?.profile;
  if (!found) {
    return {
      assumptions: [
        `Accounts are kept by ${provider}, of which no profile is known here, so nothing is inherited from it.`,
      ],
    };
  }
  const claims = Object.entries(found.claims ?? {}).filter(([id]) =>
    id.startsWith("authentication/"),
  );
  const inherited: Record<string, Claim> = Object.fromEntries(claims);
  return { assumptions: [], inherited: { from: provider, claims: inherited } };
}

async function besideProfile(
  provider: string,
  directory: string,
  context: ProfileContext,
): Promise<Profile | undefined> {
  for (const ending of ["yaml", "yml", "json"]) {
    // The schema holds the provider to kebab-case, so the path cannot leave the directory.
    const path = join(directory, `${provider}.${ending}`);
    const source = await readProfileFile(path);
    if (source === undefined) continue;
    const result = await loadProfileText(source, path, context);
    if (!result.ok) throw new ProfileError(result.problems, source, path);
    return result.profile;
  }
  return undefined;
}
