import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

export interface Tarball {
  data: Buffer;
  shasum: string;
  /** `sha512-` and base64. */
  integrity: string;
  sha512Hex: string;
}

/** A ustar archive with all files under `package/`, as npm packs them. The same files give the same bytes. */
export function packTarball(files: Readonly<Record<string, string>>): Tarball {
  const blocks: Buffer[] = [];
  for (const [path, content] of Object.entries(files)) {
    const body = Buffer.from(content);
    blocks.push(header(`package/${path}`, body.length), body);
    blocks.push(Buffer.alloc((512 - (body.length % 512)) % 512));
  }
  blocks.push(Buffer.alloc(1024));
  const data = gzipSync(Buffer.concat(blocks));
  const sha512 = createHash("sha512").update(data).digest();
  return {
    data,
    shasum: createHash("sha1").update(data).digest("hex"),
    integrity: `sha512-${sha512.toString("base64")}`,
    sha512Hex: sha512.toString("hex"),
  };
}

function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(path, 0, 100);
  block.write("000644 \0", 100);
  block.write("000000 \0", 108);
  block.write("000000 \0", 116);
  block.write(`${size.toString(8).padStart(11, "0")} `, 124);
  block.write(`${"0".repeat(11)} `, 136);
  block.write("        ", 148);
  block.write("0", 156);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
