import type { Adapter } from "../../core/adapter.ts";
import type { HttpClient, HttpResult } from "../../core/http.ts";
import { isHtml } from "../shared/baseline.ts";
import { isObject } from "../shared/wire.ts";
import { isRegistryDocument, MAX_SAMPLES, packageUrl, readOnce } from "./packages.ts";

const BY = "npm/detect";

/** Recognises the protocol by what its clients rely on: ping, the root document, and a package's document. */
export async function detect(
  http: HttpClient,
  api: string,
  names: readonly string[],
): ReturnType<Adapter["detect"]> {
  const get = (url: string): Promise<HttpResult> =>
    http.get(url, { accept: "application/json", by: BY });
  const samples = names.slice(0, MAX_SAMPLES);
  const [ping, root, ...packages] = await Promise.all([
    get(`${api}/-/ping`),
    get(`${api}/`),
    ...samples.map((name) => get(packageUrl(api, name))),
  ]);
  const known = samples.find((name, index) => {
    const answer = packages[index];
    return answer?.ok && answer.status === 200 && readOnce(answer, name) !== null;
  });
  if (known !== undefined)
    return { answer: "yes", why: `it serves the package ${known} in npm's form` };
  if (isRegistryDocument(jsonOf(root)))
    return { answer: "yes", why: "its root document names a registry database" };
  // An object alone says little, and a server that answers `{}` to everything is no registry.
  if (isObject(jsonOf(ping))) {
    const baseline = jsonOf(await get(`${api}/-/assay-no-such-endpoint`));
    if (!isObject(baseline)) return { answer: "yes", why: "it answers npm's ping" };
  }
  const answers = [ping, root, ...packages];
  if (!answers.some((result) => result.ok))
    return { answer: "maybe", why: "it could not be reached" };
  if (answers.some((result) => result.ok && (result.status === 401 || result.status === 403)))
    return { answer: "maybe", why: "it asks for credentials" };
  return { answer: "no", why: "neither a ping nor a package's document answers in npm's form" };
}

function jsonOf(result: HttpResult | undefined): unknown {
  if (!result?.ok || result.status !== 200 || isHtml(result)) return null;
  return result.json();
}
