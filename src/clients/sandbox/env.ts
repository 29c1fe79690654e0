import type { Place } from "../../core/driver.ts";

/**
 * The environment that every client gets before its driver adds to it. Nothing is taken over from ours but the language:
 * a user's variables are exactly what would spoil a test.
 */
export function baseEnv(place: Place, bin: string): Record<string, string> {
  return {
    PATH: bin,
    HOME: place.home,
    TMPDIR: place.tmp,
    XDG_CONFIG_HOME: `${place.home}/.config`,
    XDG_CACHE_HOME: place.cache,
    XDG_DATA_HOME: `${place.home}/.local/share`,
    XDG_STATE_HOME: `${place.home}/.local/state`,
    // Without it, some clients ask the registry whether they are the newest, or wait for an answer.
    CI: "1",
    LANG: "C.UTF-8",
    TERM: "dumb",
    NO_COLOR: "1",
    // Everything that is not the stub goes through the stub as proxy, which writes it down and refuses.
    ...proxies(place.registry),
    // A shim of corepack would otherwise fetch another client than the one installed.
    COREPACK_ENABLE_NETWORK: "0",
    COREPACK_ENABLE_PROJECT_SPEC: "0",
  };
}

function proxies(registry: string): Record<string, string> {
  const names = ["HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"];
  return {
    ...Object.fromEntries(names.map((name) => [name, registry])),
    NO_PROXY: "127.0.0.1,localhost",
    no_proxy: "127.0.0.1,localhost",
  };
}
