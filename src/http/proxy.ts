/** Proxy settings as undici takes them; empty strings keep it from looking into the environment by itself. */
export interface ProxySettings {
  httpProxy: string;
  httpsProxy: string;
  noProxy: string;
}

/** Reads the usual variables, lower case first as curl does. Undefined when no proxy is set. */
export function proxySettings(
  env: Readonly<Record<string, string | undefined>>,
): ProxySettings | undefined {
  const read = (name: string): string => env[name.toLowerCase()] || env[name] || "";
  const httpProxy = read("HTTP_PROXY");
  const httpsProxy = read("HTTPS_PROXY");
  if (httpProxy === "" && httpsProxy === "") return undefined;
  return { httpProxy, httpsProxy, noProxy: read("NO_PROXY") };
}
