import type { StagingCredentials } from "../core/active.ts";
import { AssayError } from "../core/errors.ts";
import type { Profile } from "../core/profile.ts";
import { bundledNames, loadBundled } from "../profile/bundled.ts";
import { npmDefaultRegistry } from "../profile/npm-config.ts";

/**
 * Services that host many people's packages over the protocols with active probes. No bundled profile names them, and
 * what is guessed, pushed and deleted there is work for people who never agreed to it.
 */
const SHARED_SERVICES = [
  "registry.yarnpkg.com",
  "npm.pkg.github.com",
  "ghcr.io",
  "docker.io",
  "docker.com",
  "quay.io",
  "gcr.io",
  "pkg.dev",
  "public.ecr.aws",
  "mcr.microsoft.com",
  "registry.gitlab.com",
] as const;

/** Why a target must not be written to, or null. Public registries are never a staging instance. */
export async function refusalFor(url: string): Promise<string | null> {
  if (!URL.canParse(url)) return "it is not a web address";
  const { hostname, protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return `its scheme is ${protocol}`;
  const host = hostname.toLowerCase().replace(/\.+$/, "");
  const hosts = await publicHosts();
  // Without one of the addresses that must be refused, none can be allowed.
  if (hosts === null) return "npm's built-in default address cannot be read to compare it with";
  for (const [known, whose] of hosts) {
    if (host === known || host.endsWith(`.${known}`)) return `${host} is ${whose}`;
  }
  return null;
}

/** Hosts of bundled profiles and npm's built-in default, with the words that say whose they are. */
async function publicHosts(): Promise<Map<string, string> | null> {
  const npm = await npmDefaultRegistry();
  if (npm === null) return null;
  const hosts = new Map<string, string>(
    SHARED_SERVICES.map((host) => [host, "a service that many people share"]),
  );
  for (const name of bundledNames()) {
    const urls = (await loadBundled(name))?.profile.registry.urls ?? {};
    for (const url of Object.values(urls)) {
      if (typeof url !== "string" || !URL.canParse(url)) continue;
      const host = new URL(url).hostname.toLowerCase();
      hosts.set(host, `a host of the public registry ${name}`);
      // The site of a registry stands for its other names too: `www.` in front changes nothing.
      if (host.startsWith("www.")) hosts.set(host.slice(4), `the public registry ${name}`);
    }
  }
  hosts.set(new URL(npm).hostname.toLowerCase(), "npm's own default registry");
  return hosts;
}

export interface Consent {
  target: string;
  credentials: StagingCredentials;
  /** Names of the variables, by field. */
  names: { username?: string; password?: string; token?: string };
}

/** What an active audit needs from the profile and the environment. Throws `AssayError` that says what is missing. */
export async function askConsent(
  profile: Profile,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Consent> {
  const { staging } = profile;
  if (!staging) {
    throw new AssayError("profile", "--active needs a staging section in the profile", {
      hint: "staging: { url: …, credentials: { username: ENV_NAME, password: ENV_NAME } }",
    });
  }
  const refusal = await refusalFor(staging.url);
  if (refusal !== null) {
    throw new AssayError("profile", `${staging.url} is not audited actively: ${refusal}`, {
      hint: "Active probes create accounts and packages. Point staging.url at an instance of your own.",
    });
  }
  const names = staging.credentials ?? {};
  return { target: staging.url, names, credentials: stagingCredentials(names, env) };
}

/** Reads the named variables. Throws `AssayError` when one is not set, or when none would let us log in. */
export function stagingCredentials(
  names: Consent["names"],
  env: Readonly<Record<string, string | undefined>>,
): StagingCredentials {
  const credentials: StagingCredentials = {};
  for (const field of ["username", "password", "token"] as const) {
    const name = names[field];
    if (name === undefined) continue;
    const value = env[name];
    if (value === undefined || value === "") {
      throw new AssayError("usage", `The environment variable ${name} is not set`, {
        hint: `The profile's staging.credentials.${field} names it.`,
      });
    }
    credentials[field] = value;
  }
  if (credentials.token === undefined && credentials.password === undefined) {
    throw new AssayError(
      "profile",
      "--active needs a password or a token for the staging instance",
      {
        hint: "Name the variables that hold them in staging.credentials.",
      },
    );
  }
  return credentials;
}
