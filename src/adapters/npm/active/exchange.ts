import type { ActiveProbe } from "../../../core/active.ts";
import { found } from "../../shared/ask.ts";
import { isObject } from "../../shared/wire.ts";

const PATH = "/-/npm/v1/oidc/token/exchange/package/";
/** npm documents messages that begin with "OIDC token exchange error". */
const DOCUMENTED = /\b(oidc|token exchange|id.?token|trusted publish|audience|issuer)\b/i;

/** Is there an endpoint that exchanges a CI identity, and does it refuse one that we made up? */
export const exchange: ActiveProbe = {
  id: "npm/exchange",
  title: "Exchange of a made-up CI identity",
  fills: ["identityExchange"],
  needs: [],
  steps: [
    {
      request: `POST {target}${PATH}{package}`,
      why: "offer an identity token that nobody issued",
      times: 1,
    },
    {
      request: "POST {target}/-/npm/v1/oidc/token/{random}/package/{package}",
      why: "how does an unknown path of the same shape answer?",
      times: 1,
    },
  ],
  cleanup: "nothing is created",
  source: "npm/api-documentation:api/registry.npmjs.com/oidc.yaml",
  async run(context) {
    const bearer = madeUpIdentity(context.now);
    const name = context.name("exchange");
    const send = (path: string) =>
      context.http.send({ method: "POST", path, auth: { bearer }, json: {} });
    const result = await send(`${PATH}${name}`);
    const baseline = await send(`/-/npm/v1/oidc/token/${context.name("none")}/package/${name}`);
    const trial = context.judge(result, { baseline });
    const json = result.ok && isObject(result.json());
    const refused = trial.status !== null && trial.status >= 400 && trial.status < 500;
    const documented = trial.did !== "absent" && json && refused && DOCUMENTED.test(trial.said);
    return { identityExchange: found({ exchange: trial, documented }) };
  },
};

/** A JWT of the usual claims whose issuer cannot exist and whose signature is none. */
function madeUpIdentity(now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: "https://issuer.invalid",
    sub: "repo:assay/assay:ref:refs/heads/main",
    aud: "npm:registry.invalid",
    iat: seconds,
    exp: seconds + 300,
  };
  return `${part({ alg: "RS256", typ: "JWT", kid: "none" })}.${part(claims)}.${"A".repeat(342)}`;
}
