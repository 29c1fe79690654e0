import type { Profile } from "../../core/profile.ts";

export const PUBLIC_PROXY = "https://proxy.golang.org";

const PUBLIC_SERVICES = {
  sumdb: "https://sum.golang.org",
  index: "https://index.golang.org",
  vulndb: "https://vuln.go.dev",
  web: "https://pkg.go.dev",
} as const;

export type ServiceName = keyof typeof PUBLIC_SERVICES;

/**
 * Where the services beside the proxy are: what the profile says; else, for the public proxy, the public ones.
 * A private proxy without an entry has none that we may ascribe to it.
 */
export function serviceUrl(profile: Profile, api: string, name: ServiceName): string | undefined {
  const given = profile.registry.urls?.[name];
  if (given !== undefined) return given.replace(/\/+$/, "");
  return api === PUBLIC_PROXY ? PUBLIC_SERVICES[name] : undefined;
}

/** Hosts of the public services, which an audit of the public proxy asks besides it. */
export const SERVICE_HOSTS: readonly string[] = Object.values(PUBLIC_SERVICES).map(
  (url) => new URL(url).host,
);

/** The sentence for a service that nobody named. */
export function noService(name: ServiceName): string {
  return `The profile names no address for this registry's ${TITLES[name]} (registry.urls.${name}).`;
}

const TITLES: Record<ServiceName, string> = {
  sumdb: "checksum database",
  index: "module index",
  vulndb: "vulnerability database",
  web: "web site",
};
