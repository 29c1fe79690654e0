import type { Adapter } from "../../core/adapter.ts";
import type { HttpAnswer, HttpClient } from "../../core/http.ts";
import { field } from "../shared/wire.ts";
import { readChallenge } from "./wire.ts";

/** Recognises the protocol by `GET /v2/`, which every registry must answer with 200, or with 401 and a challenge. */
export async function detect(http: HttpClient, api: string): ReturnType<Adapter["detect"]> {
  const result = await http.get(`${api}/v2/`, { accept: "application/json", by: "oci/detect" });
  if (!result.ok) return { answer: "maybe", why: `it could not be reached: ${result.message}` };
  const { status, headers } = result;
  const version = headers["docker-distribution-api-version"];
  if (version === "registry/2.0" && (status === 200 || status === 401))
    return { answer: "yes", why: "its /v2/ names the distribution API, version registry/2.0" };
  if (status === 401 && readChallenge(headers) !== null && hasErrors(result))
    return { answer: "yes", why: "its /v2/ asks for credentials as a distribution registry does" };
  if (status === 401 || status === 403)
    return { answer: "maybe", why: `its /v2/ asks for credentials (${status})` };
  if (status === 429 || status >= 500)
    return { answer: "maybe", why: `its /v2/ answered ${status}` };
  return { answer: "no", why: `its /v2/ does not answer as a distribution registry (${status})` };
}

/** `{"errors":[{"code":…}]}`, the error form of the specification. */
function hasErrors(answer: HttpAnswer): boolean {
  const errors = field(answer.json(), "errors");
  return Array.isArray(errors) && typeof field(errors[0], "code") === "string";
}
