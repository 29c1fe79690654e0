import { createHash } from "node:crypto";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { ExchangeError } from "./failures.ts";
import { reclaim } from "./reclaim.ts";

/** Servers compress once; twice is seen behind careless proxies; more is an attack. */
const MAX_ENCODINGS = 2;

type Encoding = "gzip" | "br" | "deflate";
type Chunks = AsyncIterable<Uint8Array>;

/** Encodings in the order in which they must be undone. */
function contentEncodings(header: string | undefined): Encoding[] {
  const names = (header ?? "")
    .split(",")
    .map((name) =>
      name
        .trim()
        .toLowerCase()
        .replace(/^x-(?=gzip$)/, ""),
    )
    .filter((name) => name !== "" && name !== "identity");
  if (names.length > MAX_ENCODINGS) {
    throw new ExchangeError("protocol", `${names.length} content encodings on one body`);
  }
  return names.reverse().map((name) => {
    if (name === "gzip" || name === "br" || name === "deflate") return name;
    throw new ExchangeError("protocol", `content encoding ${name} was not asked for`);
  });
}

/** Lets at most `max` bytes pass, and tells how many did. */
function counted(max: number, seen: (total: number) => void): (source: Chunks) => Chunks {
  return async function* (source) {
    let total = 0;
    for await (const chunk of source) {
      total += chunk.byteLength;
      seen(total);
      reclaim(chunk.byteLength);
      if (total > max) throw new ExchangeError("too-large", `body larger than ${max} bytes`);
      yield chunk;
    }
  };
}

function decoder(encoding: Encoding, first: Uint8Array): NodeJS.ReadWriteStream {
  if (encoding === "gzip") return createGunzip();
  if (encoding === "br") return createBrotliDecompress();
  // `deflate` means zlib's format, but some servers send the bare stream; the first byte tells (RFC 1950, 2.2).
  return ((first[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
}

/** Undoes one encoding while streaming. An empty body stays empty, an unfinished stream is an error. */
function decoded(encoding: Encoding): (source: Chunks) => Chunks {
  return async function* (source) {
    const iterator = source[Symbol.asyncIterator]();
    let head = await iterator.next();
    while (!head.done && head.value.byteLength === 0) head = await iterator.next();
    if (head.done) return;
    const first = head.value;
    const stream = decoder(encoding, first);
    const feed = pipeline(async function* () {
      yield first;
      yield* { [Symbol.asyncIterator]: () => iterator };
    }, stream);
    // A reader that stops early ends the feed too; what matters of its error surfaces below.
    feed.catch(() => undefined);
    yield* stream as unknown as Chunks;
    await feed;
  };
}

export interface ReadBody {
  body: Uint8Array;
  /** `sha256:` and hex of `body`. */
  digest: string;
}

/**
 * Reads a whole body, decompressing as it comes. `maxBytes` bounds what arrives, what comes out, and every step
 * between, so that a bomb costs no more than an ordinary body.
 */
export async function readBody(
  raw: Readable,
  headers: Readonly<Record<string, string>>,
  options: { maxBytes: number; signal: AbortSignal },
): Promise<ReadBody> {
  const encodings = contentEncodings(headers["content-encoding"]);
  let received = 0;
  const chunks: Uint8Array[] = [];
  const hash = createHash("sha256");

  let source: Chunks = counted(options.maxBytes, (total) => {
    received = total;
  })(raw);
  for (const encoding of encodings) {
    source = counted(options.maxBytes, () => undefined)(decoded(encoding)(source));
  }
  for await (const chunk of source) {
    options.signal.throwIfAborted();
    hash.update(chunk);
    chunks.push(chunk);
  }

  const promised = headers["content-length"];
  if (promised !== undefined && Number(promised) !== received) {
    throw new ExchangeError("protocol", `content-length says ${promised}, ${received} bytes came`);
  }
  const body = Buffer.concat(chunks);
  return { body, digest: `sha256:${hash.digest("hex")}` };
}
