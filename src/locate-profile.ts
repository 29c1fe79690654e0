import { existsSync } from "node:fs";
import { DRIVERS } from "./clients/drivers/index.ts";
import { AssayError } from "./core/errors.ts";
import type { LoadedProfile } from "./core/profile.ts";
import { profileContext } from "./profile/context.ts";
import { profileForUrl } from "./profile/for-url.ts";
import { resolveProfile } from "./profile/resolve.ts";
import type { Context } from "./context.ts";

/** Looked for when no profile is named. */
const USUAL_FILES = ["assay.yaml", "assay.yml", "assay.json"] as const;

interface AskOptions {
  offline?: boolean;
  /** Told what is odd about a profile that is valid, rendered with its place. */
  onWarning?: (text: string) => void;
  timeoutMs?: number;
  now?: Date;
}

/** The profile that the user named, found at its usual place, or assumed for the address of a registry. */
export async function locateProfile(
  argument: string | undefined,
  context: Context,
  options: AskOptions,
): Promise<LoadedProfile> {
  const named = argument ?? USUAL_FILES.find((file) => existsSync(file));
  if (named === undefined) {
    throw new AssayError("usage", "Which registry? No profile was named.", {
      hint: `Give a file, a bundled name (npm, pypi, go) or an address, or write ${USUAL_FILES[0]} with assay init. A client alone needs none: --client npm.`,
    });
  }
  const resolved = await resolveProfile(named, knownNames(context, options.now));
  if (resolved.kind === "profile") {
    await showWarnings(resolved, named, options.onWarning);
    return resolved.loaded;
  }
  return assumeProfile(resolved.url, context, options);
}

/** Clients can be judged without any registry: nothing but the track of the clients applies then. */
export function clientsOnly(clients: readonly string[]): LoadedProfile | null {
  const [first] = clients;
  if (first === undefined || USUAL_FILES.some((file) => existsSync(file))) return null;
  return {
    profile: {
      schemaVersion: 1,
      registry: {
        id: first,
        name: `${first} client`,
        ecosystem: DRIVERS.find(({ id }) => id === first)?.ecosystem ?? "generic",
      },
      taxonomy: { userAccounts: false, packages: ["source-only"] },
      clients: [...clients],
    },
    name: first,
    kind: "none",
    assumptions: ["No registry was named: only what the client does is judged."],
    positions: {},
  };
}

/** A file or a bundled profile; an address is none. With `now`, dates that lie ahead or have passed are warned of. */
export async function loadNamedProfile(
  argument: string,
  context: Context,
  onWarning?: (text: string) => void,
  now?: Date,
): Promise<LoadedProfile> {
  const resolved = await resolveProfile(argument, knownNames(context, now));
  if (resolved.kind === "url") {
    throw new AssayError("usage", `${argument} is an address, not a profile.`, {
      hint: `assay init ${argument} writes a profile for it.`,
    });
  }
  await showWarnings(resolved, argument, onWarning);
  return resolved.loaded;
}

/** The names that a profile may use. */
export function knownNames(
  { framework, adapters }: Context,
  now?: Date,
): ReturnType<typeof profileContext> {
  return profileContext(framework, {
    adapters: adapters.map(({ id }) => id),
    clients: DRIVERS.map(({ id }) => id),
    ...(now ? { now } : {}),
  });
}

async function showWarnings(
  resolved: Extract<Awaited<ReturnType<typeof resolveProfile>>, { kind: "profile" }>,
  name: string,
  onWarning: ((text: string) => void) | undefined,
): Promise<void> {
  const { warnings, source } = resolved;
  if (warnings.length === 0 || source === undefined || !onWarning) return;
  const { renderProblems } = await import("./profile/code-frame.ts");
  onWarning(renderProblems(warnings, source, name, { color: false }));
}

async function assumeProfile(
  url: string,
  { adapters }: Context,
  options: AskOptions,
): Promise<LoadedProfile> {
  if (options.offline) {
    throw new AssayError("usage", `Nothing is known of ${url} offline.`, {
      hint: "Run without --offline, or name a profile.",
    });
  }
  const { detectAdapter } = await import("./gather/detect.ts");
  const { adapter, reasons, unreachable, exchanges } = await detectAdapter(url, adapters, options);
  if (adapter) return profileForUrl(url, adapter);
  if (unreachable) {
    throw new AssayError("unreachable", `Nothing of ${url} could be reached.`, {
      hint: exchanges[0]?.failure?.message ?? "",
    });
  }
  const tried = reasons.map(({ adapter: id, why }) => `${id}: ${why}`).join("\n  ");
  throw new AssayError("input", `No known protocol was recognised at ${url}.`, {
    hint: `Tried\n  ${tried}\n  assay init ${url} --adapter none writes a profile that rests on claims.`,
  });
}
