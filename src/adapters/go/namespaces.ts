import type { Probe } from "../../core/adapter.ts";
import type { Facts, Gathered } from "../../core/facts.ts";
import type { HttpResult } from "../../core/http.ts";
import { failed, found, fromFailure, fromStatus } from "../shared/ask.ts";
import { isHtml } from "../shared/baseline.ts";
import { LOGGED, readVersionList } from "./wire.ts";

/** The last element of a popular path, as a typo squatter would like to have it: bare, and so nobody's. */
const BARE = "logrus";
const FULL = "github.com/sirupsen/logrus";
const KIND = "host name in the module path";

/**
 * A name without a host part must not resolve, while a full one does. The mirror's `cached-only` prefix keeps it from
 * fetching anything on our behalf.
 */
export const namespaces: Probe<"namespaces"> = {
  requests: [
    `GET {api}/cached-only/${BARE}/@v/list`,
    `GET {api}/cached-only/${LOGGED.module}/@v/list`,
  ],
  source:
    "golang/mod:module/module.go (checkPath); golang/pkgsite:internal/proxy/client.go; https://github.com/golang/go/issues/70953 and https://github.com/gojp/goreportcard/issues/372 (answers as seen)",
  async run(context) {
    const list = (module: string): Promise<HttpResult> =>
      context.http.get(`${context.api}/cached-only/${module}/@v/list`, {
        by: context.by,
        accept: "text/plain",
      });
    const [bare, control] = await Promise.all([list(BARE), list(LOGGED.module)]);
    const { host } = new URL(context.api);
    return uncontrolled(control, host) ?? judge(bare, host);
  },
};

/** Unless a module that everybody has is listed, an error for the bare name means nothing. */
function uncontrolled(control: HttpResult, host: string): Gathered<never> | null {
  if (!control.ok) return fromFailure(control);
  if (control.status === 200 && !isHtml(control) && (readVersionList(control)?.length ?? 0) > 0)
    return null;
  const status = fromStatus(control, host, "version lists");
  if (status?.state === "failed") return status;
  return failed("not-observable", `${host} lists no versions of ${LOGGED.module} from its cache.`);
}

function judge(bare: HttpResult, host: string): Gathered<Facts["namespaces"]> {
  if (!bare.ok) return fromFailure(bare);
  const body = bare.text().slice(0, 2000);
  if (bare.status === 400 && /malformed module path|missing dot/i.test(body))
    return found(
      { kind: KIND, example: FULL, enforced: true },
      `${host} refuses the bare name "${BARE}" as malformed.`,
    );
  if (bare.status === 404 || bare.status === 410) {
    if (/timed out/i.test(body))
      return failed("unreachable", `${host} gave up on the bare name "${BARE}": it timed out.`);
    return found({ kind: KIND, example: FULL, enforced: true });
  }
  const versions = bare.status === 200 && !isHtml(bare) ? readVersionList(bare) : null;
  if (versions && versions.length > 0)
    return found({ kind: KIND, example: BARE, enforced: false }, `${host} serves "${BARE}".`);
  const status = fromStatus(bare, host, "version lists");
  if (status?.state === "failed") return status;
  return failed("not-observable", `${host} answered ${bare.status} for the bare name "${BARE}".`);
}
