import type { Probe, ProbeContext } from "../../core/adapter.ts";
import type { Facts, Gathered } from "../../core/facts.ts";
import type { HttpAnswer, HttpResult } from "../../core/http.ts";
import { absent, failed, found, fromFailure, fromStatus } from "../shared/ask.ts";
import { baselineUrl, randomName } from "../shared/baseline.ts";
import {
  askSimplePages,
  normalizeName,
  onlyIfAlive,
  readSimplePage,
  sampledProjects,
  SIMPLE_JSON,
  simpleUrl,
} from "./simple.ts";

const DISCLOSE = "/_/secrets/disclose-token";

/**
 * The route takes POST alone, and answers 404 to a POST without a partner's headers, so only a GET can tell it from a
 * missing one: 405 with `Allow: POST`, where a path beside it is 404.
 */
export const secretReportEndpoint: Probe<"secretReportEndpoint"> = {
  requests: [`GET {api}${DISCLOSE}`, "GET {api}/_/secrets/{random}"],
  source:
    "pypi/warehouse:warehouse/integrations/secrets/views.py (require_methods), warehouse/csrf.py (require_method_view), docs/user/api/secrets.md",
  async run(context) {
    const url = `${context.api}${DISCLOSE}`;
    const get = (address: string): Promise<HttpResult> =>
      context.http.get(address, { by: context.by, followRedirects: false });
    const [answer, baseline, pages] = await Promise.all([
      get(url),
      get(baselineUrl(url, randomName(context))),
      askSimplePages(context),
    ]);
    if (!answer.ok) return fromFailure(answer);
    const { host } = new URL(url);
    if (answer.status === 404 || answer.status === 410)
      return onlyIfAlive(absent(`${host} has no ${DISCLOSE} (${answer.status}).`), pages);
    if (answer.status === 405 && takesPost(answer)) {
      if (!baseline.ok) return fromFailure(baseline);
      return baseline.status === 405
        ? failed("not-observable", `${host} answers 405 for any path beside ${DISCLOSE} too.`)
        : found({ url });
    }
    const status = fromStatus(answer, host, "endpoint for leaked tokens");
    if (status?.state === "failed") return status;
    return failed("not-observable", `${host} answered ${answer.status} for ${DISCLOSE}.`);
  },
};

function takesPost(answer: HttpAnswer): boolean {
  const allowed = (answer.headers["allow"] ?? "").split(",").map((method) => method.trim());
  return allowed.includes("POST");
}

/** A project of many public registries, and how else one may write it. */
const VARIANT = "Zope.Interface";

/** Another spelling must lead to the project's own page: by a redirect, or by answering the same project. */
export const nameNormalization: Probe<"nameNormalization"> = {
  requests: [
    `GET {api}/simple/${VARIANT}/ (redirects not followed)`,
    `GET {api}/simple/${normalizeName(VARIANT)}/`,
    "the same for the first sample, with a capital letter",
  ],
  source:
    "pypi/warehouse:warehouse/api/simple.py (simple_detail), docs/user/api/index-api.md; PEP 503",
  async run(context) {
    const [sample] = sampledProjects(context);
    const names = sample === undefined ? [VARIANT] : [VARIANT, variantOf(sample)];
    const results = await Promise.all(names.map((name) => askVariant(context, name)));
    return (
      results.find((result) => result.state !== "failed") ??
      results.find((result) => result.state === "failed" && result.code !== "not-observable") ??
      results[0] ??
      failed("not-observable", "There is no name to ask for.")
    );
  },
};

function variantOf(project: string): string {
  return project.charAt(0).toUpperCase() + project.slice(1).replaceAll("-", "_");
}

async function askVariant(
  context: ProbeContext,
  asked: string,
): Promise<Gathered<Facts["nameNormalization"]>> {
  const canonical = normalizeName(asked);
  if (asked === canonical) return failed("not-observable", `"${asked}" has one spelling only.`);
  const request = { by: context.by, accept: SIMPLE_JSON };
  const [answer, own] = await Promise.all([
    context.http.get(simpleUrl(context, asked), { ...request, followRedirects: false }),
    context.http.get(simpleUrl(context, canonical), request),
  ]);
  if (!answer.ok) return fromFailure(answer);
  if (!own.ok) return fromFailure(own);
  const { host } = new URL(context.api);
  const known = own.status === 200 && readSimplePage(own) !== null;
  if (!known) {
    const status = fromStatus(own, host, `simple index of ${canonical}`);
    return status?.state === "failed"
      ? status
      : failed("not-observable", `${host} has no project ${canonical} to try spellings of.`);
  }
  if (leadsTo(answer, simpleUrl(context, canonical))) return found({ asked, canonical });
  const page = answer.status === 200 ? readSimplePage(answer) : null;
  if (page?.state === "found")
    return normalizeName(page.value.name) === canonical
      ? found({ asked, canonical })
      : failed("not-observable", `${host} answers another project for ${asked}.`);
  if (answer.status === 404 || answer.status === 410)
    return absent(`${host} has ${canonical}, and does not know it as ${asked}.`);
  return (
    fromStatus(answer, host, `simple index of ${asked}`) ??
    failed("not-observable", `${host} answered ${answer.status} for ${asked}.`)
  );
}

function leadsTo(answer: HttpAnswer, canonicalUrl: string): boolean {
  const location = answer.headers["location"];
  if (location === undefined || ![301, 302, 307, 308].includes(answer.status)) return false;
  if (!URL.canParse(location, answer.exchange.url)) return false;
  const target = new URL(location, answer.exchange.url);
  const expected = new URL(canonicalUrl);
  const path = (url: URL): string => url.pathname.replace(/\/+$/, "");
  return target.host === expected.host && path(target) === path(expected);
}
