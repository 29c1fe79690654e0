import type { ProbeContext } from "../../src/core/adapter.ts";
import type { Profile } from "../../src/core/profile.ts";
import { createPlainHttp, type PlainHttpOptions } from "./plain-http.ts";

/** A context for one probe: a plain client, a minimal profile, and a fixed time. */
export function probeContext(
  api: string,
  more: Partial<ProbeContext> & { registry?: Partial<Profile["registry"]> } & Pick<
      Profile,
      "listings"
    > &
    PlainHttpOptions = {},
): ProbeContext {
  const { registry, listings, rewrite, failures, ...context } = more;
  return {
    http: createPlainHttp({ ...(rewrite && { rewrite }), ...(failures && { failures }) }),
    profile: {
      schemaVersion: 1,
      registry: { id: "example", name: "Example", ecosystem: "npm", ...registry },
      taxonomy: { userAccounts: true, packages: ["accepts-built"] },
      ...(listings && { listings }),
    },
    api,
    samples: ["example"],
    by: "test",
    now: new Date("2026-11-01T00:00:00Z"),
    ...context,
  };
}
