import { EXIT_CODES } from "../core/errors.ts";
import { loadContext } from "../context.ts";
import { ProfileError } from "../profile/profile-error.ts";
import { loadNamedProfile } from "../locate-profile.ts";
import { print, tell } from "./output.ts";
import { describeTerminal } from "./terminal.ts";

/** Checks every file named, and shows every problem of each. */
export async function runValidate(
  files: readonly string[],
  options: { plugin?: string[]; framework?: string; color: boolean },
): Promise<number> {
  const context = await loadContext(options);
  const { color } = describeTerminal(process.stderr, process.env, options.color);
  const now = new Date();
  let broken = 0;
  for (const file of files) {
    try {
      const { name, profile } = await loadNamedProfile(file, context, tell, now);
      const claims = Object.keys(profile.claims ?? {}).length;
      await print(`${name}: ok, ${profile.registry.name} with ${claims} claims\n`);
    } catch (error) {
      if (!(error instanceof ProfileError)) throw error;
      broken += 1;
      tell(error.render({ color }));
    }
  }
  return broken > 0 ? EXIT_CODES.usage.code : EXIT_CODES.done.code;
}
