import { BlockList, isIP, isIPv4 } from "node:net";
import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup as systemLookup } from "node:dns/promises";
import { ExchangeError } from "./failures.ts";

/** IPv4 ranges that are not globally reachable: https://www.iana.org/assignments/iana-ipv4-special-registry */
const SPECIAL_V4: readonly [string, number][] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** Within 2000::/3, the only IPv6 space handed out for global unicast: tunnels, protocol assignments, documentation. */
const SPECIAL_V6: readonly [string, number][] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
];

function subnets(list: readonly [string, number][], family: "ipv4" | "ipv6"): BlockList {
  const block = new BlockList();
  for (const [net, prefix] of list) block.addSubnet(net, prefix, family);
  return block;
}

const specialV4 = subnets(SPECIAL_V4, "ipv4");
const specialV6 = subnets(SPECIAL_V6, "ipv6");
const globalV6 = subnets([["2000::", 3]], "ipv6");
const nat64 = subnets([["64:ff9b::", 96]], "ipv6");

/** The IPv4 address in the last 32 bits of an IPv6 address, as the URL parser would spell it. */
function embeddedV4(address: string): string | undefined {
  // The URL parser knows every spelling of IPv6 and gives back hexadecimal groups.
  const spelled = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail = ""] = spelled.split("::");
  const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));
  const low = groups(spelled.includes("::") ? tail : head).slice(-2);
  while (low.length < 2) low.unshift("0");
  const bytes = low.flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
  return bytes.some(Number.isNaN) ? undefined : bytes.join(".");
}

/**
 * Is this an address on the public internet? False for private, loopback, link-local, shared (CGNAT), multicast,
 * unspecified, reserved and documentation ranges, and for IPv6 that carries IPv4 (mapped, 6to4, Teredo). NAT64's
 * well-known prefix counts as the IPv4 address in it: on networks with IPv6 only, every IPv4 host looks like that.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  const version = isIP(bare);
  if (version === 4) return !specialV4.check(bare, "ipv4");
  if (version !== 6) return false;
  if (nat64.check(bare, "ipv6")) {
    const v4 = embeddedV4(bare);
    return v4 !== undefined && isIPv4(v4) && !specialV4.check(v4, "ipv4");
  }
  return globalV6.check(bare, "ipv6") && !specialV6.check(bare, "ipv6");
}

/** The address in a URL's host part, or undefined when it is a name. The URL parser has undone odd spellings. */
export function literalAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? undefined : host;
}

/** How names become addresses. */
export type Resolve = (hostname: string) => Promise<LookupAddress[]>;

export const resolveBySystem: Resolve = (hostname) => systemLookup(hostname, { all: true });

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;
export type Lookup = (hostname: string, options: LookupOptions, callback: LookupCallback) => void;

/**
 * A lookup for `net.connect` that refuses names with any address that is not public. The socket connects to what this
 * returns and to nothing else, so a name that changes its address between check and use gains nothing.
 */
export function guardedLookup(resolve: Resolve, allowPrivate: boolean): Lookup {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const bad = allowPrivate ? undefined : found.find((a) => !isPublicAddress(a.address));
        if (bad !== undefined) {
          const message = `${hostname} resolves to ${bad.address}, which is not a public address`;
          callback(new ExchangeError("refused", message), []);
          return;
        }
        const usable = found.filter((a) => !options.family || a.family === options.family);
        const [first] = usable.length > 0 ? usable : found;
        if (first === undefined) {
          callback(new ExchangeError("dns", `${hostname} has no address`), []);
        } else if (options.all) {
          callback(null, usable.length > 0 ? usable : found);
        } else {
          callback(null, first.address, first.family);
        }
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        callback(new ExchangeError("dns", message, { cause: error }), []);
      },
    );
  };
}
