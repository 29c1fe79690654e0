import { crc32 } from "node:zlib";

/**
 * A zip archive (PKWARE APPNOTE 6.3, stored, no zip64) of small files, the same bytes for the same input. Nothing is
 * compressed: a marker file stays readable inside the archive, which is how an installed jar is recognised.
 */
export function zip(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const name = Buffer.from(path, "ascii");
    const body = typeof content === "string" ? Buffer.from(content) : content;
    const shared = sharedFields(name, body);
    const local = Buffer.concat([record(0x04034b50), shared, name, body]);
    const entry = Buffer.alloc(14);
    // Comment, disk and internal attributes stay zero; external: a regular file, rw-r--r--.
    entry.writeUInt32LE((0o100644 << 16) >>> 0, 6);
    entry.writeUInt32LE(offset, 10);
    // "Made by": Unix, version 2.0.
    const madeBy = Buffer.from([20, 3]);
    directory.push(Buffer.concat([record(0x02014b50), madeBy, shared, entry, name]));
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, index, record(0x06054b50), end]);
}

/** What the local header and the central directory have in common: from "version needed" to the length of the extra field. */
function sharedFields(name: Buffer, body: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  // 2020-01-01 00:00.
  fields.writeUInt16LE(((2020 - 1980) << 9) | (1 << 5) | 1, 8);
  fields.writeUInt32LE(crc32(body), 10);
  fields.writeUInt32LE(body.length, 14);
  fields.writeUInt32LE(body.length, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function record(signature: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(signature);
  return bytes;
}
