import { deflateRawSync, inflateRawSync } from "node:zlib";

/** Smaller bodies stay as they are. */
const LARGE = 256 * 1024;

export interface Kept {
  /** What it takes in memory. */
  bytes: number;
  read: () => Uint8Array;
}

/**
 * Keeps a body for those who ask for the same later. What servers answer is text and shrinks to a tenth; without that, a
 * few dozen large answers would take more memory than the rest of an audit.
 */
export function keep(body: Uint8Array): Kept {
  const packed = body.byteLength < LARGE ? body : deflateRawSync(body, { level: 1 });
  return packed.byteLength * 2 < body.byteLength
    ? { bytes: packed.byteLength, read: unpacking(packed) }
    : { bytes: body.byteLength, read: () => body };
}

/** A function of its own, so that what it closes over is the packed bytes and not the body beside them. */
function unpacking(packed: Uint8Array): () => Uint8Array {
  return () => inflateRawSync(packed);
}
