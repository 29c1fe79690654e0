import { AssayError } from "../core/errors.ts";
import type { Profile } from "../core/profile.ts";

/**
 * The registry that the npm client would ask from here: environment, then the project's `.npmrc`, the user's, the
 * global one, npm's default. Without credentials and without a slash at the end.
 */
export async function npmRegistryAddress(): Promise<string> {
  // `registry-url` stops at the nearest .npmrc, even one that names no registry.
  const { default: npmConf } = await import("@pnpm/npm-conf");
  const { config, warnings } = withUnsetVariables(npmConf);
  // A file that was skipped may have named another registry: asking the wrong one is worse than asking none.
  if (warnings.length > 0) {
    throw new AssayError("profile", "The npm client's settings cannot be read", {
      hint: "See what `npm config get registry` says, or name the address as registry.urls.api.",
      cause: warnings.join("\n"),
    });
  }
  return plainAddress(config.get("registry"));
}

/**
 * npm leaves `${NAME}` as it stands where NAME is not set (a token in CI, say); the library drops the whole file.
 * So each such variable stands for itself while the files are read, which happens within this call.
 */
function withUnsetVariables(npmConf: () => NpmConf): NpmConf {
  const added: string[] = [];
  try {
    for (;;) {
      const result = npmConf();
      const name = /Failed to replace env in config: \$\{(\w+)\}/.exec(
        result.warnings.join("\n"),
      )?.[1];
      if (name === undefined || name in process.env || added.length >= 20) return result;
      process.env[name] = `\${${name}}`;
      added.push(name);
    }
  } finally {
    for (const name of added) delete process.env[name];
  }
}

interface NpmConf {
  config: { get(key: string): unknown };
  warnings: string[];
}

/** The address that npm itself has built in, whatever is configured here; null when the library no longer tells. */
export async function npmDefaultRegistry(): Promise<string | null> {
  const { default: npmConf } = await import("@pnpm/npm-conf");
  // The root of the chain of settings is the library's copy of npm's defaults.
  const { root } = npmConf().config;
  if (typeof root !== "object" || root === null || !("registry" in root)) return null;
  return plainAddress(root.registry);
}

/** The address of the registry's API, or null where the profile names none. Without a slash at the end. */
export async function resolveApi(profile: Profile): Promise<string | null> {
  const api = profile.registry.urls?.api;
  if (api === undefined) return null;
  return typeof api === "string" ? api.replace(/\/+$/, "") : npmRegistryAddress();
}

function plainAddress(configured: unknown): string {
  const text = typeof configured === "string" ? configured.trim() : "";
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:") || text.includes("${")) {
    // The value itself may hold a secret, so it is not repeated.
    throw new AssayError("profile", "The npm client's registry is not a web address", {
      hint: "See what `npm config get registry` says; it has to start with https:// or http://.",
    });
  }
  url.username = "";
  url.password = "";
  url.search = "";
  url.hash = "";
  return url.href.replace(/\/+$/, "");
}
