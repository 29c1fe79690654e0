// @ts-check
/// <reference path="./facts.d.ts" />
/**
 * A plugin for `assay --plugin`: an adapter for a made-up protocol ("shelf"), and a check that reads a fact of its own.
 * It needs no build and no import at run time; the types are comments.
 *
 * The protocol: `GET /shelf.json` answers `{ "shelf": 1, "signIn": { "factors": ["totp"] } }`, and `GET /log.json`
 * answers `{ "entries": 12 }`.
 *
 * @import { Adapter, Check, Gathered, HttpResult, Plugin } from "registry-assay"
 */

/**
 * What an answer says about one fact. Only a status that says "not here" makes it absent; whatever else went wrong makes
 * it unknown, never unmet.
 *
 * @template T
 * @param {HttpResult} result
 * @param {string} what
 * @param {(body: unknown) => T | null} read null when the body does not have the documented shape
 * @returns {Gathered<T>}
 */
function gathered(result, what, read) {
  if (!result.ok) return { state: "failed", code: "unreachable", message: result.message };
  if (result.status === 404) return { state: "absent", note: `The server has no ${what} (404).` };
  const value = result.status === 200 ? read(result.json()) : null;
  if (value !== null) return { state: "found", value };
  const message = `The server answered ${result.status} for its ${what}, not in the documented shape.`;
  return { state: "failed", code: "not-observable", message };
}

/**
 * Answers are hostile until narrowed: read only the fields that are used.
 *
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @type {Adapter} */
const shelf = {
  id: "shelf",
  title: "Shelf",
  ecosystem: "generic",
  usualTaxonomy: { userAccounts: true, packages: ["accepts-built"] },
  usualSamples: ["bread"],
  hosts: [],
  readOnlyPosts: [],
  observes: {
    "authentication/totp-mfa": {
      extent: "partly",
      note: "reads which factors the server names; that they work stays unseen",
    },
    "general/transparency-log": { extent: "yes", note: "reads the public log" },
  },
  probes: {
    // A fact of this plugin, which its own check reads.
    shelfSignIn: {
      requests: ["GET {api}/shelf.json"],
      source: "the head of examples/plugin/index.mjs",
      async run({ http, api, by }) {
        const result = await http.get(`${api}/shelf.json`, { accept: "application/json", by });
        return gathered(result, "shelf document", (body) => {
          if (!isObject(body) || !isObject(body.signIn)) return null;
          const { factors } = body.signIn;
          if (!Array.isArray(factors)) return null;
          return { factors: factors.filter((factor) => typeof factor === "string").slice(0, 20) };
        });
      },
    },
    // A fact that assay knows: its own check of the transparency log reads it.
    eventLog: {
      requests: ["GET {api}/log.json"],
      source: "the head of examples/plugin/index.mjs",
      async run({ http, api, by }) {
        const url = `${api}/log.json`;
        const result = await http.get(url, { accept: "application/json", by });
        return gathered(result, "log", (body) =>
          isObject(body) && typeof body.entries === "number"
            ? { kind: /** @type {const} */ ("journal"), url, signed: false }
            : null,
        );
      },
    },
  },
  async detect(http, api) {
    const result = await http.get(`${api}/shelf.json`, {
      accept: "application/json",
      by: "shelf/detect",
    });
    if (!result.ok) return { answer: "maybe", why: "it could not be reached" };
    const body = result.status === 200 ? result.json() : null;
    return isObject(body) && body.shelf === 1
      ? { answer: "yes", why: "it serves a shelf document" }
      : { answer: "no", why: "it serves no shelf document" };
  },
};

/** @type {Check} */
const factors = {
  id: "authentication/totp-mfa",
  messages: {
    offered: "The server offers {factors}.",
    weak: "The server offers only {factors}.",
    none: "The server offers no second factor.",
    silent: "The server does not say how people sign in: {note}",
  },
  observe: {
    shelfSignIn(seen) {
      if (seen.state === "absent")
        return { outcome: "note", message: "silent", args: { note: seen.note } };
      const offered = seen.value.factors;
      if (offered.length === 0) return { outcome: "unmet", message: "none" };
      const strong = offered.some((factor) => factor === "totp" || factor === "webauthn");
      const args = { factors: offered.join(", ") };
      return strong
        ? { outcome: "met", message: "offered", args }
        : { outcome: "unmet", message: "weak", args };
    },
  },
};

/** @type {Plugin} */
export default { apiVersion: 1, name: "example", adapters: [shelf], checks: [factors] };
