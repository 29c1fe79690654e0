import { AssayError } from "../core/errors.ts";
import type { Profile } from "../core/profile.ts";

/**
 * The registry that the npm client would ask from here: environment, then the project's `.npmrc`, the user's, the
 * global one, npm's default. Without credentials and without a slash at the end.
 */
export async function npmRegistryAddress(): Promise<string> {
  // `registry-url` stops at the nearest .npmrc, even one that names no registry.
  const { default: npmConf } = await import("@pnpm/npm-conf");
  let configured: unknown;
  try {
    configured = npmConf().config.get("registry");
  } catch (cause) {
    throw new AssayError("profile", "The npm client's settings cannot be read", {
      hint: "See what `npm config get registry` says.",
      cause,
    });
  }
  return plainAddress(configured);
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
