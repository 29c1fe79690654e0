import { readdir } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { AssayError } from "../core/errors.ts";
import type { LoadedProfile } from "../core/profile.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { bundledNames, loadBundled } from "./bundled.ts";
import type { ProfileContext } from "./context.ts";
import type { Problem } from "./problem.ts";
import { suggest } from "./suggest.ts";

/** What the user named. A URL only says where to ask: the caller finds the adapter, then calls `profileForUrl`. */
export type Resolved =
  | { kind: "url"; url: string }
  | { kind: "profile"; loaded: LoadedProfile; source?: string; warnings: Problem[] };

const ENDINGS = [".yaml", ".yml", ".json"];

/**
 * Finds the profile that an argument names: a file, a bundled profile, or a registry's URL. What looks like a path is
 * a path; a bare name is a bundled profile first. Throws a ProfileError with every problem, or an AssayError.
 */
export async function resolveProfile(argument: string, context: ProfileContext): Promise<Resolved> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(argument)) return { kind: "url", url: checkUrl(argument) };
  const isPath = /[/\\]/.test(argument) || ENDINGS.includes(extname(argument).toLowerCase());
  const bundled = isPath ? undefined : await fromBundled(argument, context);
  const resolved = bundled ?? (await fromFile(argument, context));
  if (resolved) return resolved;
  throw await notFound(argument, isPath);
}

async function fromBundled(name: string, context: ProfileContext): Promise<Resolved | undefined> {
  const bundled = await loadBundled(name);
  if (!bundled) return undefined;
  const extra = bundled.profile.taxonomy.accountProvider
    ? await (await import("./inherit.ts")).inheritClaims(bundled.profile, undefined, context)
    : { assumptions: [] };
  return { kind: "profile", loaded: { ...bundled, name, kind: "bundled", ...extra }, warnings: [] };
}

async function fromFile(path: string, context: ProfileContext): Promise<Resolved | undefined> {
  const [{ readProfileFile }, { loadProfileText }] = await Promise.all([
    import("./read-file.ts"),
    import("./load.ts"),
  ]);
  const source = await readProfileFile(path);
  if (source === undefined) return undefined;
  const result = await loadProfileText(source, path, context);
  if (!result.ok) {
    const { ProfileError } = await import("./profile-error.ts");
    throw new ProfileError(result.problems, source, path);
  }
  const { profile, positions, problems } = result;
  const { inheritClaims } = await import("./inherit.ts");
  const extra = await inheritClaims(profile, dirname(path), context);
  return {
    kind: "profile",
    loaded: { profile, positions, name: path, kind: "file", ...extra },
    source,
    warnings: problems,
  };
}

function checkUrl(argument: string): string {
  const url = URL.canParse(argument) ? new URL(argument) : undefined;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new AssayError("usage", `Not the address of a registry: ${withoutSecrets(argument)}`, {
      hint: "Give an address that starts with https:// or http://.",
    });
  }
  if (url.username || url.password) {
    throw new AssayError("usage", `The address carries credentials: ${withoutSecrets(argument)}`, {
      hint: "Remove what stands before the @: an audit needs none.",
    });
  }
  return url.href;
}

function withoutSecrets(url: string): string {
  return sanitizeText(url.replace(/\/\/.*@/, "//***@").replace(/[?#].*$/s, ""), 200);
}

async function notFound(argument: string, isPath: boolean): Promise<AssayError> {
  const shown = sanitizeText(argument, 200);
  const directory = isPath ? dirname(argument) : ".";
  const files = await profileFiles(directory, isPath);
  const names = bundledNames();
  const meant = suggest(argument, isPath ? files : [...names, ...files, ...files.map(stem)]);
  const file = files.find((name) => meant !== undefined && stem(name) === meant);
  const hint = meant
    ? `Did you mean ${sanitizeText(names.includes(meant) ? meant : (file ?? meant), 200)}?`
    : `Give a file, a registry's URL, or a bundled profile: ${names.join(", ")}.`;
  const what = isPath ? "No such file" : "No profile of that name, and no such file";
  return new AssayError("profile", `${what}: ${shown}`, { hint });
}

/** Files that could be profiles; a directory that cannot be listed has none. */
async function profileFiles(directory: string, isPath: boolean): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => ENDINGS.includes(extname(name).toLowerCase()))
    .slice(0, 500)
    .map((name) => (isPath && directory !== "." ? join(directory, name) : name));
}

function stem(name: string): string {
  return name.slice(0, name.length - extname(name).length);
}
