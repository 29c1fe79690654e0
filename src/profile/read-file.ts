import { open, stat } from "node:fs/promises";
import { AssayError } from "../core/errors.ts";
import { sanitizeText } from "../core/sanitize.ts";
import { MAX_PROFILE_BYTES, tooLarge } from "./load.ts";
import type { Problem } from "./problem.ts";
import { ProfileError } from "./profile-error.ts";

/**
 * The text of a profile's file. Throws a ProfileError for what is too large or no UTF-8 text, and an AssayError for
 * what cannot be read; undefined where there is no such file.
 */
export async function readProfileFile(path: string): Promise<string | undefined> {
  let bytes: Buffer;
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new AssayError("profile", `${shown(path)} is a directory`);
    // A pipe or device may never end, or never begin.
    if (!found.isFile()) throw new AssayError("profile", `${shown(path)} is not a regular file`);
    if (found.size > MAX_PROFILE_BYTES) throw new ProfileError([tooLarge()], "", path);
    bytes = await readAtMost(path, MAX_PROFILE_BYTES + 1);
  } catch (error) {
    if (error instanceof AssayError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ENAMETOOLONG") return undefined;
    const why = code === "EACCES" ? "permission denied" : (code ?? "unknown reason");
    throw new AssayError("profile", `Cannot read ${shown(path)}: ${why}`, { cause: error });
  }
  if (bytes.length > MAX_PROFILE_BYTES) throw new ProfileError([tooLarge()], "", path);
  const decoded = decodeProfile(bytes);
  if (typeof decoded === "string") return decoded;
  throw new ProfileError([decoded], "", path);
}

/** UTF-8 with or without a byte-order mark, or why not. */
export function decodeProfile(bytes: Uint8Array): string | Problem {
  const [a, b] = bytes;
  const isUtf16 = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || b === 0;
  const nul = bytes.indexOf(0);
  if (isUtf16 && bytes.length > 1 && looksLikeText16(bytes)) {
    return notText("The file is UTF-16 or UTF-32", "Save it as UTF-8.");
  }
  if (nul !== -1)
    return notText("This is a binary file, not a profile", "A profile is YAML or JSON.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return notText("The file is not UTF-8 text", "Save it as UTF-8.");
  }
}

/** A byte-order mark, or nearly every second byte a zero. */
function looksLikeText16(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xff || bytes[0] === 0xfe) return true;
  const head = bytes.subarray(0, 64);
  return head.filter((byte) => byte === 0).length >= head.length / 3;
}

function notText(message: string, hint: string): Problem {
  return { severity: "error", line: 1, column: 1, pointer: "", message, hint };
}

async function readAtMost(path: string, limit: number): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(limit);
    let length = 0;
    while (length < limit) {
      const { bytesRead } = await file.read(buffer, length, limit - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return buffer.subarray(0, length);
  } finally {
    await file.close();
  }
}

function shown(path: string): string {
  return sanitizeText(path, 200);
}
