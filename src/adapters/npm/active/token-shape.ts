import type { ActiveProbe } from "../../../core/active.ts";
import type { TokenShape } from "../../../core/active-facts.ts";
import { absent, found } from "../../shared/ask.ts";
import { createToken } from "./tokens.ts";
import { OWNER_STEPS, SECOND_STEPS, ownerAccount, secondAccount } from "./shared-accounts.ts";

/** What the tokens of two accounts share. */
export const tokenShape: ActiveProbe = {
  id: "npm/token-shape",
  title: "Tokens of two accounts compared",
  fills: ["tokenShape"],
  needs: ["account", "second-account"],
  steps: [
    ...OWNER_STEPS,
    ...SECOND_STEPS,
    {
      request: "POST {target}/-/npm/v1/tokens",
      why: "an API token of each",
      times: 2,
      creates: "a token",
    },
    {
      request: "POST {target}/-/npm/v1/{random}",
      why: "how does an unknown path answer?",
      times: 1,
      once: true,
    },
  ],
  cleanup: "the tokens are deleted; the accounts are listed",
  source: "npm-profile (createToken)",
  async run(context) {
    const accounts = [await ownerAccount(context), await secondAccount(context)];
    const session = accounts.flatMap(({ token }) => token ?? []);
    const api: string[] = [];
    for (const account of accounts) {
      const { token } = await createToken(context, account, `shape-${account.id}`);
      if (token !== null) api.push(token);
      else break;
    }
    const value = compareTokens({ session, api });
    if (value === null) return { tokenShape: absent("the server hands out no tokens.") };
    return { tokenShape: found(value) };
  },
};

/** Null without two tokens of one kind. */
export function compareTokens(tokens: {
  session: readonly string[];
  api: readonly string[];
}): TokenShape | null {
  const kinds = (["session", "api"] as const).filter((kind) => tokens[kind].length >= 2);
  const all = kinds.flatMap((kind) => tokens[kind]);
  if (all.length === 0) return null;
  // An API token is what a scanner has to know; a session's token may look otherwise.
  const markers = kinds.map((kind) => ({ kind, marker: markerOf(tokens[kind]) }));
  const api = markers.find(({ kind }) => kind === "api") ?? markers[0];
  return {
    compared: all.length,
    kinds,
    marker: api?.marker ?? null,
    marked: markers.filter(({ marker }) => marker !== null).map(({ kind }) => kind),
    jwt: all.every((token) => /eyJ[\w-]+\.[\w-]+\./.test(token)),
    lengths: [...new Set(all.map(({ length }) => length))].sort((a, b) => a - b),
  };
}

/** The beginning that all share, where it is a marker: ended by a separator, or four letters and more. */
function markerOf(tokens: readonly string[]): string | null {
  const first = tokens[0] ?? "";
  let end = 0;
  while (end < first.length && tokens.every((token) => token[end] === first[end])) end++;
  // The head of a JWT is the same for all tokens of a server, and of many other servers.
  const jwt = first.search(/eyJ[\w-]+\./);
  const common = first.slice(0, jwt === -1 ? end : Math.min(end, jwt));
  // Equal tokens, or equal but for the end: this is no marker.
  if (common.length > 40 || namesAccount(common)) return null;
  const separated = /^[A-Za-z][A-Za-z0-9]{1,19}(?:[_\-.:~][A-Za-z0-9]{1,10})?[_\-.:~]/.exec(common);
  if (separated) return separated[0];
  return /^[A-Za-z]{4,20}/.exec(common)?.[0] ?? null;
}

/** Tokens that hold the account's name begin alike, because the names of a run do. */
function namesAccount(common: string): boolean {
  const decoded = [Buffer.from(common, "base64"), Buffer.from(common, "hex")];
  return (
    common.includes("assay-") || decoded.some((bytes) => bytes.toString("latin1").startsWith("ass"))
  );
}
