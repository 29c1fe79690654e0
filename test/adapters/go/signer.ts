import { createHash, generateKeyPairSync, sign } from "node:crypto";

export interface Signer {
  /** As the go command writes it: `NAME+HASH+KEY`. */
  verifierKey: string;
  /** The text with a blank line and this signer's signature after it. */
  sign(text: string): string;
}

/** A note signer with a new Ed25519 key; golang/mod sumdb/note/note.go. */
export function createSigner(name: string): Signer {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const key = Buffer.concat([Buffer.from([1]), raw]);
  const hash = createHash("sha256").update(`${name}\n`).update(key).digest().subarray(0, 4);
  return {
    verifierKey: `${name}+${hash.toString("hex")}+${key.toString("base64")}`,
    sign(text) {
      const signature = Buffer.concat([hash, sign(null, Buffer.from(text, "utf8"), privateKey)]);
      return `${text}\n— ${name} ${signature.toString("base64")}\n`;
    },
  };
}
