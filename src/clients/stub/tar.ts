import { gzipSync } from "node:zlib";

/**
 * A tar archive (POSIX ustar) of small files, the same bytes for the same input. Paths up to 100 ASCII characters: enough
 * for fixtures, and no reason for a dependency.
 */
export function tar(files: Readonly<Record<string, string | Buffer>>): Buffer {
  const blocks: Buffer[] = [];
  for (const [path, content] of Object.entries(files)) {
    const body = typeof content === "string" ? Buffer.from(content) : content;
    blocks.push(header(path, body.length), body, Buffer.alloc((512 - (body.length % 512)) % 512));
  }
  blocks.push(Buffer.alloc(1024));
  return Buffer.concat(blocks);
}

/** The same, gzipped. */
export function tarGz(files: Readonly<Record<string, string | Buffer>>): Buffer {
  return gzipSync(tar(files), { level: 9 });
}

function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, width: number): string =>
    `${value.toString(8).padStart(width - 1, "0")}\0`;
  block.write(path, 0, 100, "ascii");
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  // 1985-10-26: what npm writes; some unpackers reject a zero time.
  block.write(octal(499162500, 12), 136);
  block.write(" ".repeat(8), 148);
  block.write("0", 156);
  block.write("ustar\x0000", 257, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
