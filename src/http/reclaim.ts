import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** An ordinary audit reads less than this a few times over. */
const EVERY_BYTES = 4 * 1024 * 1024;

let since = 0;
let collect: (() => void) | undefined;

/**
 * Told of bytes that were read or unpacked, most of which are garbage at once. V8 looks at memory outside its heap only
 * every 64 MiB, so a server that sends much would make us hold that much more than we use; collecting earlier keeps an
 * audit within its limit of memory, bombs included.
 */
export function reclaim(bytes: number): void {
  since += bytes;
  if (since < EVERY_BYTES) return;
  since = 0;
  collect ??= collector();
  collect();
}

function collector(): () => void {
  // From here on V8 grows its heap late. It costs time, so an audit that reads little goes without.
  setFlagsFromString("--optimize-for-size");
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("typeof gc === 'function' ? gc : undefined");
  return typeof gc === "function" ? () => void gc() : () => undefined;
}
