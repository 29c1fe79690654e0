import type { Adapter, Probe } from "../../core/adapter.ts";
import { ask, found } from "../shared/ask.ts";
import { field, isObject } from "../shared/wire.ts";

const PATH = "/-/npm/v1/security/advisories/bulk";
/** Known to be vulnerable since 2020 (prototype pollution, GHSA-p6mc-m468-83gw). */
const ASKED = { name: "lodash", version: "4.17.15" };

/** Documented as unauthenticated (`security: []`): it is what `npm audit` asks, and nothing is stored. */
export const advisoriesPost: Adapter["readOnlyPosts"][number] = {
  path: /^(?:\/.*)?\/-\/npm\/v1\/security\/advisories\/bulk$/,
  why: "the question that `npm audit` asks: needs no login, and changes nothing",
};

export const advisories: Probe<"advisories"> = {
  requests: [`POST {api}${PATH} {"${ASKED.name}":["${ASKED.version}"]}`],
  source: "npm/api-documentation:api/registry.npmjs.com/audit.yaml",
  async run(context) {
    return ask(
      context,
      `${context.api}${PATH}`,
      (answer) => {
        const json = answer.json();
        if (!isObject(json)) return null;
        const hits = field(json, ASKED.name);
        if (hits !== undefined && !Array.isArray(hits)) return null;
        const count = (hits ?? []).filter((hit) => field(hit, "vulnerable_versions") !== undefined);
        return found({ asked: `${ASKED.name}@${ASKED.version}`, count: count.length });
      },
      {
        accept: "application/json",
        post: {
          contentType: "application/json",
          text: JSON.stringify({ [ASKED.name]: [ASKED.version] }),
        },
        what: "advisories endpoint",
      },
    );
  },
};
