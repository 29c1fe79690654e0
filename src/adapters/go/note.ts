import { createHash, createPublicKey, verify } from "node:crypto";

/**
 * The checksum database's verifier key that the go command carries:
 * golang/go src/cmd/go/internal/modfetch/key.go.
 */
export const GO_SUMDB_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

/**
 * `verified`: signed by that key. `bad`: claims that key, and does not verify.
 * `unknown-key`: signed by others only.
 */
export type NoteState = "verified" | "bad" | "unknown-key";

export interface SignedNote {
  /** What was signed, with its final newline. */
  text: string;
  state: NoteState;
}

/** Size in leaves and root hash (base64) of a checksum database. */
export interface TreeHead {
  size: number;
  rootHash: string;
}

interface Verifier {
  name: string;
  keyHash: number;
  publicKey: Uint8Array;
}

const MAX_NOTE_BYTES = 100_000;
const MAX_SIGNATURES = 100;
const ED25519 = 1;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Opens a signed note: text, blank line, lines of `— NAME BASE64`. Null when it is not one.
 * Follows golang/mod sumdb/note/note.go: valid UTF-8, no control characters, at most 100 signatures.
 */
export function openNote(message: Uint8Array, verifierKey: string): SignedNote | null {
  const whole = decode(message);
  if (whole === null) return null;
  const split = whole.lastIndexOf("\n\n");
  if (split < 0 || !whole.endsWith("\n")) return null;
  const text = whole.slice(0, split + 1);
  const lines = whole.slice(split + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) return null;
  const signatures = lines.map(parseSignature);
  if (signatures.some((signature) => signature === null)) return null;
  const key = parseVerifier(verifierKey);
  const own = signatures.find(
    (signature) =>
      signature !== null && signature.name === key?.name && signature.keyHash === key.keyHash,
  );
  if (!key || !own) return { text, state: "unknown-key" };
  return { text, state: verifies(key, text, own.bytes) ? "verified" : "bad" };
}

/** Reads the text of a signed tree head; golang/mod sumdb/tlog/note.go, ParseTree. Further lines are ignored. */
export function parseTreeHead(text: string): TreeHead | null {
  const [title, count = "", rootHash = ""] = text.split("\n", 4);
  if (title !== "go.sum database tree" || !/^(?:0|[1-9]\d{0,15})$/.test(count)) return null;
  const size = Number(count);
  if (!Number.isSafeInteger(size)) return null;
  if (!BASE64.test(rootHash) || Buffer.from(rootHash, "base64").length !== 32) return null;
  return { size, rootHash };
}

/**
 * Splits the answer to a lookup into the record's lines and the note after them; golang/mod sumdb/tlog/note.go,
 * ParseRecord. Null when it is neither.
 */
export function splitRecord(
  message: Uint8Array,
): { id: string; lines: string[]; note: Uint8Array } | null {
  const whole = decode(message);
  if (whole === null) return null;
  const end = whole.indexOf("\n\n");
  if (end < 0) return null;
  const [id = "", ...lines] = whole.slice(0, end).split("\n");
  if (!/^\d{1,19}$/.test(id) || lines.length === 0) return null;
  return { id, lines, note: Buffer.from(whole.slice(end + 2), "utf8") };
}

function decode(message: Uint8Array): string | null {
  if (message.length === 0 || message.length > MAX_NOTE_BYTES) return null;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(message);
  } catch {
    return null;
  }
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 && code !== 0x0a) return null;
  }
  return text;
}

function parseSignature(line: string): { name: string; keyHash: number; bytes: Buffer } | null {
  const match = /^\u2014 (\S+) (\S+)$/u.exec(line);
  const [name, base64] = [match?.[1], match?.[2]];
  if (name === undefined || base64 === undefined || !BASE64.test(base64)) return null;
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length < 5) return null;
  return { name, keyHash: bytes.readUInt32BE(0), bytes: bytes.subarray(4) };
}

/** `NAME+HASH+KEY`, where the hash binds name and key together. */
function parseVerifier(encoded: string): Verifier | null {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(encoded);
  const [name, hash, base64] = [match?.[1], match?.[2], match?.[3]];
  if (name === undefined || hash === undefined || base64 === undefined) return null;
  if (!BASE64.test(base64)) return null;
  const key = Buffer.from(base64, "base64");
  if (key.length !== 33 || key[0] !== ED25519) return null;
  const digest = createHash("sha256").update(`${name}\n`).update(key).digest();
  const keyHash = Number.parseInt(hash, 16);
  if (digest.readUInt32BE(0) !== keyHash) return null;
  return { name, keyHash, publicKey: key.subarray(1) };
}

function verifies(key: Verifier, text: string, signature: Uint8Array): boolean {
  try {
    const x = Buffer.from(key.publicKey).toString("base64url");
    const publicKey = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return verify(null, Buffer.from(text, "utf8"), publicKey, signature);
  } catch {
    return false;
  }
}
