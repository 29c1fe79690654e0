import { sanitizeText } from "../core/sanitize.ts";
import { REDACTED } from "./redact.ts";

/** The secrets of a run, so that none of them is ever written down, in whatever spelling a server sends it back. */
export interface Secrets {
  hide(secret: string): void;
  redact(text: string): string;
  /** Is any secret in this text? */
  leaks(text: string): boolean;
}

/** Shorter ones would blot out ordinary words; nobody's secret is that short. */
const SHORTEST = 4;

/** `publicWords` are passwords that everybody knows: to redact them would blot out the word "password". */
export function createSecrets(publicWords: ReadonlySet<string> = new Set()): Secrets {
  // Longest first: a secret may be part of another one's spelling.
  let spellings: string[] = [];

  function replaceAll(text: string): string {
    let clean = text;
    for (const spelling of spellings) clean = clean.replaceAll(spelling, REDACTED);
    return clean;
  }

  return {
    hide(secret) {
      if (secret.length < SHORTEST || publicWords.has(secret)) return;
      const bytes = Buffer.from(secret);
      const spelled = [
        secret,
        encodeURIComponent(secret),
        JSON.stringify(secret).slice(1, -1),
        bytes.toString("base64"),
        bytes.toString("base64url"),
        bytes.toString("hex"),
      ];
      spellings = [...new Set([...spellings, ...spelled])].sort((a, b) => b.length - a.length);
    },
    redact: (text) => replaceAll(text),
    leaks: (text) => spellings.some((spelling) => text.includes(spelling)),
  };
}

/** One line of a server's text that may be stored: secrets redacted, control characters visible, cut. */
export function quotable(text: string, secrets: Secrets, max: number): string {
  // Redacted before the cut, so that no half of a secret stays.
  return sanitizeText(secrets.redact(text.slice(0, 20_000)), max);
}
